#include "common/html/html.h"

#include <gtest/gtest.h>

#include <string>

namespace bestand::html {
namespace {

TEST(Html, EscapesTextWhateverItSays) {
  const std::string evil = R"(<script>alert("x")</script> & 'you')";
  EXPECT_EQ(Element("p", {}, {evil}).markup(),
            "<p>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;you&#39;</p>");
}

TEST(Html, EscapesTheValuesOfAttributes) {
  EXPECT_EQ(VoidElement("input", {{"value", R"(" onfocus="x)"}}).markup(),
            R"(<input value="&quot; onfocus=&quot;x">)");
}

TEST(Html, KeepsElementsAsTheyAre) {
  EXPECT_EQ(Element("p", {{"class", "lead"}}, {"a ", Element("b", {}, {"b"}), " c"}).markup(),
            R"(<p class="lead">a <b>b</b> c</p>)");
}

TEST(Html, SaysTheLanguageOfTheWholePage) {
  EXPECT_EQ(Document("de", Element("head", {}, {}), Element("body", {}, {"ä"})),
            "<!DOCTYPE html>\n<html lang=\"de\"><head></head><body>ä</body></html>\n");
}

}  // namespace
}  // namespace bestand::html
