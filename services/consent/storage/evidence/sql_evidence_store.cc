#include "services/consent/storage/evidence/sql_evidence_store.h"

#include <set>

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/consent/storage/anchors/sql_cosignatures.h"
#include "services/consent/storage/anchors/sql_time_stamps.h"
#include "services/consent/storage/evidence/evidence_rows.h"
#include "services/consent/storage/log/log_tree.h"
#include "services/consent/storage/log_appender.h"
#include "services/consent/storage/payloads/stored_payloads.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

absl::Status UnknownPlace(std::string_view what, int64_t asked, int64_t size) {
  return Failure(absl::StatusCode::kOutOfRange, "LOG_INDEX_UNKNOWN",
                 "The log has " + std::to_string(size) + " events; there is no " + std::string(what) + " " +
                     std::to_string(asked) + ".",
                 {{"log_index", std::to_string(asked)}, {"log_size", std::to_string(size)}});
}

tlog::ReadNodes ReaderOf(Session& session) {
  return [&session](std::span<const tlog::NodeId> ids) { return ReadNodes(session, ids); };
}

absl::StatusOr<tlog::LogProof> ProofIn(Session& session, int64_t log_index, const LogEnd& end) {
  ASSIGN_OR_RETURN(tlog::Proof hashes, tlog::ProveInclusion(log_index, end.size, ReaderOf(session)));
  return tlog::LogProof{log_index, std::move(hashes), end.checkpoint};
}

absl::StatusOr<Consent> ReadConsent(Session& session, std::string_view customer, std::string_view id) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kGetConsent, {{"customer_id", customer}, {"consent_id", id}}));
  if (rows.empty()) return UnknownConsent();
  return ConsentOf(rows[0]);
}

absl::StatusOr<std::string> ReadPurposeName(Session& session, const std::string& purpose) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kGetPurpose, {{"purpose_id", purpose}}));
  return rows.empty() ? purpose : std::string(rows[0].Text(1));
}

absl::StatusOr<std::vector<EvidenceItem>> ReadItems(Session& session, const PayloadVault& vault,
                                                    const ConsentKey& key, const LogEnd& end) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListEvidence, {{"customer_id", key.customer},
                                                                     {"channel", NumberOf(key.channel)},
                                                                     {"purpose_id", key.purpose},
                                                                     {"log_size", end.size}}));
  return ItemsOf(session, vault, rows, end);
}

absl::StatusOr<std::vector<Wording>> ReadWordings(Session& session, const std::string& purpose,
                                                  const std::vector<EvidenceItem>& items) {
  std::set<int> named;
  for (const EvidenceItem& item : items) named.insert(item.event.wording);
  const std::vector<int> versions(named.begin(), named.end());
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kFindWordings, {{"purpose_id", purpose}, {"versions", versions}}));
  return AllOf(rows, WordingOf);
}

// The earlier a stamp is, the more it says of when these were there.
absl::StatusOr<std::optional<StampedCheckpoint>> ReadStamped(Session& session, const std::string& origin,
                                                             const std::vector<EvidenceItem>& items,
                                                             int64_t log_size) {
  const int64_t least = items.empty() ? 0 : items.back().event.log_index + 1;
  ASSIGN_OR_RETURN(auto stamped, FirstStamped(session, origin, least, log_size));
  if (!stamped.has_value()) {
    ASSIGN_OR_RETURN(stamped, NewestStamped(session, origin, log_size));
  }
  if (!stamped.has_value()) return std::nullopt;
  ASSIGN_OR_RETURN(stamped->growth,
                   tlog::ProveConsistency(stamped->checkpoint.size, log_size, ReaderOf(session)));
  return stamped;
}

}  // namespace

absl::StatusOr<LogEnd> ReadEndIn(Session& session) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kReadLogEnd));
  if (rows.empty()) return absl::InternalError("the log has no head");
  return LogEnd{rows[0].Int(0), rows[0].Int(1), rows[0].Bytes(2), std::string(rows[0].Text(3)),
                rows[0].Time(4)};
}

absl::StatusOr<std::vector<EvidenceItem>> ItemsOf(Session& session, const PayloadVault& vault,
                                                  const Rows& rows, const LogEnd& end) {
  std::vector<StoredPayload> stored;
  for (const Row row : rows) stored.push_back(StoredPayloadOf(row, 9, {row.Bytes(8), row.Int(0)}));
  ASSIGN_OR_RETURN(const auto payloads, OpenStored(vault, stored));
  std::vector<EvidenceItem> items;
  for (const Row row : rows) {
    const LoggedPayload payload = payloads[items.size()].value_or(LoggedPayload{});
    EvidenceItem item{EventOf(row), payload.salt, payload.payload, {}};
    ASSIGN_OR_RETURN(item.proof, ProofIn(session, item.event.log_index, end));
    items.push_back(std::move(item));
  }
  return items;
}

