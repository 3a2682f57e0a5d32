#pragma once

#include <functional>
#include <optional>
#include <string>

#include "absl/status/statusor.h"

namespace bestand::idempotency {

// What makes a request the same request.
struct ReplayKey {
  std::string request_id;   // a UUID the caller made
  std::string method;       // "/bestand.consent.v1.ConsentService/WithdrawConsent"
  std::string caller;       // who calls; ids of different callers never meet
  std::string fingerprint;  // SHA-256 of the request without its request id
};

// Makes a repeated request answer as the first one did. Threads may share it.
class Replays {
 public:
  virtual ~Replays() = default;

  // Returns work's answer and keeps it, in the same transaction as what work stores on this thread;
  // for a key that was answered before returns the kept answer without calling work. A request that
  // comes while the first still runs waits for it. A failure of work keeps nothing.
  // Work may be called again when the database asks for it.
  //
  // Fails with REQUEST_ID_REUSED when the id came before with another fingerprint or method,
  // FIELD_INVALID when the id is no UUID, otherwise as work does.
  virtual absl::StatusOr<std::string> Once(const ReplayKey& key,
                                           const std::function<absl::StatusOr<std::string>()>& work) = 0;

  // Returns the answer kept for a key, nothing when there is none, or none yet. Keeps nothing occupied
  // afterwards: for work that waits for others before it comes to Once. Fails as Once does, but for work.
  virtual absl::StatusOr<std::optional<std::string>> Find(const ReplayKey& key) = 0;
};

}  // namespace bestand::idempotency
