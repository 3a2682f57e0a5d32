#include "tests/tools/bestandctl/page/browser.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>

#include "tests/tools/bestandctl/page/sample_report.h"
#include "tools/bestandctl/page/page.h"

namespace bestand::ctl {
namespace {

// The page of a real fit in a real browser.
class InTheBrowser : public testing::Test {
 protected:
  void SetUp() override {
    if (!HasBrowser()) GTEST_SKIP() << "there is no chromium to look at the page with";
    std::string made = std::filesystem::temp_directory_path() / "page-XXXXXX";
    folder_ = mkdtemp(made.data());
    page_ = Write("page.html", ReportPage(SampleReport()));
  }
  void TearDown() override {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  std::string Write(const std::string& name, const std::string& text) const {
    const std::string file = folder_ + "/" + name;
    std::ofstream(file) << text;
    return file;
  }

  // A page that shows ours in a frame `width` pixels wide and says how wide it really is and what sticks out.
  std::string Measured(int width) const {
    const std::string frame =
        "<iframe id=f style='border:0;height:9000px;width:" + std::to_string(width) +
        "px' src='page.html'></iframe><p id=out></p><script>onload=()=>{const d=f.contentDocument;"
        "let wide=0;for(const e of d.querySelectorAll('svg,h1,h2,p,figcaption,.tile,.card'))"
        "if(e.getBoundingClientRect().right>innerWidth0())wide++;"
        "function innerWidth0(){return f.clientWidth+1}"
        "let small=99;for(const t of d.querySelectorAll('svg text:not(.in-dark):not(.in-light)'))"
        "small=Math.min(small,parseFloat(getComputedStyle(t).fontSize)*"
        "t.ownerSVGElement.getBoundingClientRect().width/420);"
        "out.textContent='page '+d.documentElement.scrollWidth+' sticking out '+wide+"
        "' smallest letters '+small.toFixed(1)}</script>";
    return DomOf(Write("frame.html", frame), folder_);
  }

  std::string folder_, page_;
};

size_t Count(const std::string& text, const std::string& what) {
  size_t count = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

TEST_F(InTheBrowser, HasNineChartsAndNothingFromOutside) {
  const std::string dom = DomOf(page_, folder_);
  EXPECT_EQ(Count(dom, "<svg "), 9u);
  EXPECT_EQ(Count(dom, "<figure class=\"card\">"), 9u);
  EXPECT_GE(Count(dom, "<table>"), 11u);
  for (const char* outside : {"src=", "href=", "http", "url(", "<script", "NaN"}) {
    EXPECT_EQ(Count(dom, outside), 0u) << outside;
  }
  EXPECT_EQ(Count(dom, "</footer>"), 1u);
}

// Background, cards, ink, both colours of the charts: a page that is blank or lost its style has fewer
// colours.
TEST_F(InTheBrowser, LooksLikeAPage) {
  const Picture picture = PictureOf(page_, {1280, 3000}, folder_, "wide");
  ASSERT_EQ(picture.size.width, 1280);
  ASSERT_GE(picture.size.height, 2000);
  std::map<uint32_t, size_t> colours;
  for (const uint32_t pixel : picture.pixels) ++colours[pixel];
  const double all = static_cast<double>(picture.pixels.size());
  EXPECT_GT(colours[0xf4f6f9] / all, .1) << "background";
  EXPECT_GT(colours[0xffffff] / all, .2) << "cards";
  EXPECT_GT(colours[0x9fb1c4] / all, .0005) << "bars";
  EXPECT_GT(colours[0xc2410c] / all, .0005) << "what is expected";
  EXPECT_GT(colours.size(), 500u);
}

TEST_F(InTheBrowser, FitsATelephoneAndADesk) {
  for (const int width : {360, 1280}) {
    const std::string dom = Measured(width);
    const std::regex said("page (\\d+) sticking out (\\d+) smallest letters ([\\d.]+)");
    std::smatch found;
    ASSERT_TRUE(std::regex_search(dom, found, said)) << dom.substr(0, 500);
    EXPECT_LE(std::stoi(found[1]), width);
    EXPECT_EQ(found[2], "0") << width;
    EXPECT_GE(std::stod(found[3]), 9.5) << width;
  }
}

}  // namespace
}  // namespace bestand::ctl