absl::StatusOr<LogEnd> SqlEvidenceStore::ReadSigned(Session& session) {
  ASSIGN_OR_RETURN(LogEnd end, ReadEndIn(session));
  const auto checkpoint = tlog::OpenCheckpoint(end.checkpoint, public_key_);
  if (checkpoint.has_value() && checkpoint->size == end.size) return end;
  // Just upgraded, or under a new key.
  RETURN_IF_ERROR(GrowLogTree(database_, means_));
  return ReadEndIn(session);
}

absl::StatusOr<std::vector<CosignedCheckpoint>> SqlEvidenceStore::ReadCosigned(Session& session,
                                                                               int64_t most) const {
  ASSIGN_OR_RETURN(const auto newest, NewestCosigned(session, witnesses_, public_key_.name, most));
  std::vector<CosignedCheckpoint> cosigned;
  for (const auto& [checkpoint, cosignature] : newest) {
    cosigned.push_back({tlog::SignNote(means_.signer, checkpoint.ToText()) + cosignature.line,
                        checkpoint.size,
                        absl::FromUnixSeconds(cosignature.unix_seconds),
                        {}});
  }
  return cosigned;
}

absl::StatusOr<LogEnd> SqlEvidenceStore::ReadEnd() {
  const auto read = [&](Session& session) -> absl::StatusOr<LogEnd> {
    ASSIGN_OR_RETURN(LogEnd end, ReadSigned(session));
    ASSIGN_OR_RETURN(end.cosigned, ReadCosigned(session, end.size));
    ASSIGN_OR_RETURN(end.stamped, NewestStamped(session, public_key_.name, end.size));
    return end;
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<InclusionProof> SqlEvidenceStore::ProveInclusion(int64_t log_index) {
  const auto read = [&](Session& session) -> absl::StatusOr<InclusionProof> {
    ASSIGN_OR_RETURN(const LogEnd end, ReadSigned(session));
    if (log_index < 0 || log_index >= end.size) return UnknownPlace("place", log_index, end.size);
    InclusionProof proof{{}, "", end.size};
    ASSIGN_OR_RETURN(proof.proof, ProofIn(session, log_index, end));
    const tlog::NodeId leaf{0, log_index};
    ASSIGN_OR_RETURN(const auto hashes, ReadNodes(session, {&leaf, 1}));
    proof.leaf_hash = hashes.front();
    return proof;
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<ConsistencyProof> SqlEvidenceStore::ProveConsistency(int64_t first_size) {
  const auto read = [&](Session& session) -> absl::StatusOr<ConsistencyProof> {
    ASSIGN_OR_RETURN(const LogEnd end, ReadSigned(session));
    if (first_size < 0 || first_size > end.size) return UnknownPlace("size", first_size, end.size);
    ASSIGN_OR_RETURN(tlog::Proof hashes, tlog::ProveConsistency(first_size, end.size, ReaderOf(session)));
    return ConsistencyProof{std::move(hashes), end.checkpoint, end.size};
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<Evidence> SqlEvidenceStore::Collect(std::string_view customer, std::string_view consent_id) {
  if (!IsUuid(consent_id)) return UnknownConsent();
  const auto read = [&](Session& session) -> absl::StatusOr<Evidence> {
    ASSIGN_OR_RETURN(const LogEnd end, ReadSigned(session));
    Evidence evidence;
    evidence.checkpoint = end.checkpoint;
    ASSIGN_OR_RETURN(evidence.consent, ReadConsent(session, customer, consent_id));
    ASSIGN_OR_RETURN(evidence.purpose_name, ReadPurposeName(session, evidence.consent.key.purpose));
    ASSIGN_OR_RETURN(evidence.items, ReadItems(session, means_.vault, evidence.consent.key, end));
    ASSIGN_OR_RETURN(evidence.wordings, ReadWordings(session, evidence.consent.key.purpose, evidence.items));
    ASSIGN_OR_RETURN(evidence.cosigned, ReadCosigned(session, end.size));
    for (CosignedCheckpoint& cosigned : evidence.cosigned) {
      ASSIGN_OR_RETURN(cosigned.growth, tlog::ProveConsistency(cosigned.size, end.size, ReaderOf(session)));
    }
    ASSIGN_OR_RETURN(evidence.stamped, ReadStamped(session, public_key_.name, evidence.items, end.size));
    return evidence;
  };
  return database_.InSession(read, Repeat::kOnce);
}

}  // namespace bestand::consent
