#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace bestand::mime {

// Header fields in their order; values decoded, UTF-8, on one line.
using Headers = std::vector<std::pair<std::string, std::string>>;

// Returns the value of the first field of that name, in any case; "" when there is none.
std::string ValueOf(const Headers& headers, std::string_view name);

// One leaf of a mail: what its boxes within boxes hold.
struct Part {
  std::string type;     // "text/plain", lower case
  std::string content;  // decoded; text as UTF-8. Of a mail within the mail only its header.
};

// A mail taken apart.
struct Mail {
  Headers headers;
  std::string type;         // of the whole, "multipart/report"
  std::string report_type;  // of a multipart/report, "delivery-status", lower case
  std::vector<Part> parts;  // as they follow each other, at any depth

  // The first part of a type; null when there is none.
  const Part* Find(std::string_view part_type) const;
};

// What a mail may be at most.
struct Bounds {
  size_t bytes = size_t{256} * 1024;
  int depth = 20;
  size_t parts = 100;
};

// Takes a mail apart, whoever wrote it; work and memory are bounded by its size. Fails with MAIL_MALFORMED:
// it is empty, holds NUL, has no header, or goes beyond the bounds.
absl::StatusOr<Mail> ReadMail(std::string_view bytes, const Bounds& bounds = {});

// Takes blocks of header fields apart that an empty line divides, as reports have them, such as RFC 3464's
// message/delivery-status. At most `most` blocks.
std::vector<Headers> ReadBlocks(std::string_view text, size_t most = 100);

}  // namespace bestand::mime
