// What LogDesk writes: one statement a table, whatever the number of customers.

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/consent/storage/log_desk.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Bytes;
using MaybeTime = std::optional<absl::Time>;

int BitsOf(const std::set<Channel>& channels) {
  int bits = 0;
  for (const Channel channel : channels) bits |= BitOf(channel);
  return bits;
}

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
  std::vector<std::string> customers, ids, purposes, addresses;
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
    channels.push_back(NumberOf(opt_in.key.channel));
    wordings.push_back(opt_in.wording);
    mailed.push_back(opt_in.mailed);
    requested.push_back(opt_in.request_time);
    expires.push_back(opt_in.expire_time);
    confirmed.push_back(kept.confirm_time);
  }
};

// The columns of mails and of their tokens.
struct MailColumns {
  std::vector<std::string> ids, customers, opt_ins, addresses, subjects, texts, htmls;
  std::vector<absl::Time> created, expires;
  std::vector<Bytes> token_hashes;

  void Add(const QueuedMail& queued) {
    const OutgoingMail& mail = queued.mail;
    ids.push_back(mail.id);
    customers.push_back(mail.customer);
    opt_ins.push_back(mail.opt_in);
    addresses.push_back(mail.address);
    subjects.push_back(mail.subject);
    texts.push_back(mail.text);
    htmls.push_back(mail.html);
    created.push_back(mail.create_time);
    expires.push_back(mail.expire_time);
    token_hashes.push_back({queued.token_hash});
  }
};

// The columns of mail_counts.
struct CountColumns {
  std::vector<Bytes> digests;
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

}  // namespace

absl::Status LogDesk::Store(absl::Time now) {
  RETURN_IF_ERROR(StoreConsents());
  RETURN_IF_ERROR(StoreOptIns());
  RETURN_IF_ERROR(StoreObjections());
  RETURN_IF_ERROR(RemoveObjections());
  RETURN_IF_ERROR(StoreMails());
  RETURN_IF_ERROR(StoreTokens());
  RETURN_IF_ERROR(StoreSuppressions(now));
  return EndMails(now);
}

absl::Status LogDesk::StoreConsents() {
  ConsentColumns rows;
  for (const auto& [customer, file] : files_.now) {
    for (const Consent* consent : file.ChangedConsents()) rows.Add(*consent);
  }
  if (rows.ids.empty()) return absl::OkStatus();
  return session_
      .Run(sql::kStoreConsents, {{"customer_ids", rows.customers},
                                 {"channels", rows.channels},
                                 {"purpose_ids", rows.purposes},
                                 {"consent_ids", rows.ids},
                                 {"buckets", rows.buckets},
                                 {"addresses", rows.addresses},
                                 {"wordings", rows.wordings},
                                 {"request_times", rows.requested},
                                 {"expire_times", rows.expires},
                                 {"confirm_times", rows.confirmed},
                                 {"withdraw_times", rows.withdrawn}})
      .status();
}

absl::Status LogDesk::StoreOptIns() {
  OptInColumns rows;
  for (const auto& [customer, file] : files_.now) {
    for (const KeptOptIn* kept : file.ChangedOptIns()) rows.Add(*kept);
  }
  if (rows.ids.empty()) return absl::OkStatus();
  return session_
      .Run(sql::kStoreOptIns, {{"customer_ids", rows.customers},
                               {"opt_in_ids", rows.ids},
                               {"purpose_ids", rows.purposes},
                               {"channels", rows.channels},
                               {"addresses", rows.addresses},
                               {"wordings", rows.wordings},
                               {"mailed", rows.mailed},
                               {"request_times", rows.requested},
                               {"expire_times", rows.expires},
                               {"confirm_times", rows.confirmed}})
      .status();
}

absl::Status LogDesk::StoreObjections() {
  std::vector<std::string> customers;
  std::vector<int> channels, lifted;
  std::vector<absl::Time> times;
  for (const auto& [customer, file] : files_.now) {
    for (const auto& channel : file.changed_objections()) {
      const auto objection = file.objections().find(channel);
      if (objection == file.objections().end()) continue;
      customers.push_back(customer);
      channels.push_back(NumberOf(channel));
      times.push_back(objection->second.time);
      lifted.push_back(BitsOf(objection->second.lifted));
    }
  }
  if (customers.empty()) return absl::OkStatus();
  return session_
      .Run(sql::kStoreObjections, {{"customer_ids", customers},
                                   {"channels", channels},
                                   {"object_times", times},
                                   {"lifted_channels", lifted}})
      .status();
}

absl::Status LogDesk::RemoveObjections() {
  std::vector<std::string> customers;
  std::vector<int> channels;
  for (const auto& [customer, file] : files_.now) {
    for (const auto& channel : file.changed_objections()) {
      if (file.objections().contains(channel)) continue;
      customers.push_back(customer);
      channels.push_back(NumberOf(channel));
    }
  }
  if (customers.empty()) return absl::OkStatus();
  return session_.Run(sql::kRemoveObjections, {{"customer_ids", customers}, {"channels", channels}}).status();
}

absl::Status LogDesk::StoreMails() {
  if (mails_.empty()) return absl::OkStatus();
  MailColumns rows;
  for (const QueuedMail& mail : mails_) rows.Add(mail);
  RETURN_IF_ERROR(session_
                      .Run(sql::kQueueMails, {{"mail_ids", rows.ids},
                                              {"customer_ids", rows.customers},
                                              {"opt_in_ids", rows.opt_ins},
                                              {"addresses", rows.addresses},
                                              {"subjects", rows.subjects},
                                              {"texts", rows.texts},
                                              {"htmls", rows.htmls},
                                              {"create_times", rows.created},
                                              {"expire_times", rows.expires}})
                      .status());
  RETURN_IF_ERROR(session_
                      .Run(sql::kAddConfirmations, {{"token_hashes", rows.token_hashes},
                                                    {"customer_ids", rows.customers},
                                                    {"opt_in_ids", rows.opt_ins},
                                                    {"expire_times", rows.expires}})
                      .status());
  CountColumns counts;
  for (const QueuedMail& mail : mails_) counts.Add(mail);
  return session_
      .Run(sql::kCountMails,
           {{"address_digests", counts.digests}, {"mail_ids", counts.mails}, {"queue_times", counts.queued}})
      .status();
}

absl::Status LogDesk::StoreTokens() {
  std::vector<Bytes> hashes;
  std::vector<absl::Time> times;
  for (const auto& [hash, token] : tokens_.now) {
    if (!token.use_time.has_value()) continue;
    hashes.push_back({hash});
    times.push_back(*token.use_time);
  }
  if (hashes.empty()) return absl::OkStatus();
  return session_.Run(sql::kUseTokens, {{"token_hashes", hashes}, {"use_times", times}}).status();
}

absl::Status LogDesk::StoreSuppressions(absl::Time now) {
  std::vector<Bytes> digests;
  for (const auto& [digest, kept] : counts_.now) {
    if (kept.newly_suppressed) digests.push_back({digest});
  }
  if (digests.empty()) return absl::OkStatus();
  return session_.Run(sql::kSuppressAddresses, {{"address_digests", digests}, {"now", now}}).status();
}

absl::Status LogDesk::EndMails(absl::Time now) {
  std::vector<std::string> customers;
  for (const auto& [customer, file] : files_.now) {
    if (file.requests_ended()) customers.push_back(customer);
  }
  if (customers.empty()) return absl::OkStatus();
  return session_.Run(sql::kEndMails, {{"customer_ids", customers}, {"now", now}}).status();
}

}  // namespace bestand::consent
