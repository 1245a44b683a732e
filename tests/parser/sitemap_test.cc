#include "parser/sitemap.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>

#include "parser/feed.h"
#include "parser/feed_markup.h"
#include "support/test_data.h"

namespace kiosque {
namespace {

using Json = nlohmann::json;

Url SitemapUrl() {
  return *Url::Parse("https://www.example.com/sitemap.xml");
}

std::string Urlset(const std::string& rows) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><urlset "
         "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
         "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\" "
         "xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">" +
         rows + "</urlset>";
}

std::vector<std::string> Pages(const Sitemap& sitemap) {
  std::vector<std::string> pages;
  for (const SitemapEntry& entry : sitemap.entries) {
    pages.push_back(entry.loc.href());
  }
  return pages;
}

std::string Gzip(const std::string& data) {
  z_stream z{};
  deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&z, static_cast<uLong>(data.size())), '\0');
  std::string in = data;
  z.next_in = reinterpret_cast<Bytef*>(in.data());
  z.avail_in = static_cast<uInt>(in.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

TEST(Sitemap, ReadsNewsAndImages) {
  const Sitemap sitemap = ParseSitemap(
      Urlset(
          "<url><loc>https://www.example.com/n</loc><lastmod>2026-10-01T10:00:00+02:00</lastmod>"
          "<image:image><image:loc>https://cdn.example.net/i.jpg</image:loc></image:image>"
          "<news:news><news:publication><news:name>N</news:name><news:language>fr</news:language></"
          "news:publication>"
          "<news:publication_date>2026-10-01</news:publication_date><news:title>O\xC3\xB9 \xC3\xA7"
          "a &amp; l&agrave;</news:title></news:news></url>"),
      SitemapUrl());
  ASSERT_EQ(sitemap.entries.size(), 1u);
  const SitemapEntry& entry = sitemap.entries[0];
  EXPECT_EQ(entry.title,
            "O\xC3\xB9 \xC3\xA7"
            "a & l\xC3\xA0");
  EXPECT_EQ(FormatUtc(*entry.lastmod), "2026-10-01T08:00:00Z");
  EXPECT_EQ(FormatUtc(*entry.publication_date), "2026-10-01T00:00:00Z");
  EXPECT_EQ(entry.language, "fr");
  EXPECT_EQ(entry.publication, "N");
  ASSERT_EQ(entry.images.size(), 1u);
  EXPECT_EQ(entry.images[0].href(), "https://cdn.example.net/i.jpg");
}

TEST(Sitemap, ReadsAnIndexWithItsDates) {
  const Sitemap sitemap = ParseSitemap(
      "<sitemapindex "
      "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>/a.xml.gz</loc>"
      "<lastmod>2005-01-01</lastmod></sitemap><sitemap><loc>https://www.example.com/sitemap.xml</"
      "loc></sitemap></sitemapindex>",
      SitemapUrl());
  EXPECT_TRUE(sitemap.valid);
  ASSERT_EQ(sitemap.sitemaps.size(), 1u) << "an index does not list itself";
  EXPECT_EQ(sitemap.sitemaps[0].loc.href(), "https://www.example.com/a.xml.gz");
  EXPECT_EQ(FormatUtc(*sitemap.sitemaps[0].lastmod), "2005-01-01T00:00:00Z");
}

TEST(Sitemap, ReadsPrefixedAndUndeclaredNames) {
  EXPECT_EQ(
      Pages(ParseSitemap(
          "<s:urlset xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'><s:url><s:loc>/a</s:loc>"
          "<image:image><image:loc>/i.jpg</image:loc></image:image></s:url></s:urlset>",
          SitemapUrl())),
      std::vector<std::string>{"https://www.example.com/a"});
}

TEST(Sitemap, ReadsEncodingsThatTheDeclarationNames) {
  const std::string latin1 =
      "<?xml version='1.0' "
      "encoding='ISO-8859-1'?><urlset><url><loc>/a</loc><news:title>\xE9t\xE9</news:title></url></"
      "urlset>";
  const Sitemap sitemap = ParseSitemap(latin1, SitemapUrl());
  ASSERT_EQ(sitemap.entries.size(), 1u);
  EXPECT_EQ(sitemap.entries[0].title, "\xC3\xA9t\xC3\xA9");
}

TEST(Sitemap, GivesTheSamePiecewiseAsAtOnce) {
  std::string rows;
  for (int i = 0; i < 300; ++i) {
    rows += "<url><loc>https://www.example.com/a?x=" + std::to_string(i) +
            "&amp;y=2</loc><!-- c --><news:title><![CDATA[T <" + std::to_string(i) +
            ">]]></news:title></url>\n";
  }
  const std::string plain = Urlset(rows);
  const Sitemap whole = ParseSitemap(plain, SitemapUrl());
  ASSERT_EQ(whole.entries.size(), 300u);
  EXPECT_EQ(whole.entries[7].title, "T <7>");
  class Sink final : public SitemapSink {
   public:
    bool OnEntry(SitemapEntry entry) override {
      entries.push_back(std::move(entry));
      return true;
    }
    bool OnSitemap(SubSitemap) override { return true; }
    std::vector<SitemapEntry> entries;
  };
  for (const std::string& bytes : {plain, Gzip(plain)}) {
    for (const std::size_t piece : {1u, 7u, 1000u}) {
      Sink sink;
      SitemapReader reader(SitemapUrl(), sink);
      for (std::size_t at = 0; at < bytes.size(); at += piece) {
        reader.Append(std::string_view(bytes).substr(at, piece));
      }
      reader.Finish();
      EXPECT_TRUE(reader.valid());
      ASSERT_EQ(sink.entries.size(), whole.entries.size()) << piece;
      for (std::size_t i = 0; i < sink.entries.size(); ++i) {
        ASSERT_EQ(sink.entries[i].loc, whole.entries[i].loc);
        ASSERT_EQ(sink.entries[i].title, whole.entries[i].title);
      }
    }
  }
}

TEST(Sitemap, KeepsTheWholeRowsOfACutFile) {
  const std::string plain = Urlset("<url><loc>/a</loc></url><url><loc>/b</loc></url>");
  for (std::size_t cut = 0; cut < plain.size(); ++cut) {
    const auto pages = Pages(ParseSitemap(plain.substr(0, cut), SitemapUrl()));
    for (const std::string& page : pages) {
      EXPECT_TRUE(page == "https://www.example.com/a" || page == "https://www.example.com/b")
          << cut << page;
    }
  }
  const std::string gzip = Gzip(Urlset("<url><loc>/a</loc></url>" + std::string(5000, ' ')));
  EXPECT_EQ(Pages(ParseSitemap(gzip.substr(0, gzip.size() - 12), SitemapUrl())).size(), 1u);
}

TEST(Sitemap, StopsAtItsLimits) {
  std::string rows;
  for (int i = 0; i < 100; ++i) {
    rows += "<url><loc>/" + std::to_string(i) + "</loc></url>";
  }
  SitemapLimits limits;
  limits.max_entries = 10;
  Sitemap sitemap = ParseSitemap(Urlset(rows), SitemapUrl(), limits);
  EXPECT_EQ(sitemap.entries.size(), 10u);
  EXPECT_TRUE(sitemap.truncated);
  // A gzip bomb ends at the limit of decoded bytes.
  limits = {};
  limits.max_decoded_bytes = 1 << 20;
  sitemap = ParseSitemap(Gzip("<urlset>" + std::string(50 << 20, ' ') + rows + "</urlset>"),
                         SitemapUrl(), limits);
  EXPECT_TRUE(sitemap.truncated);
  EXPECT_TRUE(sitemap.entries.empty());
}

TEST(Sitemap, IsNotAPageOrProse) {
  for (const char* bytes :
       {"", "hello", "<html><body><a href='/x'>x</a></body></html>", "<rss><channel/></rss>",
        "\x1F\x8B"
        "ABC",
        "{}"}) {
    const Sitemap sitemap = ParseSitemap(bytes, SitemapUrl());
    EXPECT_FALSE(sitemap.valid) << bytes;
    EXPECT_TRUE(sitemap.entries.empty()) << bytes;
  }
}

TEST(Sitemap, HostileDocumentsCostLinearTime) {
  const std::size_t n = 400'000;
  const auto repeat = [n](std::string_view piece) {
    std::string out = "<urlset>";
    for (std::size_t i = 0; i < n; ++i) {
      out += piece;
    }
    return out;
  };
  for (const char* piece : {"<a '",
                            "<a \"",
                            "<?a>",
                            "<?",
                            "<!--",
                            "<!",
                            "<![CDATA[",
                            "</",
                            "</x>",
                            "<url>",
                            "<url><loc>",
                            "&",
                            "&#1",
                            "]",
                            "<",
                            "<a b=c",
                            "<x xmlns:a='b'>",
                            "<x xml:base='a/'>",
                            "<!DOCTYPE a [",
                            "]]>"}) {
    const std::string bytes = repeat(piece);
    const auto start = std::chrono::steady_clock::now();
    ParseSitemap(bytes, SitemapUrl());
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(4)) << piece;
  }
}

