#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bestand {

// Says whether `id` is one of ours: 1 to 63 of a-z 0-9 -, a letter or digit first and last.
bool IsOwnId(std::string_view id);

// Returns the part of `name` that stands for the pattern's last "*": "newsletter" of
// "purposes/newsletter" and "purposes/*". Nothing unless the name fits the pattern.
std::optional<std::string> IdOf(std::string_view name, std::string_view pattern);

// Returns "x" of "customers/x", and "" of anything that is not a customer's name.
std::string CustomerIdOf(std::string_view name);

// Returns "customers/x" of "x".
std::string CustomerName(std::string_view customer_id);

}  // namespace bestand
