#include "common/html/printed_page.h"

#include <gtest/gtest.h>

#include <vector>

namespace bestand::html {
namespace {

TEST(PrintedPage, IsItsFrameWithWhatStandsBetween) {
  const Html body = Element("p", {}, {"Ä & </main>"});
  const auto [before, behind] = PrintedFrame(Language::kGerman, "<Titel>", "Fuß");
  EXPECT_EQ(before + body.markup() + behind, PrintedPage(Language::kGerman, "<Titel>", "Fuß", body));
  EXPECT_NE(before.find("<html lang=\"de\">"), std::string::npos);
  EXPECT_NE(before.find("content:\"Fuß\""), std::string::npos);
  EXPECT_NE(before.find("<title>&lt;Titel&gt;</title>"), std::string::npos);
}

TEST(StoredValues, LeaveOutWhatIsEmptyAndCutWhatIsLong) {
  const std::vector<std::pair<std::string, std::string>> values = {
      {"none", ""},
      {"code", std::string(101, 'x')},
      {"text", std::string(60, 'x') + " " + std::string(60, 'y')}};
  const std::string markup = StoredValues(values).markup();
  EXPECT_EQ(markup.find("none"), std::string::npos);
  EXPECT_NE(markup.find(std::string(100, 'x') + " …"), std::string::npos);
  EXPECT_NE(markup.find(std::string(60, 'y')), std::string::npos);
}

}  // namespace
}  // namespace bestand::html
