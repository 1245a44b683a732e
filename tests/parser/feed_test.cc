#include "parser/feed.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "parser/feed_date.h"

namespace kiosque {
namespace {

Feed Parse(std::string_view bytes, const char* url = "https://site.example/feed") {
  return ParseFeed(bytes, {*Url::Parse(url), {}, {}});
}

std::string Time(std::optional<UtcTime> time) {
  return time ? FormatUtc(*time) : "none";
}

TEST(Feed, ReadsRss2) {
  const Feed feed = Parse(
      "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
      "xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><title>Actu</title><link>https://"
      "site.example/</link>"
      "<atom:link rel=\"self\" href=\"https://site.example/feed\"/><atom:link rel=\"next\" "
      "href=\"/feed?paged=2\"/>"
      "<atom:link rel=\"hub\" "
      "href=\"https://hub.example/\"/><language>fr-FR</language><ttl>60</ttl>"
      "<item><title>Le &amp;quot;premier&amp;quot; "
      "&lt;b&gt;jour&lt;/b&gt;</title><link>https://site.example/a</link>"
      "<pubDate>Sat, 13 Apr 2024 08:30:00 +0100</pubDate><dc:creator><![CDATA[Amani "
      "M.]]></dc:creator><category>Politique</category>"
      "<guid "
      "isPermaLink=\"false\">https://site.example/?p=7</guid><description>r\xC3\xA9sum\xC3\xA9</"
      "description>"
      "<content:encoded><![CDATA[<p><a href=\"/b\">b</a></p>]]></content:encoded>"
      "<enclosure url=\"/a.mp3\" length=\"5\" type=\"audio/mpeg\"/></item></channel></rss>");
  EXPECT_EQ(feed.format, FeedFormat::kRss);
  EXPECT_EQ(feed.version, "rss20");
  EXPECT_TRUE(feed.well_formed);
  EXPECT_EQ(feed.title.value, "Actu");
  EXPECT_EQ(feed.url->href(), "https://site.example/");
  EXPECT_EQ(feed.next->href(), "https://site.example/feed?paged=2");
  EXPECT_EQ(feed.hubs.at(0).href(), "https://hub.example/");
  EXPECT_EQ(feed.language, "fr-FR");
  EXPECT_EQ(feed.ttl, std::chrono::minutes(60));
  ASSERT_EQ(feed.entries.size(), 1u);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(entry.url->href(), "https://site.example/a");
  EXPECT_EQ(entry.id, "https://site.example/?p=7");
  EXPECT_EQ(PlainText(entry.title), "Le \"premier\" jour");
  EXPECT_EQ(Time(entry.published.time), "2024-04-13T07:30:00Z");
  EXPECT_EQ(entry.authors.at(0).name, "Amani M.");
  EXPECT_EQ(entry.tags.at(0).term, "Politique");
  EXPECT_EQ(entry.description.value, "r\xC3\xA9sum\xC3\xA9");
  EXPECT_EQ(entry.content.at(0).value, "<p><a href=\"https://site.example/b\">b</a></p>");
  EXPECT_EQ(entry.links.at(1).href, "https://site.example/a.mp3");
}

TEST(Feed, ReadsAtomWithBases) {
  const Feed feed = Parse(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"/blog/\" "
      "xml:lang=\"sw\"><title>Habari</title>"
      "<link rel=\"alternate\" type=\"application/json\" href=\"a.json\"/><link href=\"./\"/>"
      "<entry xml:base=\"2024/\"><title type=\"xhtml\"><div "
      "xmlns=\"http://www.w3.org/1999/xhtml\">Siku <b>kuu</b></div></title>"
      "<link rel=\"replies\" href=\"r\"/><link href=\"a\"/><updated>2024-04-13T08:30:00Z</updated>"
      "<author><name>Neema</name><uri>/neema</uri></author><content type=\"html\">&lt;img "
      "src='i.png'&gt;</content></entry></feed>");
  EXPECT_EQ(feed.version, "atom10");
  ASSERT_EQ(feed.entries.size(), 1u);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(entry.url->href(), "https://site.example/blog/2024/a");
  EXPECT_EQ(PlainText(entry.title), "Siku kuu");
  EXPECT_EQ(entry.title.language, "sw");
  EXPECT_EQ(entry.authors.at(0).url, "https://site.example/neema");
  EXPECT_EQ(entry.content.at(0).value, "<img src='https://site.example/blog/2024/i.png'>");
  EXPECT_EQ(Time(entry.Date()), "2024-04-13T08:30:00Z");
}

TEST(Feed, ReadsRss1WithItemsBesideTheChannel) {
  const Feed feed = Parse(
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
      "xmlns=\"http://purl.org/rss/1.0/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel "
      "rdf:about=\"x\"><title>T</title><items><rdf:Seq><rdf:li "
      "rdf:resource=\"u\"/></rdf:Seq></items></channel><item "
      "rdf:about=\"https://site.example/1\"><title>I</title>"
      "<link>https://site.example/1</link><dc:date>2024-04</dc:date></item></rdf:RDF>");
  EXPECT_EQ(feed.version, "rss10");
  EXPECT_EQ(feed.title.value, "T");
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(Time(feed.entries[0].Date()), "2024-04-01T00:00:00Z");
}

TEST(Feed, ReadsJsonFeed) {
  const Feed feed = Parse(
      R"({"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"/","next_url":"/feed.json?p=2","language":"fr",
      "items":[{"id":7,"url":"/a","title":"A & B","content_html":"<a href='x'>x</a>","date_published":"2024-04-13T08:30:00+01:00",
      "authors":[{"name":"N"}],"tags":["t",3]},{"id":"https://site.example/b"},"noise"]})",
      "https://site.example/feed.json");
  EXPECT_EQ(feed.format, FeedFormat::kJson);
  EXPECT_EQ(feed.next->href(), "https://site.example/feed.json?p=2");
  ASSERT_EQ(feed.entries.size(), 2u);
  EXPECT_EQ(feed.entries[0].url->href(), "https://site.example/a");
  EXPECT_EQ(feed.entries[0].id, "7");
  EXPECT_EQ(PlainText(feed.entries[0].title), "A & B");
  EXPECT_EQ(Time(feed.entries[0].published.time), "2024-04-13T07:30:00Z");
  EXPECT_EQ(feed.entries[1].url->href(), "https://site.example/b");
}

