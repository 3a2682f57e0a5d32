#include "tools/bestandctl/card/card.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/bestandctl/card/qr_code.h"

namespace bestand::ctl {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Card kCard = {"de",
                    "Muster & Söhne",
                    "",
                    "https://pages.example.test/r/fair?c=1",
                    "https://pages.example.test/r/fair",
                    {"Neuigkeiten <b>", "Geburtstag"}};

// That the code can be read is shown by tests/end_to_end/sign_up_pages_test.py, from the page as it is
// printed.
TEST(QrCode, IsOneImageOfItsOwnWithAQuietZone) {
  const std::string svg = *QrCodeSvg("https://pages.example.test/r/fair?c=1");
  EXPECT_THAT(svg, HasSubstr("viewBox=\"0 0 37 37\""));  // version 3 has 29 modules
  EXPECT_THAT(svg, HasSubstr("d=\"M4 4h7v1h-7z"));       // the first corner's upper edge
  EXPECT_FALSE(QrCodeSvg("").ok());
  EXPECT_FALSE(QrCodeSvg(std::string(2332, 'x')).ok());
  EXPECT_TRUE(QrCodeSvg(std::string(2331, 'x')).ok());
}

TEST(CardPage, SpeaksItsLanguageAndNeedsNothingElse) {
  const std::string page = *CardPage(kCard);
  EXPECT_THAT(page, HasSubstr("<html lang=\"de\">"));
  EXPECT_THAT(page, HasSubstr("Bleiben wir in Verbindung"));
  EXPECT_THAT(page, HasSubstr("Muster &amp; Söhne"));
  EXPECT_THAT(page, HasSubstr("Neuigkeiten &lt;b&gt;"));
  EXPECT_THAT(page, HasSubstr("<b>pages.example.test/r/fair</b>"));
  EXPECT_THAT(page, Not(HasSubstr("src=\"http")));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  Card english = kCard;
  english.language = "en";
  english.title = "Win a year of tea";
  EXPECT_THAT(*CardPage(english), HasSubstr("Win a year of tea"));
  EXPECT_THAT(*CardPage(english), HasSubstr("Voluntary."));
}

}  // namespace
}  // namespace bestand::ctl
