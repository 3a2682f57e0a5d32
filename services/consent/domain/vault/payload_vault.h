#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/consent/domain/vault/subject_keys.h"

namespace bestand::consent {

// To which event a payload belongs: sealed for one, it opens for no other.
struct PayloadPlace {
  std::string subject;  // pseudonym, 16 bytes
  int64_t log_index = 0;
};

// What is personal about an event, with the random bytes of its commitment.
struct PlainPayload {
  PayloadPlace place;
  std::string salt;  // 32 bytes
  std::string payload;
};

struct SealedPayload {
  PayloadPlace place;
  std::string sealed;
};

// Where payloads are sealed and opened, and nowhere else: AES-256-GCM under the key of their subject. Threads
// may share it.
class PayloadVault {
 public:
  // `keys` must outlive it.
  explicit PayloadVault(SubjectKeys& keys) : keys_(keys) {}

  // Returns them sealed, in order; makes keys for subjects that have none. Fails as SubjectKeys::Ensure.
  absl::StatusOr<std::vector<std::string>> Seal(std::span<const PlainPayload> payloads) const;

  // Returns them in order; nothing for one that does not open: its key is gone, or it is not what was sealed
  // for this place. Fails only when the keys cannot be read.
  absl::StatusOr<std::vector<std::optional<PlainPayload>>> Open(
      std::span<const SealedPayload> payloads) const;

 private:
  SubjectKeys& keys_;
};

}  // namespace bestand::consent
