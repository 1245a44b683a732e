#include "parser/page.h"

#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

TEST(Page, DecodesParsesAndReadsLinksInOneGo) {
  const PageContext context{.url = Url::Parse("https://example.cd/blog/a/").value(),
                            .language_hint = {},
                            .time_zone = {}};
  const ParsedPage page = ParsePage(
      "<meta charset=iso-8859-1><title>\xC9lection</title><a href='/s?q=\xE9'>\xE9t\xE9</a>", "",
      context);
  EXPECT_EQ(page.charset.encoding, "windows-1252");
  EXPECT_EQ(page.charset.source, CharsetSource::kMeta);
  ASSERT_EQ(page.links.links.size(), 1u);
  EXPECT_EQ(page.links.links[0].anchor, "été");
  EXPECT_EQ(page.links.links[0].url.href(), "https://example.cd/s?q=%E9");
}

TEST(Page, TakesAnEmptyResponse) {
  const PageContext context{
      .url = Url::Parse("https://example.cd/").value(), .language_hint = {}, .time_zone = {}};
  const ParsedPage page = ParsePage("", "utf-8", context);
  EXPECT_TRUE(page.links.links.empty());
  EXPECT_TRUE(page.article.blocks.empty());
}

}  // namespace
}  // namespace kiosque
