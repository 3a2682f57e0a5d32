// What LogDesk writes: one statement a table, whatever the number of customers.

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/consent/storage/log_desk_columns.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Bytes;

int BitsOf(const std::set<Channel>& channels) {
  int bits = 0;
  for (const Channel channel : channels) bits |= BitOf(channel);
  return bits;
}

}  // namespace

absl::Status LogDesk::Store(absl::Time now) {
  RETURN_IF_ERROR(StoreConsents());
  RETURN_IF_ERROR(StoreOptIns());
  RETURN_IF_ERROR(StoreObjections());
  RETURN_IF_ERROR(RemoveObjections());
  RETURN_IF_ERROR(StoreMails());
  RETURN_IF_ERROR(StoreTokens());
  RETURN_IF_ERROR(StoreCodes());
  RETURN_IF_ERROR(StoreSuppressions(now));
  RETURN_IF_ERROR(StoreReturned());
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
                               {"confirm_times", rows.confirmed},
                               {"campaigns", rows.campaigns}})
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
                                              {"template_versions", rows.template_versions},
                                              {"kinds", rows.kinds},
                                              {"unsubscribe_urls", rows.unsubscribe_urls},
                                              {"create_times", rows.created},
                                              {"expire_times", rows.expires}})
                      .status());
  return StoreConfirmations();
}

// What is kept beside confirmation mails.
absl::Status LogDesk::StoreConfirmations() {
  ConfirmationColumns rows;
  CountColumns counts;
  for (const QueuedMail& mail : mails_) {
    rows.Add(mail);
    counts.Add(mail);
  }
  if (rows.token_hashes.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(session_
                      .Run(sql::kAddConfirmations, {{"token_hashes", rows.token_hashes},
                                                    {"customer_ids", rows.customers},
                                                    {"opt_in_ids", rows.opt_ins},
                                                    {"expire_times", rows.expires}})
                      .status());
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

absl::Status LogDesk::StoreCodes() {
  if (codes_.empty()) return absl::OkStatus();
  std::vector<Bytes> handles, codes, tokens;
  std::vector<absl::Time> expires;
  for (const ConfirmationCode& code : codes_) {
    handles.push_back({code.handle_hash});
    codes.push_back({code.code_hash});
    tokens.push_back({code.token_hash});
    expires.push_back(code.expire_time);
  }
  return session_
      .Run(sql::kAddCodes, {{"handle_hashes", handles},
                            {"code_hashes", codes},
                            {"token_hashes", tokens},
                            {"expire_times", expires}})
      .status();
}

absl::Status LogDesk::StoreSuppressions(absl::Time now) {
  std::vector<Bytes> digests;
  for (const auto& [digest, kept] : counts_.now) {
    if (kept.newly_suppressed) digests.push_back({digest});
  }
  if (digests.empty()) return absl::OkStatus();
  return session_.Run(sql::kSuppressAddresses, {{"address_digests", digests}, {"now", now}}).status();
}

absl::Status LogDesk::StoreReturned() {
  if (returned_.empty()) return absl::OkStatus();
  return session_.Run(sql::kForgetErased, {{"digests", AsBytes(returned_)}}).status();
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
