#include "services/consent/storage/imports/import_chunk.h"

#include "absl/strings/str_join.h"
#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/id/id.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Row;
using storage::Rows;
using Kind = ImportOutcome::Kind;

// The same for the same row, whenever it comes.
std::string ContentOf(const ImportedConsent& row) {
  return Sha256(row.key.customer + "\n" + std::to_string(NumberOf(row.key.channel)) + "\n" + row.key.purpose +
                "\n" + PayloadOf(row, "", "", {}));
}

ImportOutcome Rejected(std::string reason) { return {Kind::kRejected, {}, std::move(reason)}; }

}  // namespace

absl::StatusOr<std::vector<ImportOutcome>> ImportChunk::Take(std::span<const ImportedConsent> rows) {
  RETURN_IF_ERROR(Read(rows));
  RETURN_IF_ERROR(ReadWordings(rows));
  RETURN_IF_ERROR(ReadErased(rows));
  std::vector<ImportOutcome> outcomes;
  for (const ImportedConsent& row : rows) outcomes.push_back(Judge(row));
  if (events_.empty()) return outcomes;
  RETURN_IF_ERROR(WriteImports());
  RETURN_IF_ERROR(WriteConsents());
  RETURN_IF_ERROR(log_.Append(events_));
  return outcomes;
}

absl::Status ImportChunk::Read(std::span<const ImportedConsent> rows) {
  std::vector<std::string> ids, purposes;
  for (const ImportedConsent& row : rows) {
    ids.push_back(row.external_id);
    purposes.push_back(row.key.purpose);
  }
  ASSIGN_OR_RETURN(const Rows known,
                   session_.Run(sql::kFindImports, {{"source", source_}, {"external_ids", ids}}));
  for (const Row row : known) known_[std::string(row.Text(0))] = row.Bytes(1);
  ASSIGN_OR_RETURN(const Rows found, session_.Run(sql::kFindPurposes, {{"purpose_ids", purposes}}));
  for (const Row row : found) purposes_.emplace(row.Text(0));
  return absl::OkStatus();
}

absl::Status ImportChunk::ReadWordings(std::span<const ImportedConsent> rows) {
  std::vector<std::string> purposes, hashes;
  for (const ImportedConsent& row : rows) {
    purposes.push_back(row.key.purpose);
    hashes.push_back(Sha256(row.wording_text));
  }
  ASSIGN_OR_RETURN(
      const Rows wordings,
      session_.Run(sql::kFindWordingsByHash, {{"purpose_ids", purposes}, {"text_hashes", AsBytes(hashes)}}));
  for (const Row row : wordings) {
    wordings_[{std::string(row.Text(0)), row.Bytes(1)}] = static_cast<int>(row.Int(2));
  }
  return absl::OkStatus();
}

absl::Status ImportChunk::ReadErased(std::span<const ImportedConsent> rows) {
  std::vector<std::string> digests;  // two a row
  for (const ImportedConsent& row : rows) {
    ASSIGN_OR_RETURN(digests.emplace_back(), DigestOfCustomer(key_, row.key.customer));
    ASSIGN_OR_RETURN(digests.emplace_back(), DigestOfAddress(key_, row.address));
  }
  ASSIGN_OR_RETURN(const Rows found, session_.Run(sql::kListErased, {{"digests", AsBytes(digests)}}));
  std::set<std::string> erased;
  for (const Row row : found) erased.insert(row.Bytes(0));
  for (size_t i = 0; i < digests.size(); ++i) {
    if (erased.contains(digests[i])) erased_.insert(&rows[i / 2]);
  }
  return absl::OkStatus();
}

