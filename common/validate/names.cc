#include "common/validate/names.h"

#include <algorithm>

#include "common/id/id.h"

namespace bestand {
namespace {

constexpr size_t kMaxOwnIdBytes = 63;
constexpr std::string_view kCustomers = "customers/*";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

// Takes the first segment off `path`.
std::string_view TakeSegment(std::string_view& path) {
  const size_t slash = path.find('/');
  const std::string_view segment = path.substr(0, slash);
  path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  return segment;
}

// A customer's id follows the company's rule, every other id ours.
bool IsIdWithin(std::string_view collection, std::string_view id) {
  return collection == "customers" ? IsCustomerId(id) : IsOwnId(id);
}

}  // namespace

bool IsOwnId(std::string_view id) {
  if (id.empty() || id.size() > kMaxOwnIdBytes || id.front() == '-' || id.back() == '-') return false;
  return std::all_of(id.begin(), id.end(), [](char c) { return IsDigit(c) || IsLower(c) || c == '-'; });
}

std::optional<std::string> IdOf(std::string_view name, std::string_view pattern) {
  const auto count = [](std::string_view path) { return std::count(path.begin(), path.end(), '/'); };
  if (count(name) != count(pattern)) return std::nullopt;
  std::string_view collection;
  std::optional<std::string> id;
  while (!pattern.empty()) {
    const std::string_view wanted = TakeSegment(pattern);
    const std::string_view segment = TakeSegment(name);
    if (wanted == "*") {
      if (!IsIdWithin(collection, segment)) return std::nullopt;
      id = std::string(segment);
    } else if (wanted != segment) {
      return std::nullopt;
    }
    collection = wanted;
  }
  return id;
}

std::string CustomerIdOf(std::string_view name) { return IdOf(name, kCustomers).value_or(""); }

std::string CustomerName(std::string_view customer_id) { return "customers/" + std::string(customer_id); }

}  // namespace bestand
