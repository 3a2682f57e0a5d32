#pragma once

#include <span>
#include <string>
#include <vector>

#include "common/storage/params.h"

namespace bestand::consent {

// Returns subjects or wrapped keys as bytea; they must outlive it.
inline std::vector<storage::Bytes> AsBytea(std::span<const std::string> texts) {
  std::vector<storage::Bytes> bytes;
  bytes.reserve(texts.size());
  for (const std::string& text : texts) bytes.push_back({text});
  return bytes;
}

}  // namespace bestand::consent
