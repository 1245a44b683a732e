#include "parser/links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kiosque {
namespace {

using ::testing::ElementsAre;

PageLinks Links(std::string html, std::string_view url = "https://example.cd/blog/a/") {
  return ExtractLinks(Document::Parse(std::move(html)), Url::Parse(url).value(), {});
}

std::vector<std::string> Hrefs(const PageLinks& links) {
  std::vector<std::string> hrefs;
  for (const PageLink& link : links.links) {
    hrefs.push_back(link.url.href());
  }
  return hrefs;
}

TEST(Links, ResolvesReferencesAndDropsFragments) {
  EXPECT_THAT(
      Hrefs(Links("<a href=b>1</a><a href='/c#d'>2</a><a href='//x.org/e?f'>3</a>"
                  "<a href=#top>4</a><a href=mailto:a@b>5</a><a href='javascript:x()'>6</a><a>7</a>"
                  "<map><area href='g'></map>")),
      ElementsAre("https://example.cd/blog/a/b", "https://example.cd/c", "https://x.org/e?f",
                  "https://example.cd/blog/a/g"));
}

TEST(Links, UsesTheFirstBaseOfTheOwnDomain) {
  EXPECT_THAT(Hrefs(Links("<base target=x><base href=/news/><base href=/other/><a href=b>1</a>")),
              ElementsAre("https://example.cd/news/b"));
  EXPECT_THAT(Hrefs(Links("<base href=https://www.example.cd/n/><a href=b>1</a>")),
              ElementsAre("https://www.example.cd/n/b"));
}

TEST(Links, IgnoresAHostileBase) {
  for (const char* base :
       {"https://evil.example/", "javascript:alert(1)", "http://[", "data:text/html,x"}) {
    EXPECT_THAT(Hrefs(Links("<base href='" + std::string(base) + "'><a href=b>1</a>")),
                ElementsAre("https://example.cd/blog/a/b"))
        << base;
  }
}

TEST(Links, ListsEachUrlOnceWithTheFirstAnchorThatHasText) {
  const PageLinks links =
      Links("<a href=b rel=nofollow><img></a><a href='b#x'>  Le\n titre </a><a href=b>other</a>");
  ASSERT_EQ(links.links.size(), 1u);
  EXPECT_EQ(links.links[0].anchor, "Le titre");
  EXPECT_FALSE(links.links[0].nofollow);
}

TEST(Links, NamesALinkWithoutTextByItsLabelTitleOrImage) {
  const PageLinks links =
      Links("<a href=1 aria-label=L title=T></a><a href=2 title=T></a><a href=3><img alt=A></a>");
  EXPECT_EQ(links.links[0].anchor, "L");
  EXPECT_EQ(links.links[1].anchor, "T");
  EXPECT_EQ(links.links[2].anchor, "A");
}

TEST(Links, KnowsLinksOfTheBodyFromThoseAroundIt) {
  const Document document = Document::Parse(
      "<nav><a href=menu>m</a></nav><p>text <a href=in>in</a></p><p><a href=out>out</a>");
  std::vector<NodeId> body;
  for (NodeId id = 0; id < document.size(); ++id) {
    if (document[id].tag == Tag::k_p && body.empty()) {
      body.push_back(id);
    }
  }
  const PageLinks links = ExtractLinks(document, Url::Parse("https://example.cd/").value(), body);
  ASSERT_EQ(links.links.size(), 3u);
  EXPECT_EQ(links.links[0].place, LinkPlace::kAround);
  EXPECT_EQ(links.links[1].place, LinkPlace::kBody);
  EXPECT_EQ(links.links[2].place, LinkPlace::kAround);
}

TEST(Links, HeadingsOfMenusAndFootersAreNoHeadlines) {
  const PageLinks links = Links(
      "<nav><h4><a href='/sport/'>Sport</a></h4></nav><h2><a href='/pont/'>Pont</a></h2>"
      "<footer><h4><a href='/culture/'>Culture</a></h4></footer>");
  ASSERT_EQ(links.links.size(), 3U);
  EXPECT_FALSE(links.links[0].in_heading);
  EXPECT_TRUE(links.links[1].in_heading);
  EXPECT_FALSE(links.links[2].in_heading);
}

TEST(Links, ReadsTheHead) {
  const PageLinks links = Links(
      "<link rel=canonical href=/c><link rel=amphtml href=/amp><link rel='shortcut icon' href=/i>"
      "<link rel=alternate type=application/rss+xml href=/feed/><link rel=alternate "
      "type='application/atom+xml' href=/atom>"
      "<link rel=alternate type=application/json href=/wp-json/wp/v2/posts/1>"
      "<link rel=alternate hreflang=ln href=/ln/><link rel=next href=/p/2><link rel=prev "
      "href=/p/0>");
  EXPECT_EQ(links.canonical->href(), "https://example.cd/c");
  EXPECT_EQ(links.amp->href(), "https://example.cd/amp");
  ASSERT_EQ(links.feeds.size(), 2u);
  EXPECT_EQ(links.feeds[0].href(), "https://example.cd/feed/");
  EXPECT_EQ(links.next->href(), "https://example.cd/p/2");
  EXPECT_EQ(links.prev->href(), "https://example.cd/p/0");
  EXPECT_THAT(Hrefs(links), ElementsAre("https://example.cd/ln/", "https://example.cd/p/2",
                                        "https://example.cd/p/0"));
}

TEST(Links, ReadsMetaRobots) {
  const PageLinks links = Links(
      "<meta name=ROBOTS content='NoIndex, nofollow;noarchive noai'><meta name=tdm-reservation "
      "content=1>");
  EXPECT_TRUE(links.noindex && links.nofollow && links.noarchive && links.noai &&
              links.tdm_reserved);
  const PageLinks none = Links("<meta name=robots content=none>");
  EXPECT_TRUE(none.noindex && none.nofollow);
  EXPECT_FALSE(none.noarchive || none.noai);
  EXPECT_FALSE(Links("<meta name=robots content='index,follow,max-image-preview:large'>").noindex);
}

TEST(Links, ReadsMetaRefresh) {
  const auto target = [](const std::string& content) {
    const auto refresh = Links("<meta http-equiv=Refresh content=\"" + content + "\">").refresh;
    return refresh ? refresh->href() : std::string();
  };
  EXPECT_EQ(target("0; url=/b"), "https://example.cd/b");
  EXPECT_EQ(target("3;URL='/b c'x"), "https://example.cd/b%20c");
  EXPECT_EQ(target(" 1.5 , /b"), "https://example.cd/b");
  EXPECT_EQ(target("30"), "");
  EXPECT_EQ(target("0;url=javascript:x"), "");
  EXPECT_EQ(target("300;url=https://example.cd/blog/a/"), "") << "a page that reloads itself";
  EXPECT_FALSE(
      Links("<body><noscript><meta http-equiv=refresh content='0;url=/nojs'></noscript>").refresh);
}

TEST(Links, RecognisesNumberedPages) {
  const PageLinks links = Links(
      "<div><a href=/c/page/1/>1</a><a href=/c/page/3/>3</a><a href=/c/page/4/>4</a><a "
      "href=/2024/>2024</a>"
      "<a href=/c/page/9/>Neuf choses</a></div>",
      "https://example.cd/c/page/2/");
  ASSERT_EQ(links.links.size(), 5u);
  EXPECT_EQ(links.links[1].place, LinkPlace::kPagination);
  EXPECT_EQ(links.links[3].place, LinkPlace::kAround) << "a year is not a page";
  EXPECT_EQ(links.links[4].place, LinkPlace::kAround);
  EXPECT_EQ(links.next->href(), "https://example.cd/c/page/3/");
  EXPECT_EQ(links.prev->href(), "https://example.cd/c/page/1/");
}

TEST(Links, RecognisesWordsForNextAndPrevious) {
  for (const char* word :
       {"Suivant", "Page suivante »", "Older posts", "Next ›", "→", "Próxima", "التالي"}) {
    const PageLinks links =
        Links("<a href='?page=2'>" + std::string(word) + "</a>", "https://example.cd/c");
    ASSERT_TRUE(links.next) << word;
    EXPECT_EQ(links.next->href(), "https://example.cd/c?page=2");
    EXPECT_EQ(links.links[0].place, LinkPlace::kPagination);
  }
  const PageLinks pager = Links("<ul class=pagination><li><a href=/x>« Précédent</a></ul>");
  ASSERT_TRUE(pager.prev);
  EXPECT_FALSE(Links("<a href=/article-2>Suivant</a>").next)
      << "the next article is not the next page";
  EXPECT_FALSE(Links("<a href='https://other.org/?page=2'>Suivant</a>").next);
}

TEST(Links, TakesRelNextForPagination) {
  const PageLinks links = Links("<a class=next rel=next href=/page/2/>Suivant</a>");
  EXPECT_EQ(links.next->href(), "https://example.cd/page/2/");
  EXPECT_EQ(links.links[0].place, LinkPlace::kPagination);
}

TEST(Links, SendsQueriesInThePagesEncoding) {
  const Document document = Document::Parse("<a href='/s?q=été'>x</a>");
  const Url url = Url::Parse("https://example.cd/").value();
  EXPECT_EQ(ExtractLinks(document, url, {}, "windows-1252").links[0].url.href(),
            "https://example.cd/s?q=%E9t%E9");
  EXPECT_EQ(ExtractLinks(document, url, {}).links[0].url.href(),
            "https://example.cd/s?q=%C3%A9t%C3%A9");
}

TEST(Links, StopsAtTheLimit) {
  std::string html;
  for (std::size_t i = 0; i < kMaxLinks + 100; ++i) {
    html += "<a href=" + std::to_string(i) + ">x</a>";
  }
  EXPECT_EQ(Links(html).links.size(), kMaxLinks);
}

TEST(Links, CutsLongAnchorsBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 600; ++i) {
    text += "é";
  }
  const std::string anchor = Links("<a href=b>x" + text + "</a>").links[0].anchor;
  EXPECT_EQ(anchor.size(), kMaxAnchor - 1);
}

}  // namespace
}  // namespace kiosque