ImportOutcome ImportChunk::Judge(const ImportedConsent& row) {
  if (erased_.contains(&row)) {
    return Rejected(
        "the person was erased and cannot be taken up again; let them sign up and confirm by themselves");
  }
  if (!purposes_.contains(row.key.purpose)) {
    return Rejected("purpose " + row.key.purpose + " does not exist; create it first");
  }
  const std::string content = ContentOf(row);
  const auto [known, is_new] = known_.try_emplace(row.external_id, content);
  if (!is_new && known->second == content) return {Kind::kUnchanged, {}, ""};
  if (!is_new) return Rejected("external_id was imported before with other values; what is recorded stays");
  const Wording wording = WordingOf(row);
  std::vector<std::string> missing = MissingEvidence(row, wording.version > 0, log_.now());
  Add(row, wording, missing);
  return {missing.empty() ? Kind::kProven : Kind::kUnproven, std::move(missing), ""};
}

ImportChunk::Wording ImportChunk::WordingOf(const ImportedConsent& row) const {
  const std::string hash = Sha256(row.wording_text);
  const auto found = wordings_.find({row.key.purpose, hash});
  return found == wordings_.end() ? Wording{} : Wording{found->second, hash};
}

void ImportChunk::Add(const ImportedConsent& row, const Wording& wording,
                      const std::vector<std::string>& missing) {
  const bool proven = missing.empty();
  const std::string id = NewUuid();
  events_.push_back({proven ? EventKind::kImported : EventKind::kUnproven, row.key.customer, row.key.channel,
                     row.key.purpose, wording.version, wording.hash, PayloadOf(row, source_, id, missing)});
  Make(row, id, wording.version, proven);
  ids_.push_back(row.external_id);
  hashes_.push_back(known_.at(row.external_id));
  customers_.push_back(row.key.customer);
  channels_.push_back(NumberOf(row.key.channel));
  purpose_ids_.push_back(row.key.purpose);
  missing_.push_back(absl::StrJoin(missing, " "));
  confirmed_.push_back(proven ? row.confirm_time : std::nullopt);
}

void ImportChunk::Make(const ImportedConsent& row, const std::string& id, int wording, bool proven) {
  const Place place(row.key.customer, NumberOf(row.key.channel), row.key.purpose);
  Made& made = made_.try_emplace(place, Made{id, row.address, wording, std::nullopt}).first->second;
  if (!proven || (made.confirm.has_value() && *made.confirm >= *row.confirm_time)) return;
  made.address = row.address;
  made.wording = wording;
  made.confirm = row.confirm_time;
}

absl::Status ImportChunk::WriteImports() {
  std::vector<int64_t> indexes;
  for (size_t i = 0; i < ids_.size(); ++i) indexes.push_back(log_.size() + static_cast<int64_t>(i));
  return session_
      .Run(sql::kAddImports, {{"source", source_},
                              {"now", log_.now()},
                              {"external_ids", ids_},
                              {"content_hashes", AsBytes(hashes_)},
                              {"customer_ids", customers_},
                              {"channels", channels_},
                              {"purpose_ids", purpose_ids_},
                              {"missing", missing_},
                              {"confirm_times", confirmed_},
                              {"log_indexes", indexes}})
      .status();
}

absl::Status ImportChunk::WriteConsents() {
  std::vector<std::string> customers, purposes, ids, addresses;
  std::vector<int> channels, buckets, wordings;
  std::vector<std::optional<absl::Time>> confirmed;
  for (const auto& [place, made] : made_) {
    customers.push_back(std::get<0>(place));
    channels.push_back(std::get<1>(place));
    purposes.push_back(std::get<2>(place));
    ids.push_back(made.id);
    buckets.push_back(BucketOf(std::get<0>(place)));
    addresses.push_back(made.address);
    wordings.push_back(made.wording);
    confirmed.push_back(made.confirm);
  }
  return session_
      .Run(sql::kStoreImported, {{"customer_ids", customers},
                                 {"channels", channels},
                                 {"purpose_ids", purposes},
                                 {"consent_ids", ids},
                                 {"buckets", buckets},
                                 {"addresses", addresses},
                                 {"wordings", wordings},
                                 {"confirm_times", confirmed}})
      .status();
}

}  // namespace bestand::consent
