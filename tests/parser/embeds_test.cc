#include "parser/embeds.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/article_text.h"
#include "parser/page.h"
#include "support/news_page.h"

namespace kiosque {
namespace {

using testing::InArticle;
using testing::NewsPage;
using testing::Story;

std::string Played(std::string_view source) {
  const auto url = PlayedAddress(*Url::Parse(source));
  return url ? url->href() : std::string();
}

Article ReadEmbeds(const std::string& body) {
  const PageContext context{
      .url = *Url::Parse("https://courrier.example/pont"), .language_hint = {}, .time_zone = {}};
  return ParsePage(NewsPage(InArticle(body)), "utf-8", context).article;
}

std::vector<std::string> EmbedsOf(const Article& article) {
  std::vector<std::string> embeds;
  for (const Block& block : article.blocks) {
    if (block.kind == BlockKind::kEmbed) {
      EXPECT_EQ(block.links.size(), 1u);
      embeds.push_back(block.text);
    }
  }
  return embeds;
}

using Addresses = std::vector<std::string>;

TEST(Embeds, PlayersAreNamedByThePageThatShowsTheSame) {
  EXPECT_EQ(Played("https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0"),
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ");
  EXPECT_EQ(Played("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ");
  EXPECT_EQ(Played("https://player.vimeo.com/video/12345?h=1"), "https://vimeo.com/12345");
  EXPECT_EQ(Played("https://www.dailymotion.com/embed/video/x8abc"),
            "https://www.dailymotion.com/video/x8abc");
  EXPECT_EQ(Played("https://www.facebook.com/plugins/post.php?width=500&href="
                   "https%3A%2F%2Fwww.facebook.com%2Fcourrier%2Fposts%2F1"),
            "https://www.facebook.com/courrier/posts/1");
  EXPECT_EQ(Played("https://platform.twitter.com/embed/Tweet.html?dnt=true&id=99"),
            "https://twitter.com/i/status/99");
  EXPECT_EQ(Played("https://www.instagram.com/p/Cabc/embed/captioned"),
            "https://www.instagram.com/p/Cabc");
  EXPECT_EQ(Played("https://open.spotify.com/embed/track/7"), "https://open.spotify.com/track/7");
  EXPECT_EQ(Played("https://t.me/courrier/12?embed=1"), "https://t.me/courrier/12");
}

TEST(Embeds, OtherFramesAreNone) {
  for (const std::string_view source :
       {"https://ads.example/frame", "https://www.youtube.com/embed/", "https://t.me/courrier",
        "https://www.youtube.com/embed/a%20b", "https://www.facebook.com/plugins/like.php",
        "https://notyoutube.com/embed/x", "https://www.facebook.com/plugins/x?href=nowhere"}) {
    EXPECT_EQ(Played(source), "") << source;
  }
}

TEST(Embeds, PlayerBetweenParagraphsIsALinkAndNoText) {
  const Article article =
      ReadEmbeds(Story(0, 3) +
                 "<figure><iframe src='about:blank' "
                 "data-src='https://www.youtube.com/embed/abc'></iframe></figure>"
                 "<iframe src='https://ads.example/f'></iframe>" +
                 Story(3, 6));
  EXPECT_EQ(EmbedsOf(article), (Addresses{"https://www.youtube.com/watch?v=abc"}));
  EXPECT_EQ(article.blocks[3].kind, BlockKind::kEmbed);
  EXPECT_EQ(BodyText(article).find("youtube"), std::string::npos);
  EXPECT_EQ(BodyParagraphs(article).size(), 6u);
  EXPECT_NE(BodyMarkdown(article).find("(https://www.youtube.com/watch?v=abc)"), std::string::npos);
  EXPECT_EQ(article.words, ReadEmbeds(Story(0, 6)).words);
}

TEST(Embeds, PostThatAScriptDrawsIsALink) {
  const Article article =
      ReadEmbeds(Story(0, 3) +
                 "<blockquote class='instagram-media' data-instgrm-permalink="
                 "'https://www.instagram.com/p/Cabc/?utm_source=ig_embed'></blockquote>" +
                 Story(3, 6) +
                 "<blockquote class='twitter-tweet'><a "
                 "href='https://twitter.com/courrier/status/7?ref_src=x'></a></blockquote>");
  EXPECT_EQ(EmbedsOf(article), (Addresses{"https://www.instagram.com/p/Cabc/",
                                          "https://twitter.com/courrier/status/7"}));
}

TEST(Embeds, TheSamePostTwiceIsOne) {
  const std::string frame = "<iframe src='https://player.vimeo.com/video/1'></iframe>";
  EXPECT_EQ(EmbedsOf(ReadEmbeds(frame + Story(0, 3) + frame + Story(3, 6))),
            (Addresses{"https://vimeo.com/1"}));
}

TEST(Embeds, PlayersInSidebarsAndMenusAreNotTheArticles) {
  const std::string frame = "<iframe src='https://player.vimeo.com/video/1'></iframe>";
  EXPECT_EQ(EmbedsOf(ReadEmbeds(Story(0, 3) + "<aside>" + frame + "</aside>" + Story(3, 6))),
            Addresses());
}

TEST(Embeds, PostWhoseWordsAreKeptIsLinkedOnceBehindThem) {
  const Article article = ReadEmbeds(
      Story(0, 3) +
      "<blockquote class='twitter-tweet'><p>La brigade permanente demandée par les associations "
      "sera créée dès le mois prochain, et le rapport sera public, je m'y engage.</p>Jean Ilunga "
      "(@ilunga) <a href='https://twitter.com/ilunga/status/7'>12 mars 2024</a></blockquote>" +
      Story(3, 6));
  std::size_t links = 0;
  for (const Block& block : article.blocks) {
    for (const InlineLink& link : block.links) {
      links += link.url.href() == "https://twitter.com/ilunga/status/7" ? 1 : 0;
    }
  }
  EXPECT_EQ(links, 1u);
}

}  // namespace
}  // namespace kiosque
