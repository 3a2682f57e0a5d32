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
// The form of the code that the mail tells, as it is shown and as it came back.
struct CodeForm {
  std::vector<OfferedPurpose> chosen;  // whose boxes were ticked: shown again
  std::string campaign;
  std::string handle;
  bool wrong = false;  // the code was tried and did not fit
};

// Returns what everybody sees afterwards, whether the address is known, unknown, limited or a machine's: to
// look at the mail, and a field for its code.
Page SignedUpPage(const CodeForm& form, Language language);
// Returns what is seen once the code was right.
Page CodeConfirmedPage(const CodeForm& form, Language language);

}  // namespace bestand::gateway
