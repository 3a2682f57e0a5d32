#include "common/error/error.h"

#include <optional>

#include "absl/strings/cord.h"

namespace bestand {
namespace {

// Payloads are lists of strings, each ended by a NUL byte: reason, then facts as key and value;
// or violations as field and description. Neither may contain NUL.
constexpr absl::string_view kReasonUrl = "bestand/reason";
constexpr absl::string_view kViolationsUrl = "bestand/violations";

void Append(std::string& payload, std::string_view text) {
  payload.append(text.substr(0, text.find('\0')));
  payload.push_back('\0');
}

std::vector<std::string> PayloadOf(const absl::Status& status, absl::string_view url) {
  std::vector<std::string> parts;
  const auto payload = status.GetPayload(url);
  if (!payload.has_value()) return parts;
  const std::string bytes(*payload);
  for (size_t begin = 0; begin < bytes.size();) {
    const size_t end = bytes.find('\0', begin);
    parts.push_back(bytes.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::string Summary(const std::vector<FieldViolation>& violations) {
  const FieldViolation& first = violations.front();
  std::string text = first.field + ": " + first.description;
  if (violations.size() > 1) text += " (and " + std::to_string(violations.size() - 1) + " more)";
  return text;
}

}  // namespace

absl::Status Failure(absl::StatusCode code, std::string_view reason, std::string_view message,
                     const Facts& facts) {
  absl::Status status(code, {message.data(), message.size()});
  std::string payload;
  Append(payload, reason);
  for (const auto& [key, value] : facts) {
    Append(payload, key);
    Append(payload, value);
  }
  status.SetPayload(kReasonUrl, absl::Cord(payload));
  return status;
}

absl::Status InvalidFields(const std::vector<FieldViolation>& violations) {
  absl::Status status = Failure(absl::StatusCode::kInvalidArgument, "FIELD_INVALID", Summary(violations),
                                {{"violations", std::to_string(violations.size())}});
  std::string payload;
  for (const FieldViolation& violation : violations) {
    Append(payload, violation.field);
    Append(payload, violation.description);
  }
  status.SetPayload(kViolationsUrl, absl::Cord(payload));
  return status;
}

std::string ReasonOf(const absl::Status& status) {
  const auto parts = PayloadOf(status, kReasonUrl);
  return parts.empty() ? "" : parts.front();
}

Facts FactsOf(const absl::Status& status) {
  const auto parts = PayloadOf(status, kReasonUrl);
  Facts facts;
  for (size_t i = 1; i + 1 < parts.size(); i += 2) facts[parts[i]] = parts[i + 1];
  return facts;
}

std::vector<FieldViolation> ViolationsOf(const absl::Status& status) {
  const auto parts = PayloadOf(status, kViolationsUrl);
  std::vector<FieldViolation> violations;
  for (size_t i = 0; i + 1 < parts.size(); i += 2) violations.push_back({parts[i], parts[i + 1]});
  return violations;
}

}  // namespace bestand
