#include "storage/codec.h"

#include <gtest/gtest.h>

#include <random>

#include "storage/index_keys.h"
#include "storage/payload_store.h"
#include "storage/row_codec.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using testing::At;
using testing::MakeArticle;
using testing::MakeUrl;

TEST(Codec, GivesNumbersBackWhateverTheirSize) {
  for (const std::uint64_t value :
       {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{1} << 35,
        std::numeric_limits<std::uint64_t>::max()}) {
    ByteWriter writer;
    writer.Varint(value);
    writer.Signed(static_cast<std::int64_t>(value));
    ByteReader reader(writer.view());
    EXPECT_EQ(reader.Varint(), value);
    EXPECT_EQ(reader.Signed(), static_cast<std::int64_t>(value));
    EXPECT_TRUE(reader.Done());
  }
}

TEST(Codec, FailsPastTheEndAndStaysFailed) {
  ByteReader reader(
      "\x05"
      "abc");
  EXPECT_EQ(reader.Bytes(), "");
  EXPECT_FALSE(reader.ok());
  EXPECT_EQ(reader.U8(), 0);
  EXPECT_FALSE(reader.Done());
}

TEST(Codec, RefusesVarintsOfMoreThan64Bits) {
  ByteReader reader("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f");
  reader.Varint();
  EXPECT_FALSE(reader.ok());
}

TEST(Codec, RefusesCountsLargerThanTheRest) {
  ByteWriter writer;
  writer.Varint(1u << 30);
  ByteReader reader(writer.view());
  EXPECT_EQ(reader.Count(), 0u);
  EXPECT_FALSE(reader.ok());
}

