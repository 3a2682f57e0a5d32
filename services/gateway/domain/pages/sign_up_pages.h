#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/gateway/domain/desk.h"
#include "services/gateway/domain/pages/page.h"

namespace bestand::gateway {

// The form, as it is shown and as it came back.
struct SignUpForm {
  std::vector<OfferedPurpose> offered;
  std::string campaign;  // empty without one
  std::string stamp;     // see FormStamp
  // What was typed and ticked, when it comes back to be mended.
  std::string email_address;
  std::vector<std::string> ticked;
  bool address_wrong = false, nothing_ticked = false, try_again = false;
};

// The field that people do not see: whoever fills it is a machine.
inline constexpr char kTrapField[] = "website";

// Returns the registration: an address, and a box with its wording for each purpose, none of them ticked by
// us.
Page SignUpPage(const SignUpForm& form, Language language);
// Returns what everybody sees afterwards, whether the address is known, unknown, limited or a machine's.
Page SignedUpPage(Language language);

}  // namespace bestand::gateway
