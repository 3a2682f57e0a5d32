#pragma once

#include <string>
#include <string_view>

#include "services/gateway/api/http/exchange.h"
#include "services/gateway/domain/desk.h"
#include "services/gateway/domain/pages/page.h"

namespace bestand::gateway {

// The language of a page: the one chosen by its link; else `stored`, in which the person was written to; else
// what the browser asks for.
Language LanguageOf(const HttpRequest& request, std::string_view stored = "");

// The code of the language that the person chose on a page; "" for none.
std::string ChosenLanguageOf(const HttpRequest& request);

// Says whether somebody comes to a page, and not from it: neither sends its form nor chooses its language.
bool IsFirstLook(const HttpRequest& request);

// Who calls, for the record: printable ASCII, cut to what the record takes.
Visitor VisitorOf(const HttpRequest& request, const std::string& base_url);

// Returns the request's token without the blanks that copying adds, or "" when it holds anything that none of
// our tokens does or is too long for one.
std::string TokenOf(const HttpRequest& request);

// Says whether the token of a link was not cut.
bool LooksWhole(std::string_view token);

// Returns printable ASCII, '?' for what is not, cut to `most` letters.
std::string Printable(std::string_view text, size_t most);

// Returns the text without the blanks around it, which copying adds.
std::string_view Stripped(std::string_view text);

// Returns a page as an answer.
HttpAnswer Show(const Page& page, const House& house, int status = 200);

// Returns the page for a call that failed: the link is unknown, or we cannot do it now.
HttpAnswer ShowFailure(const absl::Status& failure, Language language, const House& house);

}  // namespace bestand::gateway
