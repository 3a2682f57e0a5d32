#include "tools/bestandctl/verify/leaf_fields.h"

#include "common/id/encoding.h"

namespace bestand::ctl {
namespace {

constexpr size_t kHashBytes = 32;
constexpr size_t kFixedBytes = 1 + 16 + 1 + 8 + 16 + 1 + 1 + 3 * kHashBytes;
constexpr size_t kLengthPlace = 1 + 16 + 1 + 8 + 16 + 1;

std::string UuidOf(std::string_view bytes) {
  std::string text = ToHex(bytes);
  for (const size_t place : {8, 13, 18, 23}) text.insert(place, 1, '-');
  return text;
}

int64_t BigEndian(std::string_view bytes) {
  uint64_t number = 0;
  for (const unsigned char byte : bytes) number = number << 8 | byte;
  return static_cast<int64_t>(number);
}

}  // namespace

std::optional<LeafFields> ReadLeaf(std::string_view leaf) {
  if (leaf.size() < kFixedBytes) return std::nullopt;
  const auto length = static_cast<unsigned char>(leaf[kLengthPlace]);
  if (leaf[0] != 1 || leaf.size() != kFixedBytes + length) return std::nullopt;
  leaf.remove_prefix(1);
  const auto take = [&leaf](size_t count) {
    const std::string_view part = leaf.substr(0, count);
    leaf.remove_prefix(count);
    return part;
  };
  LeafFields fields;
  fields.event_id = UuidOf(take(16));
  fields.kind = static_cast<unsigned char>(take(1)[0]);
  fields.time = absl::FromUnixMicros(BigEndian(take(8)));
  fields.subject = take(16);
  fields.channel = static_cast<unsigned char>(take(1)[0]);
  take(1);
  fields.purpose = take(length);
  fields.wording_hash = take(kHashBytes);
  fields.commitment = take(kHashBytes);
  fields.previous = take(kHashBytes);
  return fields;
}

}  // namespace bestand::ctl
