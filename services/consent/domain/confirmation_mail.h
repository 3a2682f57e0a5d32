#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "services/consent/domain/purpose.h"

namespace bestand::consent {

// What a confirmation mail is made of.
struct ConfirmationMail {
  std::string language;           // "de" or "en"
  std::vector<Wording> wordings;  // what the person agrees to, at least one
  std::string base_url;           // where the pages are, without a slash at its end
  std::string token;
  absl::Time expire_time;  // until when the token can be used
  std::string code = {};   // six digits to be typed where the form was sent; empty for none
};

// Return the mail in German or English, UTF-8. The text shows every wording in full, the link, until
// when it can be used, the token on a line of its own ("Token: …"), the code if there is one ("Code: …"), and
// that nothing happens without an answer. Nothing in it was written by the person who asked, and nothing in
// it is advertising.
std::string SubjectOf(const ConfirmationMail& mail);
std::string TextOf(const ConfirmationMail& mail);
// The same as HTML, for mail programs: no picture, nothing from elsewhere.
std::string HtmlOf(const ConfirmationMail& mail);

// Returns which version of our text the mail in a language is written from: "confirmation-de-2".
std::string TemplateVersionOf(std::string_view language);
// Returns the mail's sentence about the right to withdraw.
std::string RightToWithdraw(std::string_view language);

}  // namespace bestand::consent