TEST(Feed, TakesTheArticleNotItsDetour) {
  EXPECT_EQ(Parse("<rss "
                  "xmlns:feedburner='http://rssnamespace.org/feedburner/ext/"
                  "1.0'><channel><item><link>https://proxy.example/x</link>"
                  "<feedburner:origLink>https://site.example/a</feedburner:origLink></item></"
                  "channel></rss>")
                .entries.at(0)
                .url->href(),
            "https://site.example/a");
  EXPECT_EQ(Parse("<rss><channel><item><guid>https://site.example/g</guid></item></channel></rss>")
                .entries.at(0)
                .url->href(),
            "https://site.example/g");
  EXPECT_FALSE(Parse("<rss><channel><item><guid "
                     "isPermaLink='false'>https://site.example/g</guid></item></channel></rss>")
                   .entries.at(0)
                   .url);
  EXPECT_FALSE(Parse("<rss><channel><item><link>javascript:alert(1)</link></item></channel></rss>")
                   .entries.at(0)
                   .url);
}

TEST(Feed, ReadsOnThroughBrokenMarkup) {
  const Feed feed = Parse(
      "\n<?xml version='1.0' encoding='utf-8'>\n<rss><channel><title>A & "
      "B<item><title>un</title><link>https://site.example/1</link>"
      "<item><title>deux "
      "&eacute;t&eacute;</title><link>https://site.example/2?a=1&b=2</link></description></item>"
      "<item><title>trois</title><link>https://site.example/3</link");
  EXPECT_FALSE(feed.well_formed);
  ASSERT_EQ(feed.entries.size(), 3u);
  EXPECT_EQ(feed.entries[0].url->href(), "https://site.example/1");
  EXPECT_EQ(feed.entries[1].title.value, "deux \xC3\xA9t\xC3\xA9");
  EXPECT_EQ(feed.entries[1].url->href(), "https://site.example/2?a=1&b=2");
  EXPECT_EQ(feed.entries[2].title.value, "trois");
}

TEST(Feed, ExpandsNoEntities) {
  const Feed feed = Parse(
      "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
      "<rss><channel><title>1&a;2&x;3</title></channel></rss>");
  EXPECT_EQ(feed.title.value, "123");
}

