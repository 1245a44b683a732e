#include "base/markup.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

TEST(Markup, NamesWhatWouldEndTextOrAnAttribute) {
  EXPECT_EQ(EscapeMarkup("<a href=\"x\">&amp; l’eau"),
            "&lt;a href=&quot;x&quot;&gt;&amp;amp; l’eau");
}

TEST(Markup, AppendsToWhatIsThere) {
  std::string out = "<p>";
  AppendMarkup("a < b", out);
  EXPECT_EQ(out, "<p>a &lt; b");
}

}  // namespace
}  // namespace kiosque
