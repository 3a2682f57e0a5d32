#pragma once

#include <string_view>

#include "services/gateway/domain/desk.h"
#include "services/gateway/domain/pages/page.h"

namespace bestand::gateway {

// Return what a person sees who follows the link of a confirmation mail.

// The wordings, a button to agree, a button to say that it was somebody else; for a request that was
// confirmed or has ended it says so.
Page ConfirmPage(const OptInView& view, std::string_view token, Language language);
// After the button to agree.
Page ConfirmedPage(const OptInView& view, std::string_view token, Language language);
// After "That wasn't me".
Page NotMePage(Language language);

// For a token that was cut on its way, with a field for the whole one.
Page TruncatedPage(std::string_view path, Language language);
// For a token that nobody knows.
Page UnknownPage(Language language);
// For a path that does not exist.
Page MissingPage(Language language);
// When the consent service does not answer.
Page AwayPage(Language language);

}  // namespace bestand::gateway