TEST(Feed, StripsWhatIsNoFeed) {
  for (const char* bytes : {"", " ", "hello", "<html><title>x</title></html>", "{}", "[1]",
                            "{\"a\":", "<item><link>/a</link></item>"}) {
    const Feed feed = Parse(bytes);
    EXPECT_EQ(feed.format, FeedFormat::kNone) << bytes;
    EXPECT_TRUE(feed.entries.empty()) << bytes;
  }
}

TEST(Feed, HostileDocumentsAreBounded) {
  const auto repeat = [](std::string_view piece, std::size_t n) {
    std::string out = "<rss><channel>";
    for (std::size_t i = 0; i < n; ++i) {
      out += piece;
    }
    return out;
  };
  EXPECT_EQ(Parse(repeat("<item><link>/a</link></item>", 50'000)).entries.size(), kMaxFeedEntries);
  EXPECT_TRUE(Parse(repeat("<item><link>/a</link></item>", 50'000)).truncated);
  for (const char* piece :
       {"<item>", "<a>", "<title>", "<author>", "<link>x", "<item><link href='x'/>",
        "<itunes:category text='a'>", "<description><a href='x'>", "<content:encoded>&lt;a ",
        "<item><category>c</category>"}) {
    const std::string bytes = repeat(piece, 200'000);
    const auto start = std::chrono::steady_clock::now();
    Parse(bytes);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5)) << piece;
  }
  std::string json = "{\"items\":";
  json += std::string(500'000, '[');
  EXPECT_EQ(Parse(json).format, FeedFormat::kNone);
}

TEST(FeedSniff, TellsFeedsSitemapsAndPagesApart) {
  EXPECT_EQ(SniffXml("\xEF\xBB\xBF<?xml version='1.0'?><!-- <rss> --><rss>"), XmlKind::kFeed);
  EXPECT_EQ(SniffXml("<rdf:RDF xmlns:rdf='x'>"), XmlKind::kFeed);
  EXPECT_EQ(SniffXml("<sm:urlset>"), XmlKind::kSitemap);
  EXPECT_EQ(SniffXml("<!DOCTYPE html><html>"), XmlKind::kOther);
  EXPECT_EQ(SniffXml("{\"version\": \"https://jsonfeed.org/version/1\"}"), XmlKind::kFeed);
  EXPECT_EQ(SniffXml("<!--"), XmlKind::kOther);
  EXPECT_EQ(SniffXml(""), XmlKind::kOther);
}

TEST(FeedDate, ReadsWhatFeedsWrite) {
  const auto date = [](std::string_view text) { return Time(ParseFeedDate(text)); };
  EXPECT_EQ(date("Thu, 01 Jan 2004 19:48:21 GMT"), "2004-01-01T19:48:21Z");
  EXPECT_EQ(date("Thu, 1 Jan 04 19:48 EST"), "2004-01-02T00:48:00Z");
  EXPECT_EQ(date("1 January 2004 19:48:21 +0100"), "2004-01-01T18:48:21Z");
  EXPECT_EQ(date("jeu., 13 avr. 2024 08:30:00 +0200"), "2024-04-13T06:30:00Z");
  EXPECT_EQ(date("Mar, 05 Nov 2024 08:30:00 GMT+1"), "2024-11-05T07:30:00Z");
  EXPECT_EQ(date("Sun Jan 4 16:29:06 PST 2004"), "2004-01-05T00:29:06Z");
  EXPECT_EQ(date("2003-12-31T10:14:55Z"), "2003-12-31T10:14:55Z");
  EXPECT_EQ(date("2003-12-31T10:14:55.12345-08:00"), "2003-12-31T18:14:55Z");
  EXPECT_EQ(date("2003-12-31 10:14"), "2003-12-31T10:14:00Z");
  EXPECT_EQ(date("20031231"), "2003-12-31T00:00:00Z");
  EXPECT_EQ(date("2003-12"), "2003-12-01T00:00:00Z");
  EXPECT_EQ(date("2003"), "2003-01-01T00:00:00Z");
  EXPECT_EQ(date("07-Sep-2002 10:00"), "2002-09-07T10:00:00Z");
  for (const char* text : {"", "soon", "2003-13-01", "31 Feb 2004", "99999999999", "12:30",
                           "2003-12-31T", "0000-00-00 00:00:00"}) {
    EXPECT_EQ(date(text), "none") << text;
  }
}

}  // namespace
}  // namespace kiosque
