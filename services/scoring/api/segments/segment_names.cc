#include "services/scoring/api/segments/segment_names.h"

#include <sstream>

#include "absl/strings/numbers.h"
#include "common/validate/names.h"

namespace bestand::scoring {
namespace {

// A whole number > 0; nothing for anything else.
std::optional<int32_t> NumberOf(std::string_view text) {
  int32_t number = 0;
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  if (!digits || !absl::SimpleAtoi(absl::string_view(text.data(), text.size()), &number)) return std::nullopt;
  return number > 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

std::string SegmentName(SegmentKind kind, int32_t id) {
  if (id == 0) return "";
  return (kind == SegmentKind::kRfm ? "segments/rfm-" : "segments/") + std::to_string(id);
}

std::optional<SegmentKey> SegmentOf(std::string_view name) {
  const std::string id = IdOf(name, "segments/*").value_or("");
  const bool rfm = id.starts_with("rfm-");
  const auto number = NumberOf(rfm ? std::string_view(id).substr(4) : id);
  if (!number) return std::nullopt;
  return SegmentKey{rfm ? SegmentKind::kRfm : SegmentKind::kCluster, *number};
}

std::string SegmentRunName(int32_t number) { return "segmentRuns/" + std::to_string(number); }

std::optional<int32_t> SegmentRunOf(std::string_view name) {
  return NumberOf(IdOf(name, "segmentRuns/*").value_or(""));
}

std::string PlaceOf(int32_t run, int64_t value_minor, std::string_view customer_id) {
  return std::to_string(run) + ":" + std::to_string(value_minor) + ":" + std::string(customer_id);
}

bool GoOnAfter(const std::string& place, MemberPage& page) {
  if (place.empty()) return true;
  std::istringstream in(place);
  char first = 0, second = 0;
  in >> page.run >> first >> page.below_minor >> second >> page.after;
  return in && first == ':' && second == ':';
}

}  // namespace bestand::scoring
