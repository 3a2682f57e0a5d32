#include "services/scoring/work/requests.h"

#include <iomanip>
#include <sstream>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

constexpr int kAllDigits = 17;

absl::Status Unreadable() {
  return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                 "A job's own record cannot be read; start a new job.");
}

std::string TextOf(const std::optional<int32_t>& number) { return number ? std::to_string(*number) : "-"; }

// Reads "-" or a number; fails the stream on anything else.
std::istringstream& operator>>(std::istringstream& in, std::optional<int32_t>& number) {
  std::string text;
  static_cast<std::istream&>(in) >> text;
  if (text == "-") {
    number.reset();
    return in;
  }
  std::istringstream digits(text);
  int32_t value = 0;
  if (!(static_cast<std::istream&>(digits) >> value) || !digits.eof()) in.setstate(std::ios::failbit);
  number = value;
  return in;
}

}  // namespace

ScoringRequest RequestLike(const ScoreSet& set) {
  return {.as_of_day = set.counted_until(),
          .annual_discount = set.settings.annual_discount,
          .margin = set.settings.margin,
          .horizon_days = set.settings.horizon_days};
}

std::string Encode(const FitRequest& request) {
  const std::string family(request.family ? NameOf(*request.family) : "-");
  const std::string days = TextOf(request.as_of_day) + " " + TextOf(request.calibration_end_day);
  return family + " " + days + (request.seasonal ? " seasonal" : "") +
         (request.covariates ? " covariates" : "");
}

absl::StatusOr<FitRequest> DecodeFitRequest(std::string_view bytes) {
  std::istringstream in{std::string(bytes)};
  std::string family;
  FitRequest request;
  static_cast<std::istream&>(in) >> family;
  in >> request.as_of_day >> request.calibration_end_day;
  if (!in) return Unreadable();
  for (std::string word; static_cast<std::istream&>(in) >> word;) {
    if (word != "seasonal" && word != "covariates") return Unreadable();
    (word == "seasonal" ? request.seasonal : request.covariates) = true;
  }
  if (family == "-") return request;
  const auto kind = KindFromName(family);
  if (!kind.ok()) return Unreadable();
  request.family = *kind;
  return request;
}

std::string Encode(const ScoringRequest& request) {
  std::ostringstream out;
  out << std::setprecision(kAllDigits) << TextOf(request.as_of_day) << ' ' << request.annual_discount << ' '
      << request.margin << ' ' << TextOf(request.horizon_days);
  return out.str();
}

absl::StatusOr<ScoringRequest> DecodeScoringRequest(std::string_view bytes) {
  std::istringstream in{std::string(bytes)};
  ScoringRequest request;
  in >> request.as_of_day;
  static_cast<std::istream&>(in) >> request.annual_discount >> request.margin;
  in >> request.horizon_days;
  if (!in) return Unreadable();
  return request;
}

}  // namespace bestand::scoring
