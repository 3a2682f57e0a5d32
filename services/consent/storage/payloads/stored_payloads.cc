#include "services/consent/storage/payloads/stored_payloads.h"

#include "common/error/error.h"

namespace bestand::consent {

StoredPayload StoredPayloadOf(const storage::Row& row, int first, PayloadPlace place) {
  StoredPayload stored{std::move(place), row.MaybeBytes(first), std::nullopt};
  if (!row.IsNull(first + 3)) {
    stored.plain = LoggedPayload{row.Bytes(first + 1), row.Bytes(first + 2), row.Bytes(first + 3)};
  }
  return stored;
}

absl::StatusOr<std::vector<std::optional<LoggedPayload>>> OpenStored(
    const PayloadVault& vault, std::span<const StoredPayload> payloads) {
  std::vector<SealedPayload> sealed;
  for (const StoredPayload& stored : payloads) {
    if (stored.sealed.has_value()) sealed.push_back({stored.place, *stored.sealed});
  }
  ASSIGN_OR_RETURN(const auto opened, vault.Open(sealed));
  auto next = opened.begin();
  std::vector<std::optional<LoggedPayload>> all;
  for (const StoredPayload& stored : payloads) {
    if (!stored.sealed.has_value()) {
      all.push_back(stored.plain);
    } else if (const std::optional<PlainPayload>& plain = *next++; plain.has_value()) {
      all.push_back(LoggedPayload{stored.place.subject, plain->salt, plain->payload});
    } else {
      all.push_back(LoggedPayload{stored.place.subject, "", ""});
    }
  }
  return all;
}

}  // namespace bestand::consent
