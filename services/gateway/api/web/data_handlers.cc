#include "services/gateway/api/web/data_handlers.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "common/error/error.h"
#include "services/gateway/api/web/visit.h"
#include "services/gateway/domain/own_phrases.h"
#include "services/gateway/domain/pages/confirm_pages.h"
#include "services/gateway/domain/pages/data_page.h"
#include "services/gateway/domain/pages/parts.h"

namespace bestand::gateway {
namespace {

using Held = std::shared_ptr<HeldData>;

// Sends what `text_of` makes of each record; false when it breaks off.
template <class TextOf>
bool SendAll(HeldData& held, const SendPiece& send, TextOf text_of) {
  for (auto records = held.Next();; records = held.Next()) {
    if (!records.ok()) return false;
    if (records->empty()) return true;
    for (const HeldRecord& record : *records) {
      if (!send(text_of(record))) return false;
    }
  }
}

HttpAnswer Attachment(std::string_view name, std::string_view content_type) {
  HttpAnswer answer;
  answer.content_type = content_type;
  answer.headers.emplace_back("Content-Disposition",
                              absl::StrCat("attachment; filename=\"", std::string(name), "\""));
  return answer;
}

HttpAnswer AsPage(const Held& held, Language language) {
  HttpAnswer answer = Attachment(phrases::kDataPageName.In(language), "text/html; charset=utf-8");
  answer.write_body = [held, language](const SendPiece& send) {
    DataPage page(language);
    return send(page.Begin()) &&
           SendAll(*held, send, [&page](const HeldRecord& record) { return page.Next(record); }) &&
           send(page.End());
  };
  return answer;
}

HttpAnswer AsFile(const Held& held, Language language) {
  HttpAnswer answer = Attachment(phrases::kDataFileName.In(language), "application/x-ndjson; charset=utf-8");
  answer.write_body = [held](const SendPiece& send) {
    return SendAll(*held, send, [](const HeldRecord& record) { return record.json + "\n"; });
  };
  return answer;
}

}  // namespace

std::vector<Route> DataHandlers::Routes() {
  return {{kDataPath, nullptr, [this](const HttpRequest& request) { return HandOut(request); }}};
}

HttpAnswer DataHandlers::HandOut(const HttpRequest& request) {
  const std::string token = TokenOf(request);
  const Language language = LanguageOf(request);
  const std::string_view as = request.Field("as");
  if (!LooksWhole(token)) return Show(TruncatedPage(kPreferencesPath, language), place_.house, 400);
  if (as != "page" && as != "file") return Show(MissingPage(language), place_.house, 400);
  auto held = desk_.HandOut(token, VisitorOf(request, place_.base_url));
  if (ReasonOf(held.status()) == "HANDED_OUT_OFTEN")
    return Show(HandedOutOftenPage(token, language), place_.house, 429);
  if (!held.ok()) return ShowFailure(held.status(), language, place_.house);
  const Held shared = *std::move(held);
  return as == "page" ? AsPage(shared, language) : AsFile(shared, language);
}

}  // namespace bestand::gateway
