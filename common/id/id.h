#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bestand {

// Customers are cut into this many buckets; bulk work runs bucket by bucket.
inline constexpr int kBuckets = 1024;

// Returns a random (version 4) UUID in lower case, such as "f47ac10b-58cc-4372-a567-0e02b2c3d479".
std::string NewUuid();

// Says whether `text` is a UUID in the form NewUuid() writes, of any version and in either case.
bool IsUuid(std::string_view text);

// Says whether `text` may be a customer's id: 1 to 64 of A-Z a-z 0-9 . _ ~ -
bool IsCustomerId(std::string_view text);

// The bucket of a customer, in [0, kBuckets): CRC-32C of the id modulo kBuckets. Never changes.
int BucketOf(std::string_view customer_id);

// CRC-32C (Castagnoli), as in iSCSI: 0xE3069283 for "123456789".
uint32_t Crc32c(std::string_view bytes);

}  // namespace bestand