TEST(IndexKeys, SortAsTheyAreRead) {
  const std::string surt = "org,example)/a";
  EXPECT_LT(CaptureKey(surt, At(-2'000'000'000), 9), CaptureKey(surt, At(0), 1));
  EXPECT_LT(CaptureKey(surt, UtcTime(std::chrono::microseconds(-1)), 1),
            CaptureKey(surt, UtcTime(std::chrono::microseconds(0)), 1));
  EXPECT_LT(CaptureKey(surt, At(0), 1), CaptureKey(surt, At(0), 2));
  EXPECT_LT(VersionKey(surt, 9), VersionKey(surt, 10));
  EXPECT_LT(CaptureKey(surt, At(9), 1), CaptureKey("org,example)/a/b", At(0), 1));
}

TEST(IndexKeys, ReadBack) {
  const auto capture = ParseCaptureKey(CaptureKey("org,example)/a", At(7), 12));
  ASSERT_TRUE(capture);
  EXPECT_EQ(capture->time, At(7));
  EXPECT_EQ(capture->sequence, 12u);
  const auto version = ParseVersionKey(VersionKey("org,example)/a", 3));
  ASSERT_TRUE(version);
  EXPECT_EQ(version->number, 3u);
  EXPECT_FALSE(ParseCaptureKey("c"));
  EXPECT_FALSE(ParseVersionKey(CaptureKey("x", At(0), 1)));
}

TEST(IndexKeys, KeepSitesApart) {
  EXPECT_TRUE(SurtUnder("net,radio", "net,radio)/a"));
  EXPECT_TRUE(SurtUnder("net,radio", "net,radio,blog)/"));
  EXPECT_TRUE(SurtUnder("net,radio", "net,radio:8080)/"));
  EXPECT_FALSE(SurtUnder("net,radio", "net,radio2)/"));
  EXPECT_TRUE(SurtUnder("", "net,radio2)/"));
  EXPECT_TRUE(SurtUnder("net,radio)/20", "net,radio)/2024"));
}

Article FullArticle() {
  Article article = MakeArticle("Titre", "Un lien ici");
  article.byline = {"A", "B"};
  article.agency = "AFP";
  article.published =
      ArticleDate{std::chrono::sys_days{std::chrono::year{2024} / 3 / 1},
                  std::chrono::minutes(-210), ArticleDate::Precision::kMinute, "meta"};
  article.modified = ArticleDate{};
  article.tags = {"x", ""};
  article.canonical = MakeUrl("https://example.org/c");
  article.lead_image = MakeUrl("https://example.org/i.jpg");
  article.blocks[0].links.push_back({3, 4, MakeUrl("https://example.org/l?a=b#c")});
  Block item;
  item.kind = BlockKind::kListItem;
  item.level = 2;
  item.ordered = true;
  item.ordinal = 77;
  article.blocks.push_back(item);
  article.captions.push_back({"data:x", "Légende"});
  article.comments = {"Bravo"};
  article.paywalled = true;
  article.credit = "Marie Kabila; AFP";
  article.evidence = {{"title", "h1", 98}, {"published", "json-ld", 0}};
  article.template_blocks = {0, 1, 0xFFFF'FFFF'FFFF'FFFFu};
  return article;
}

TEST(RowCodec, GivesArticlesBackInFull) {
  const Article article = FullArticle();
  EXPECT_EQ(DecodeArticle(EncodeArticle(article)).value(), article);
}

// What follows credit is new in format 2; a row of format 1 ends before it.
TEST(RowCodec, ReadsArticlesOfTheFirstFormat) {
  Article article = FullArticle();
  article.credit.clear();
  article.evidence.clear();
  article.template_blocks.clear();
  std::string bytes = EncodeArticle(article);
  constexpr std::size_t kNew = 3;  // an empty text and two counts
  bytes.resize(bytes.size() - kNew);
  bytes[0] = 1;
  EXPECT_EQ(DecodeArticle(bytes).value(), article);
}

Capture FullCapture() {
  Capture capture{.url = MakeUrl("https://user@example.org:81/a?b=c")};
  capture.time = At(-5);
  capture.outcome = FetchOutcome::kTooLarge;
  capture.status = 503;
  capture.request_head = "GET";
  capture.response_head = std::string("a\0\xff", 3);
  capture.ip = "2001:db8::1";
  capture.protocol = "h2";
  capture.tls = "TLSv1.3 X";
  capture.duration = std::chrono::milliseconds(77);
  capture.media_type = "text/html";
  capture.charset = "UTF-8";
  capture.coding = ContentCoding{"gzip", 12, Sha256::Of("x"), "recipe"};
  capture.payload = Sha256::Of("y");
  capture.payload_bytes = 99;
  capture.payload_kept = capture.truncated = capture.robots_ignored = capture.tls_broken = true;
  capture.via = "seed";
  capture.version = 3;
  capture.sequence = 1'000'000'000'000;
  return capture;
}

TEST(RowCodec, GivesCapturesBackInFull) {
  EXPECT_EQ(DecodeCapture(EncodeCapture(FullCapture())).value(), FullCapture());
  const Capture bare{.url = MakeUrl("http://a/")};
  EXPECT_EQ(DecodeCapture(EncodeCapture(bare)).value(), bare);
}

TEST(RowCodec, SaysTooNewForFormatsOfTheFuture) {
  std::string bytes = EncodeCapture(FullCapture());
  bytes[0] = 9;
  EXPECT_EQ(DecodeCapture(bytes).error().code, Errc::kTooNew);
  std::string article = EncodeArticle(FullArticle());
  article[0] = 9;
  EXPECT_EQ(DecodeArticle(article).error().code, Errc::kTooNew);
}

// Any bytes in: an Error or a value, no crash, nothing read past the end (the sanitizers see that).
TEST(RowCodec, IsTotal) {
  std::mt19937_64 random(3);
  const std::vector<std::string> rows = {
      EncodeCapture(FullCapture()),       EncodeArticle(FullArticle()),
      EncodePageRow(PageRow{}),           EncodeStoreCounts(StoreCounts{}),
      EncodePayloadPlace(PayloadPlace{}), EncodePayloadRow(PayloadRow{})};
  int refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = rows[random() % rows.size()];
    for (std::uint64_t flips = random() % 4; flips > 0; --flips) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    bytes.resize(random() % (bytes.size() + 1));
    bytes.shrink_to_fit();
    refused += DecodeCapture(bytes) ? 0 : 1;
    refused += DecodeArticle(bytes) ? 0 : 1;
    refused += DecodePageRow(bytes) ? 0 : 1;
    refused += DecodeVersionRow(bytes) ? 0 : 1;
    refused += DecodeStoreCounts(bytes) ? 0 : 1;
    refused += DecodePayloadPlace(bytes) ? 0 : 1;
    refused += DecodePayloadRow(bytes) ? 0 : 1;
  }
  EXPECT_GT(refused, 10'000);
}

TEST(RowCodec, RefusesEveryShortenedRow) {
  const std::string bytes = EncodeArticle(FullArticle());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(DecodeArticle(bytes.substr(0, size))) << size;
  }
}

}  // namespace
}  // namespace kiosque
