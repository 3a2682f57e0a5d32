#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "absl/strings/escaping.h"
#include "common/id/digest.h"
#include "services/gateway/domain/pages/confirm_pages.h"
#include "services/gateway/domain/pages/style.h"

namespace bestand::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kToken[] = "TTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTT";

OptInView SomeView(OptInView::State state) {
  return {
      state, "de", "a***@example.test", {{"News", "I would like news."}}, absl::FromUnixSeconds(1796133900)};
}

std::vector<Page> AllPages(Language language) {
  std::vector<Page> pages;
  for (const auto state : {OptInView::State::kOpen, OptInView::State::kUsed, OptInView::State::kEnded}) {
    pages.push_back(ConfirmPage(SomeView(state), kToken, language));
  }
  pages.push_back(ConfirmedPage(SomeView(OptInView::State::kUsed), kToken, language));
  pages.push_back(NotMePage(language));
  pages.push_back(TruncatedPage("/confirm", language));
  pages.push_back(UnknownPage(language));
  pages.push_back(MissingPage(language));
  pages.push_back(AwayPage(language));
  return pages;
}

TEST(Pages, SayTheirLanguageAndSpeakIt) {
  const auto english = AllPages(Language::kEnglish), german = AllPages(Language::kGerman);
  for (size_t i = 0; i < english.size(); ++i) {
    EXPECT_THAT(Render(english[i], {}), HasSubstr("<html lang=\"en\">"));
    EXPECT_THAT(Render(german[i], {}), HasSubstr("<html lang=\"de\">"));
    EXPECT_NE(english[i].title, german[i].title);
    EXPECT_NE(english[i].content.markup(), german[i].content.markup());
  }
}

TEST(Pages, NeedNothingFromAnywhereAndRunNoScript) {
  for (const Page& page : AllPages(Language::kGerman)) {
    const std::string text = Render(page, {"Shop", "https://shop.test/imprint", ""});
    for (const char* outside :
         {"<script", "src=", "url(", "@import", "<link", "<img", "<iframe", "javascript:"}) {
      EXPECT_THAT(text, Not(HasSubstr(outside)));
    }
  }
}

TEST(Pages, ComeUnderAPolicyThatAllowsTheirStyleSheetAlone) {
  std::string hash;
  absl::Base64Escape(Sha256(StyleSheetText()), &hash);
  EXPECT_THAT(Render(MissingPage(Language::kEnglish), {}),
              HasSubstr("<style>" + std::string(StyleSheetText()) + "</style>"));
  EXPECT_THAT(ContentPolicy(), HasSubstr("default-src 'none'; style-src 'sha256-" + hash + "';"));
  for (const char* rule : {"form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"})
    EXPECT_THAT(ContentPolicy(), HasSubstr(rule));
}

TEST(Pages, HaveOneHeadingAndALabelForEachField) {
  for (const Page& page : AllPages(Language::kEnglish)) {
    const std::string text = Render(page, {});
    EXPECT_EQ(text.find("<h1>"), text.rfind("<h1>"));
    EXPECT_NE(text.find("<h1>"), std::string::npos);
    const std::regex field("<input type=\"(?:text|email|checkbox)\" id=\"([a-z0-9-]+)\"");
    for (std::sregex_iterator found(text.begin(), text.end(), field), end; found != end; ++found) {
      EXPECT_THAT(text, HasSubstr("<label for=\"" + (*found)[1].str() + "\""));
    }
  }
}

TEST(ConfirmPage, ShowsWhatIsAgreedToForWhomUntilWhenAndHowToWithdraw) {
  const std::string text =
      ConfirmPage(SomeView(OptInView::State::kOpen), kToken, Language::kGerman).content.markup();
  for (const char* what : {"a***@example.test", "News", "I would like news.", "1. Dezember 2026",
                           "widerrufen", "Ja, ich willige ein", "Das war ich nicht", kToken}) {
    EXPECT_THAT(text, HasSubstr(what));
  }
}

TEST(ConfirmPage, OffersNothingToPressOnceItIsUsedOrEnded) {
  for (const auto state : {OptInView::State::kUsed, OptInView::State::kEnded}) {
    EXPECT_THAT(ConfirmPage(SomeView(state), kToken, Language::kEnglish).content.markup(),
                Not(HasSubstr("<form")));
  }
}

TEST(ConfirmPage, ShowsStrangersWordsAsText) {
  OptInView view = SomeView(OptInView::State::kOpen);
  view.masked_address = "<b>@x.test";
  view.wordings = {{"<script>", "\"><script>alert(1)</script>"}};
  const std::string text = Render(ConfirmPage(view, "\"><script>", Language::kEnglish), {"<i>", "", ""});
  for (const char* evil : {"<script>", "<b>@", "<i>"}) EXPECT_THAT(text, Not(HasSubstr(evil)));
}

TEST(ConfirmPage, LinksTheOtherLanguage) {
  EXPECT_EQ(ConfirmPage(SomeView(OptInView::State::kOpen), kToken, Language::kGerman).other_language_link,
            std::string("/confirm?token=") + kToken + "&lang=en");
}

}  // namespace
}  // namespace bestand::gateway