TEST(SitemapParts, GiveTheSameRowsAsTheWholeFewAtATime) {
  constexpr int kRows = 10'000;
  std::string bytes = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">";
  for (int n = 0; n < kRows; ++n) {
    bytes += "<url><loc>https://a.example/" + std::to_string(n) + "</loc></url>";
  }
  bytes += "</urlset>";
  const Url url = Url::Parse("https://a.example/s.xml").value();
  SitemapParts parts(url, SitemapLimits{});
  std::vector<std::string> pages;
  while (!parts.ended()) {
    const Sitemap part = parts.Next(bytes);
    EXPECT_TRUE(part.valid);
    EXPECT_LT(part.entries.size(), 2 * SitemapParts::kRows);
    const std::vector<std::string> more = Pages(part);
    pages.insert(pages.end(), more.begin(), more.end());
  }
  EXPECT_EQ(pages, Pages(ParseSitemap(bytes, url)));
  EXPECT_EQ(pages.size(), static_cast<std::size_t>(kRows));
}

TEST(SitemapParts, EndAtTheLimitOfRows) {
  std::string bytes;
  for (int n = 0; n < 9'000; ++n) {
    bytes += "https://a.example/" + std::to_string(n) + "\n";
  }
  SitemapLimits limits;
  limits.max_entries = 5'000;
  SitemapParts parts(Url::Parse("https://a.example/s.txt").value(), limits);
  std::size_t rows = 0;
  Sitemap last;
  while (!parts.ended()) {
    last = parts.Next(bytes);
    rows += last.entries.size();
  }
  EXPECT_EQ(rows, 5'000u);
  EXPECT_TRUE(last.truncated);
}

TEST(SitemapConformance, PagesAndSitemaps) {
  KIOSQUE_NEED_TEST_DATA();
  int rows = 0;
  for (const std::string& line :
       kiosque::testing::TestDataLines("conformance/sitemaps_feeds_links.jsonl")) {
    const Json row = Json::parse(line);
    const std::string bytes = DecodeBase64(row["body_b64"].get<std::string>());
    const Url url = *Url::Parse(row["url"].get<std::string>());
    std::vector<std::string> pages;
    std::vector<std::string> sitemaps;
    if (row["kind"] == "rss" || row["kind"] == "atom") {
      EXPECT_EQ(SniffXml(bytes), XmlKind::kFeed) << row["id"];
      for (const FeedEntry& entry : ParseFeed(bytes, {url, {}, {}}).entries) {
        if (entry.url) {
          pages.push_back(entry.url->href());
        }
      }
    } else {
      const Sitemap sitemap = ParseSitemap(bytes, url);
      pages = Pages(sitemap);
      for (const SubSitemap& sub : sitemap.sitemaps) {
        sitemaps.push_back(sub.loc.href());
      }
    }
    EXPECT_EQ(Json(pages), row["pages"]) << row["id"];
    EXPECT_EQ(Json(sitemaps), row["sitemaps"]) << row["id"];
    ++rows;
  }
  EXPECT_GE(rows, 20);
}

}  // namespace
}  // namespace kiosque
