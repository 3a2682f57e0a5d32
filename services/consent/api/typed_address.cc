#include "services/consent/api/typed_address.h"

#include <idn2.h>

#include <algorithm>
#include <memory>

#include "services/consent/domain/email_address.h"

namespace bestand::consent {
namespace {

// To the library a NUL is the end, and what would follow it were lost: those stay as they are.
bool IsPlain(std::string_view domain) {
  return std::ranges::all_of(domain, [](char letter) { return static_cast<unsigned char>(letter) < 0x80; }) ||
         domain.find('\0') != std::string_view::npos;
}

}  // namespace

std::string AddressOf(std::string_view typed) {
  const size_t at = typed.rfind('@');
  if (at == std::string_view::npos || IsPlain(typed.substr(at + 1))) return std::string(typed);
  const std::string domain(typed.substr(at + 1));
  char* found = nullptr;
  if (idn2_to_ascii_8z(domain.c_str(), &found, IDN2_NONTRANSITIONAL) != IDN2_OK) return std::string(typed);
  const std::unique_ptr<char, void (*)(void*)> ascii(found, idn2_free);
  return std::string(typed.substr(0, at + 1)).append(ascii.get());
}

void UnlessAddress(Violations& found, std::string_view typed) {
  const std::string problem = ProblemOfAddress(AddressOf(typed));
  found.Unless(problem.empty(), "email_address", problem);
}

}  // namespace bestand::consent
