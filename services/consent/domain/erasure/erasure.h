#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace bestand::consent {

// The numbers are those of the table.
enum class ErasureState { kAsked = 1, kErasing = 2, kDone = 3, kCancelled = 4 };

// The erasure of a customer. Once it is over it says no more whose it was.
struct Erasure {
  std::string id;  // a UUID
  ErasureState state = ErasureState::kAsked;
  bool by_person = false;  // asked for by the person's own link
  std::string customer, reason;
  absl::Time request_time;
  absl::Time due_time;  // until then it can be called off
  std::optional<absl::Time> end_time;
  std::optional<int64_t> log_index;  // of the event that tells of it
  std::string leaf;                  // its bytes, see leaf.h; of Get alone
};

// Somebody asks for an erasure.
struct ErasureRequest {
  std::string customer;
  std::string reason;
  bool by_person = false;
  absl::Duration grace;  // for calling it off
};

// How much there is about a customer.
struct PersonalCounts {
  int64_t consents = 0, requests = 0, objections = 0, grounds = 0, contacts = 0, events = 0;
};

// What is to go.
struct PlannedErasure {
  Erasure erasure;
  PersonalCounts counts;
};

// Why a customer must not be erased, or may be again.
struct HoldChange {
  std::string customer, reason, author;
};

// Erases customers. Threads may share it.
class ErasureStore {
 public:
  virtual ~ErasureStore() = default;

  // Notes the request, or returns the one that is open. Fails with LEGAL_HOLD.
  virtual absl::StatusOr<PlannedErasure> Ask(const ErasureRequest& request) = 0;
  // Fails with ERASURE_UNKNOWN; with ERASURE_BEGUN when it cannot be called off any more.
  virtual absl::StatusOr<Erasure> Cancel(std::string_view id) = 0;
  // Makes it due now. Fails with ERASURE_UNKNOWN, LEGAL_HOLD.
  virtual absl::StatusOr<Erasure> Advance(std::string_view id) = 0;
  // Fails with ERASURE_UNKNOWN.
  virtual absl::StatusOr<Erasure> Get(std::string_view id) = 0;
  // The newest 1,000, newest first.
  virtual absl::StatusOr<std::vector<Erasure>> List() = 0;

  // What is to be done now, or was begun and not ended.
  virtual absl::StatusOr<std::vector<std::string>> ListDue() = 0;
  // Erases now, or goes on where an earlier attempt broke off: first, in one transaction, an event in the log
  // tells of it, all payloads are taken away and everything else about the customer is removed; then the key
  // is destroyed; then it is forgotten whose it was. Doing it again changes nothing. Fails with LEGAL_HOLD,
  // ERASURE_UNKNOWN (called off, too).
  virtual absl::StatusOr<Erasure> Erase(std::string_view id) = 0;

  // Returns who of these was erased and did not come back by themselves.
  virtual absl::StatusOr<std::set<std::string>> ErasedAmong(std::span<const std::string> customers) = 0;

  // Both return the size of the log with their event; the second fails with HOLD_UNKNOWN.
  virtual absl::StatusOr<int64_t> Hold(const HoldChange& change) = 0;
  virtual absl::StatusOr<int64_t> Lift(const HoldChange& change) = 0;
};

}  // namespace bestand::consent
