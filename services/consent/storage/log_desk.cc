#include "services/consent/storage/log_desk.h"

#include "common/error/error.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Row;
using storage::Rows;

// The keys that are neither there nor named twice.
template <typename Has>
std::vector<std::string> Missing(std::span<const std::string> keys, const Has& has) {
  std::set<std::string> missing;
  for (const std::string& key : keys) {
    if (!has(key)) missing.insert(key);
  }
  return {missing.begin(), missing.end()};
}

KeptObjection ObjectionOf(const Row& row) {
  KeptObjection objection{row.Time(2), {}};
  for (int number = 1; number <= kChannels; ++number) {
    const Channel channel = *ChannelOf(number);
    if ((row.Int(3) & BitOf(channel)) != 0) objection.lifted.insert(channel);
  }
  return objection;
}

}  // namespace

absl::Status LogDesk::Load(const LogNeeds& needs, absl::Time now) {
  RETURN_IF_ERROR(LoadTokens(needs.token_hashes));
  std::vector<std::string> customers = needs.customers;
  for (const std::string& hash : needs.token_hashes) {
    if (const auto token = tokens_.now.find(hash); token != tokens_.now.end()) {
      customers.push_back(token->second.use.customer);
    }
  }
  RETURN_IF_ERROR(LoadFiles(customers, now));
  return LoadCounts(needs.address_digests, now);
}

absl::StatusOr<CustomerFile*> LogDesk::File(std::string_view customer, absl::Time now) {
  const std::string key(customer);
  RETURN_IF_ERROR(LoadFiles({&key, 1}, now));
  return files_.Change(customer);
}

absl::StatusOr<KeptCounts*> LogDesk::Counts(std::string_view address_digest, absl::Time now) {
  const std::string key(address_digest);
  RETURN_IF_ERROR(LoadCounts({&key, 1}, now));
  return counts_.Change(address_digest);
}

absl::StatusOr<KeptToken*> LogDesk::Token(std::string_view token_hash) {
  const std::string key(token_hash);
  RETURN_IF_ERROR(LoadTokens({&key, 1}));
  return tokens_.Change(token_hash);
}

void LogDesk::Queue(QueuedMail mail) { mails_.push_back(std::move(mail)); }

void LogDesk::Queue(const ConfirmationCode& code) { codes_.push_back(code); }

void LogDesk::Keep() {
  files_.before.clear();
  counts_.before.clear();
  tokens_.before.clear();
  kept_mails_ = mails_.size();
  kept_returned_ = returned_.size();
  kept_codes_ = codes_.size();
}

void LogDesk::Discard() {
  files_.Discard();
  counts_.Discard();
  tokens_.Discard();
  mails_.resize(kept_mails_);
  returned_.resize(kept_returned_);
  codes_.resize(kept_codes_);
}

absl::Status LogDesk::LoadFiles(std::span<const std::string> customers, absl::Time now) {
  const auto missing = Missing(customers, [&](const std::string& key) { return files_.Has(key); });
  if (missing.empty()) return absl::OkStatus();
  std::map<std::string, StoredFile> files;
  for (const std::string& customer : missing) files[customer];
  ASSIGN_OR_RETURN(const Rows consents, session_.Run(sql::kLoadConsents, {{"customer_ids", missing}}));
  for (const Row row : consents) files[std::string(row.Text(1))].consents.push_back(ConsentOf(row));
  ASSIGN_OR_RETURN(const Rows opt_ins,
                   session_.Run(sql::kLoadOptIns, {{"customer_ids", missing}, {"now", now}}));
  for (const Row row : opt_ins) {
    files[std::string(row.Text(1))].opt_ins.push_back({OptInOf(row), std::nullopt});
  }
  ASSIGN_OR_RETURN(const Rows objections, session_.Run(sql::kLoadObjections, {{"customer_ids", missing}}));
  for (const Row row : objections) {
    files[std::string(row.Text(0))].objections[ChannelOf(row.Int(1))] = ObjectionOf(row);
  }
  for (auto& [customer, file] : files) files_.now.emplace(customer, CustomerFile(std::move(file)));
  return absl::OkStatus();
}

absl::Status LogDesk::LoadTokens(std::span<const std::string> token_hashes) {
  const auto missing = Missing(token_hashes, [&](const std::string& key) {
    return tokens_.Has(key) || unknown_tokens_.contains(key);
  });
  if (missing.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Rows rows, session_.Run(sql::kLoadTokens, {{"token_hashes", AsBytes(missing)}}));
  unknown_tokens_.insert(missing.begin(), missing.end());
  for (const Row row : rows) {
    const std::string hash = row.Bytes(0);
    unknown_tokens_.erase(hash);
    tokens_.now.emplace(
        hash, KeptToken{{std::string(row.Text(1)), std::string(row.Text(2))}, row.Time(3), row.MaybeTime(4)});
  }
  return absl::OkStatus();
}

absl::Status LogDesk::LoadCounts(std::span<const std::string> address_digests, absl::Time now) {
  const auto missing = Missing(address_digests, [&](const std::string& key) { return counts_.Has(key); });
  if (missing.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto counts, ReadMailCounts(session_, missing, now));
  for (const auto& [digest, count] : counts) counts_.now.emplace(digest, KeptCounts{count});
  return absl::OkStatus();
}

absl::StatusOr<std::map<std::string, MailCounts>> ReadMailCounts(storage::Session& session,
                                                                 std::span<const std::string> digests,
                                                                 absl::Time now) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kLoadMailCounts, {{"now", now}, {"address_digests", AsBytes(digests)}}));
  std::map<std::string, MailCounts> counts;
  for (const Row row : rows)
    counts[row.Bytes(0)] = {row.Int(1), row.Int(2), row.Int(3), row.Bool(4), row.Bool(5)};
  return counts;
}

}  // namespace bestand::consent
