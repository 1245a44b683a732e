#include "base/article_text.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

Url U(const char* text) {
  return Url::Parse(text).value();
}

Block Paragraph(std::string text) {
  Block block;
  block.text = std::move(text);
  return block;
}

Block Of(BlockKind kind, std::string text, int level = 0) {
  Block block = Paragraph(std::move(text));
  block.kind = kind;
  block.level = static_cast<std::uint8_t>(level);
  return block;
}

Block Linked(std::string text, std::uint32_t begin, std::uint32_t length, const char* url) {
  Block block = Paragraph(std::move(text));
  block.links.push_back({begin, length, U(url)});
  return block;
}

TEST(BodyMarkdown, KeepsLinksWithTheirAnchors) {
  Article article;
  article.blocks = {
      Linked("Selon Fatshimetrie, la présence", 6, 12, "https://fatshimetrie.org/a_(b)/")};
  EXPECT_EQ(BodyMarkdown(article),
            "Selon [Fatshimetrie](https://fatshimetrie.org/a_%28b%29/), la présence");
  EXPECT_EQ(BodyText(article), "Selon Fatshimetrie, la présence");
}

TEST(BodyMarkdown, RendersEachKindOfBlock) {
  Article article;
  Block second = Of(BlockKind::kListItem, "deux", 1);
  second.ordered = true;
  second.ordinal = 2;
  article.blocks = {Of(BlockKind::kHeading, "Titre", 2),
                    Of(BlockKind::kListItem, "un", 1),
                    second,
                    Of(BlockKind::kQuote, "Dit-il", 0),
                    Of(BlockKind::kQuote, "encore", 0),
                    Of(BlockKind::kTable, "a\tb\n1|2\t3", 0),
                    Of(BlockKind::kCode, "x = 1", 0)};
  EXPECT_EQ(BodyMarkdown(article),
            "## Titre\n\n- un\n2. deux\n\n> Dit-il\n>\n> encore\n\n"
            "| a | b |\n| --- | --- |\n| 1\\|2 | 3 |\n\n```\nx = 1\n```");
  EXPECT_EQ(BodyText(article), "Titre\n\nun\ndeux\n\nDit-il\n\nencore\n\na\tb\n1|2\t3\n\nx = 1");
}

TEST(BodyMarkdown, EscapesOnlyWhatWouldBeMarkup) {
  Article article;
  article.blocks = {Paragraph("# pas un titre"), Paragraph("- pas une liste"),
                    Paragraph("2024. Une année"), Paragraph("snake_case et *étoile* [x]"),
                    Paragraph("_souligné_")};
  EXPECT_EQ(BodyMarkdown(article),
            "\\# pas un titre\n\n\\- pas une liste\n\n2024\\. Une année\n\n"
            "snake_case et \\*étoile\\* \\[x\\]\n\n\\_souligné_");
}

TEST(BodyMarkdown, PassesOverLinksOutsideTheText) {
  Article article;
  article.blocks = {Linked("court", 3, 10, "https://example.org/")};
  EXPECT_EQ(BodyMarkdown(article), "court");
}

TEST(BodyHtml, EscapesTextAndGroupsItems) {
  Article article;
  article.blocks = {Paragraph("1 < 2 & \"x\""), Of(BlockKind::kListItem, "a", 1),
                    Of(BlockKind::kListItem, "b", 1)};
  EXPECT_EQ(BodyHtml(article),
            "<p>1 &lt; 2 &amp; &quot;x&quot;</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
}

TEST(NormalForm, FoldsTypographyButNotWords) {
  Article a;
  a.title = "L\u2019affaire";
  a.blocks = {Paragraph("Il a dit \u00ABnon\u00BB \u2014 puis\u00A0oui\u2026")};
  Article b;
  b.title = "L'affaire";
  b.blocks = {Paragraph("Il a dit \"non\" -  puis oui...")};
  EXPECT_EQ(NormalForm(a), NormalForm(b));
  b.blocks[0].text = "Il a dit \"oui\" - puis non...";
  EXPECT_NE(NormalForm(a), NormalForm(b));
}

TEST(ArticleDate, WritesLocalTimeAsThePageSaidIt) {
  ArticleDate date;
  date.utc = std::chrono::sys_days{std::chrono::year{2024} / 4 / 13} + std::chrono::hours{7};
  date.precision = ArticleDate::Precision::kMinute;
  EXPECT_EQ(date.Iso(), "2024-04-13T07:00:00");
  date.offset = std::chrono::hours{1};
  EXPECT_EQ(date.Iso(), "2024-04-13T08:00:00+01:00");
  date.offset = std::chrono::minutes{-210};
  EXPECT_EQ(date.Iso(), "2024-04-13T03:30:00-03:30");
  date.offset = std::chrono::minutes{0};
  EXPECT_EQ(date.Iso(), "2024-04-13T07:00:00Z");
  date.precision = ArticleDate::Precision::kDay;
  EXPECT_EQ(date.Iso(), "2024-04-13");
}

TEST(PageKind, NamesRoundTrip) {
  for (const PageKind kind : {PageKind::kArticle, PageKind::kHub, PageKind::kLiveBlog,
                              PageKind::kGallery, PageKind::kVideo, PageKind::kOther}) {
    EXPECT_EQ(PageKindFromName(PageKindName(kind)), kind);
  }
  EXPECT_FALSE(PageKindFromName("blog"));
}

}  // namespace
}  // namespace kiosque
