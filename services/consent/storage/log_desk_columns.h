#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/id/id.h"
#include "services/consent/storage/log_desk.h"
#include "services/consent/storage/row_values.h"

// Rows as columns for unnest: what LogDesk writes of many customers with one statement a table.
namespace bestand::consent {

using MaybeTime = std::optional<absl::Time>;

// The columns of consents.
struct ConsentColumns {
  std::vector<std::string> customers, purposes, ids, addresses;
  std::vector<int> channels, buckets, wordings;
  std::vector<MaybeTime> requested, expires, confirmed, withdrawn;

  void Add(const Consent& consent) {
    customers.push_back(consent.key.customer);
    purposes.push_back(consent.key.purpose);
    ids.push_back(consent.id);
    addresses.push_back(consent.address);
    channels.push_back(NumberOf(consent.key.channel));
    buckets.push_back(BucketOf(consent.key.customer));
    wordings.push_back(consent.wording);
    requested.push_back(consent.times.request);
    expires.push_back(consent.times.expire);
    confirmed.push_back(consent.times.confirm);
    withdrawn.push_back(consent.times.withdraw);
  }
};

// The columns of opt_ins.
struct OptInColumns {
  std::vector<std::string> customers, ids, purposes, addresses, campaigns;
  std::vector<int> channels, wordings;
  std::vector<bool> mailed;
  std::vector<absl::Time> requested, expires;
  std::vector<MaybeTime> confirmed;

  void Add(const KeptOptIn& kept) {
    const OptIn& opt_in = kept.opt_in;
    customers.push_back(opt_in.key.customer);
    ids.push_back(opt_in.id);
    purposes.push_back(opt_in.key.purpose);
    addresses.push_back(opt_in.address);
    campaigns.push_back(opt_in.campaign);
    channels.push_back(NumberOf(opt_in.key.channel));
    wordings.push_back(opt_in.wording);
    mailed.push_back(opt_in.mailed);
    requested.push_back(opt_in.request_time);
    expires.push_back(opt_in.expire_time);
    confirmed.push_back(kept.confirm_time);
  }
};

// The columns of mails.
struct MailColumns {
  std::vector<std::string> ids, customers, opt_ins, addresses, subjects, texts, htmls, template_versions,
      unsubscribe_urls;
  std::vector<int> kinds;
  std::vector<absl::Time> created, expires;

  void Add(const QueuedMail& queued) {
    const OutgoingMail& mail = queued.mail;
    ids.push_back(mail.id);
    customers.push_back(mail.customer);
    opt_ins.push_back(mail.opt_in);
    addresses.push_back(mail.address);
    subjects.push_back(mail.subject);
    texts.push_back(mail.text);
    htmls.push_back(mail.html);
    template_versions.push_back(mail.template_version);
    created.push_back(mail.create_time);
    expires.push_back(mail.expire_time);
    kinds.push_back(static_cast<int>(mail.kind));
    unsubscribe_urls.push_back(mail.unsubscribe_url);
  }
};

// The columns of confirmations: the tokens of mails that have one.
struct ConfirmationColumns {
  std::vector<storage::Bytes> token_hashes;
  std::vector<std::string> customers, opt_ins;
  std::vector<absl::Time> expires;

  void Add(const QueuedMail& queued) {
    if (queued.token_hash.empty()) return;
    token_hashes.push_back({queued.token_hash});
    customers.push_back(queued.mail.customer);
    opt_ins.push_back(queued.mail.opt_in);
    expires.push_back(queued.mail.expire_time);
  }
};

// The columns of mail_counts.
struct CountColumns {
  std::vector<storage::Bytes> digests;
  std::vector<std::string> mails;
  std::vector<absl::Time> queued;

  void Add(const QueuedMail& mail) {
    for (const std::string& digest : mail.digests) {
      digests.push_back({digest});
      mails.push_back(mail.mail.id);
      queued.push_back(mail.mail.create_time);
    }
  }
};

}  // namespace bestand::consent
