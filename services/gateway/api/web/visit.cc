#include "services/gateway/api/web/visit.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "common/error/error.h"
#include "services/gateway/domain/pages/confirm_pages.h"

namespace bestand::gateway {
namespace {

constexpr size_t kMostUserAgent = 400;
constexpr size_t kMostIpAddress = 45;
constexpr size_t kMostToken = 400;
constexpr std::ptrdiff_t kDots = 3;  // of a link's token: use, key, whose, signature

bool IsTokenLetter(char letter) {
  return absl::ascii_isalnum(static_cast<unsigned char>(letter)) || letter == '-' || letter == '_' ||
         letter == '.';
}

}  // namespace

std::string Printable(std::string_view text, size_t most) {
  std::string printable(text.substr(0, most));
  for (char& letter : printable) {
    if (letter < ' ' || letter > '~') letter = '?';
  }
  return printable;
}

Language LanguageOf(const HttpRequest& request, std::string_view stored) {
  const Language browser = LanguageOfBrowser(request.Header("accept-language"));
  return LanguageOfCode(request.Field("lang"), LanguageOfCode(stored, browser));
}

std::string ChosenLanguageOf(const HttpRequest& request) {
  return request.Field("lang").empty() ? "" : std::string(CodeOf(LanguageOf(request)));
}

bool IsFirstLook(const HttpRequest& request) {
  return request.method == "GET" && !request.head && request.Field("lang").empty();
}

Visitor VisitorOf(const HttpRequest& request, const std::string& base_url) {
  return {base_url + Printable(request.path, 100), Printable(request.ip_address, kMostIpAddress),
          Printable(request.Header("user-agent"), kMostUserAgent)};
}

std::string_view Stripped(std::string_view text) {
  const auto is_blank = [](char letter) { return absl::ascii_isspace(static_cast<unsigned char>(letter)); };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string TokenOf(const HttpRequest& request) {
  const std::string_view token = Stripped(request.Field("token"));
  if (token.size() > kMostToken || !std::ranges::all_of(token, IsTokenLetter)) return "";
  return std::string(token);
}

bool LooksWhole(std::string_view token) {
  return std::ranges::count(token, '.') == kDots && token.back() != '.';
}

HttpAnswer Show(const Page& page, const House& house, int status) {
  HttpAnswer answer;
  answer.status = status;
  answer.body = Render(page, house);
  return answer;
}

HttpAnswer ShowFailure(const absl::Status& failure, Language language, const House& house) {
  const std::string reason = ReasonOf(failure);
  if (reason == "CONFIRMATION_UNKNOWN" || reason == "LINK_UNKNOWN" || reason == "PURPOSE_UNKNOWN" ||
      reason == "CAMPAIGN_UNKNOWN")
    return Show(UnknownPage(language), house, 404);
  HttpAnswer answer = Show(AwayPage(language), house, 503);
  answer.headers.emplace_back("Retry-After", "60");
  return answer;
}

}  // namespace bestand::gateway
