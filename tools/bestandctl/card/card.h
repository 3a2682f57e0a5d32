#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace bestand::ctl {

// What stands on a card that leads to a campaign's form.
struct Card {
  std::string language;               // "de" or "en"
  std::string company;                // as people know it
  std::string title;                  // empty: "Let us stay in touch"
  std::string code_url;               // in the code
  std::string form_url;               // to be typed
  std::vector<std::string> purposes;  // as people call them
};

// Returns the card as a page of HTML of the size A6, which needs nothing else and is fit to be printed. Fails
// where QrCodeSvg does.
absl::StatusOr<std::string> CardPage(const Card& card);

}  // namespace bestand::ctl
