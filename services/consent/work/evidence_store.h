#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/tlog/checkpoint.h"
#include "services/consent/domain/consent_store.h"

namespace bestand::consent {

// A checkpoint that a witness cosigned.
struct CosignedCheckpoint {
  std::string checkpoint;  // a signed note with both signatures
  int64_t size = 0;
  absl::Time cosign_time;
  tlog::Proof growth;  // that the checkpoint beside it begins so; empty where it is not asked for
};

// A checkpoint that an authority stamped with the time.
struct StampedCheckpoint {
  tlog::Checkpoint checkpoint;  // its text is what was stamped
  std::string response;         // what the authority answered: a TimeStampResp of RFC 3161 in DER
  absl::Time time;              // in it
  tlog::Proof growth;           // that the checkpoint beside it begins so; empty where it is not asked for
};

// The end of the log with the signed root of all of it.
struct LogEnd {
  int64_t size = 0, tree_size = 0;
  std::string edge, checkpoint;
  absl::Time last_time;
  std::vector<CosignedCheckpoint> cosigned = {};  // the newest of each witness, where it is asked for
  std::optional<StampedCheckpoint> stamped = {};  // the newest, where it is asked for
};

// The proof of one event.
struct InclusionProof {
  tlog::LogProof proof;
  std::string leaf_hash;
  int64_t size = 0;  // of the tree
};

// The proof that the log of a checkpoint begins as it was.
struct ConsistencyProof {
  tlog::Proof hashes;
  std::string checkpoint;
  int64_t size = 0;
};

// One event with what proves it.
struct EvidenceItem {
  RecordedEvent event;
  std::string salt, payload;
  tlog::LogProof proof;
};

// All that proves one consent.
struct Evidence {
  Consent consent;
  std::string purpose_name;         // what people call it
  std::vector<EvidenceItem> items;  // oldest first
  std::vector<Wording> wordings;    // that they name
  std::string checkpoint;
  std::vector<CosignedCheckpoint> cosigned;  // the newest of each witness
  std::optional<StampedCheckpoint> stamped;  // the first that covers all items, or else the newest
};

// What is recorded about an event, under its subject's name.
struct LoggedPayload {
  std::string subject, salt, payload;
};

// Rows of the log as they are stored, whatever they hold; channels are numbered from 1, 0 is all.
struct LoggedEvent {
  int64_t log_index = 0;
  std::string event_id;
  int kind = 0;
  absl::Time time;
  std::string subject;
  int channel = 0;
  std::string purpose;
  int wording = 0;
  std::string leaf, leaf_hash;
  std::optional<LoggedPayload> payload;
};
struct LoggedTip {
  std::string subject;
  int channel = 0;
  std::string purpose, leaf_hash;
};
struct LoggedConsent {
  std::string subject;
  int channel = 0;
  Consent consent;
};
struct LoggedOptIn {
  std::string subject;
  int channel = 0;
  OptIn opt_in;
  std::optional<absl::Time> confirm_time;
};
struct LoggedObjection {
  std::string subject;
  int channel = 0;
  absl::Time time;
  int lifted_channels = 0;  // one bit each
};

// Is shown the log row by row, in the order of its functions. A failure ends the showing.
class LogVisitor {
 public:
  virtual ~LogVisitor() = default;

  virtual absl::Status Show(const LogEnd& end) = 0;
  virtual absl::Status Show(const Wording& wording) = 0;
  virtual absl::Status Show(const LoggedEvent& event) = 0;  // by place
  virtual absl::Status Show(const tlog::Node& node) = 0;    // as the events completed them
  virtual absl::Status Show(const LoggedTip& tip) = 0;
  virtual absl::Status Show(const LoggedConsent& consent) = 0;
  virtual absl::Status Show(const LoggedOptIn& opt_in) = 0;
  virtual absl::Status Show(const LoggedObjection& objection) = 0;
};

// Is shown all that is held about a customer: rows, wordings, events by place. A failure ends the showing.
class SubjectVisitor {
 public:
  virtual ~SubjectVisitor() = default;

  // A row of a table as JSON, its columns by name.
  virtual absl::Status ShowRow(std::string_view table, std::string_view json) = 0;
  virtual absl::Status Show(const Wording& wording) = 0;
  virtual absl::Status Show(const EvidenceItem& item) = 0;
};

// Reads the log for those who check it. Threads may share it.
class EvidenceStore {
 public:
  virtual ~EvidenceStore() = default;

  virtual const tlog::Verifier& public_key() const = 0;
  // With what witnesses cosigned, and what was stamped with the time.
  virtual absl::StatusOr<LogEnd> ReadEnd() = 0;
  // Fail with LOG_INDEX_UNKNOWN.
  virtual absl::StatusOr<InclusionProof> ProveInclusion(int64_t log_index) = 0;
  virtual absl::StatusOr<ConsistencyProof> ProveConsistency(int64_t first_size) = 0;
  // Fails with CONSENT_UNKNOWN.
  virtual absl::StatusOr<Evidence> Collect(std::string_view customer, std::string_view consent_id) = 0;
  // Shows the log as it is stored at one moment, sound or not. Memory stays bounded.
  virtual absl::Status Export(LogVisitor& visitor) = 0;

  // Shows all that is held about a customer at one moment. Memory stays bounded.
  virtual absl::Status ExportSubject(std::string_view customer, SubjectVisitor& visitor) = 0;
  // The customer's disclosures, oldest first, at most 1,000.
  virtual absl::StatusOr<std::vector<EvidenceItem>> ListDisclosures(std::string_view customer) = 0;
};

}  // namespace bestand::consent
