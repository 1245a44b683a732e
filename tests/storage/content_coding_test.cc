#include "storage/content_coding.h"

#include <brotli/encode.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <random>

#include "storage/compression.h"
#include "storage/store_archive.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

std::string Page(std::size_t words, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::string page = "<html>";
  for (std::size_t i = 0; i < words; ++i) {
    page += "<p>mot" + std::to_string(random() % 5000) + "</p> ";
  }
  return page;
}

// A gzip member as a server makes it: `chunk` bytes at a time; with `flush` it flushes after each.
std::string Gzip(const std::string& raw, int level, int memory, std::size_t chunk = 1u << 20,
                 bool flush = false, int window = 31) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, level, Z_DEFLATED, window, memory, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(raw.size() * 2 + 1000, '\0');
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  for (std::size_t at = 0; at < raw.size(); at += chunk) {
    const std::size_t size = std::min(chunk, raw.size() - at);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(raw.data() + at));
    stream.avail_in = static_cast<uInt>(size);
    deflate(&stream, at + size == raw.size() ? Z_FINISH : (flush ? Z_SYNC_FLUSH : Z_NO_FLUSH));
  }
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string Brotli(const std::string& raw, int quality, int window) {
  std::size_t size = BrotliEncoderMaxCompressedSize(raw.size());
  std::string out(size, '\0');
  EXPECT_TRUE(BrotliEncoderCompress(quality, window, BROTLI_MODE_GENERIC, raw.size(),
                                    reinterpret_cast<const std::uint8_t*>(raw.data()), &size,
                                    reinterpret_cast<std::uint8_t*>(out.data())));
  out.resize(size);
  return out;
}

TEST(ContentCoding, UndoesEveryCodingOfTheWeb) {
  const std::string raw = Page(500, 1);
  EXPECT_EQ(DecodeContent("", raw, raw.size()).value(), raw);
  EXPECT_EQ(DecodeContent("gzip", Gzip(raw, 6, 8), raw.size()).value(), raw);
  EXPECT_EQ(DecodeContent("deflate", Gzip(raw, 6, 8, 1u << 20, false, 15), raw.size()).value(),
            raw);
  // Some servers send "deflate" without the zlib wrapper.
  EXPECT_EQ(DecodeContent("deflate", Gzip(raw, 6, 8, 1u << 20, false, -15), raw.size()).value(),
            raw);
  EXPECT_EQ(DecodeContent("br", Brotli(raw, 5, 22), raw.size()).value(), raw);
  EXPECT_EQ(DecodeContent("zstd", Compress(raw, 3), raw.size()).value(), raw);
  // Rfc1952_2_2: a gzip file may be several members.
  EXPECT_EQ(DecodeContent("gzip", Gzip(raw, 1, 8) + Gzip(raw, 9, 8), 2 * raw.size()).value(),
            raw + raw);
}

TEST(ContentCoding, SaysCorruptForDamageAndWrongLengths) {
  const std::string raw = Page(500, 1);
  for (const std::string coding : {"gzip", "br", "zstd"}) {
    std::string coded = coding == "gzip" ? Gzip(raw, 6, 8)
                        : coding == "br" ? Brotli(raw, 5, 22)
                                         : Compress(raw, 3);
    EXPECT_EQ(DecodeContent(coding, coded, raw.size() - 1).error().code, Errc::kCorrupt);
    EXPECT_EQ(DecodeContent(coding, coded, raw.size() + 1).error().code, Errc::kCorrupt);
    EXPECT_EQ(DecodeContent(coding, coded.substr(0, coded.size() / 2), raw.size()).error().code,
              Errc::kCorrupt);
    EXPECT_EQ(DecodeContent(coding, "", raw.size()).error().code, Errc::kCorrupt);
  }
  EXPECT_EQ(DecodeContent("rot13", raw, raw.size()).error().code, Errc::kUnsupported);
}

TEST(RecipeMemory, FindsTheSettingsOfStockServers) {
  const std::string raw = Page(3000, 2);
  // nginx 1/9, Apache 6/9, PHP and Node 6/8, Python 9/8, at whatever size the server handed pieces
  // to zlib.
  for (const auto& [level, memory] :
       std::vector<std::pair<int, int>>{{1, 9}, {6, 9}, {6, 8}, {9, 8}}) {
    for (const std::size_t chunk : {std::size_t{1} << 20, std::size_t{8192}}) {
      const std::string coded = Gzip(raw, level, memory, chunk);
      RecipeMemory memory_of_sites;
      const std::string recipe = memory_of_sites.Find("https://a", "gzip", raw, coded);
      ASSERT_FALSE(recipe.empty()) << level << "/" << memory << " in pieces of " << chunk;
      EXPECT_EQ(ApplyRecipe(recipe, raw).value(), coded);
    }
  }
  RecipeMemory sites;
  const std::string coded = Brotli(raw, 5, 22);
  EXPECT_EQ(ApplyRecipe(sites.Find("https://a", "br", raw, coded), raw).value(), coded);
}

TEST(RecipeMemory, KeepsTheMemberHeaderAsItCame) {
  const std::string raw = Page(300, 2);
  std::string coded = Gzip(raw, 6, 8);
  coded[4] = 'T';  // a modification time
  coded[9] = '\xff';
  RecipeMemory sites;
  EXPECT_EQ(ApplyRecipe(sites.Find("https://a", "gzip", raw, coded), raw).value(), coded);
}

TEST(RecipeMemory, FindsNoneForFlushedStreamsAndSoonStopsLooking) {
  RecipeMemory sites;
  for (std::uint64_t n = 0; n < 20; ++n) {
    const std::string raw = Page(300, n);
    EXPECT_TRUE(sites.Find("https://a", "gzip", raw, Gzip(raw, 6, 8, 1000, true)).empty());
  }
}

TEST(RecipeMemory, IsTotal) {
  std::mt19937_64 random(4);
  const std::string raw = Page(50, 1);
  const std::string good = Gzip(raw, 6, 8);
  for (int round = 0; round < 300; ++round) {
    std::string coded = good.substr(0, random() % good.size());
    for (int i = 0; i < 3 && !coded.empty(); ++i) {
      coded[random() % std::min<std::size_t>(coded.size(), 24)] = static_cast<char>(random());
    }
    RecipeMemory sites;
    EXPECT_TRUE(sites.Find("https://a", "gzip", raw, coded).empty());
    (void)ApplyRecipe(coded, raw);
  }
}

TEST(Compression, NeedsItsReferenceAgain) {
  const std::string before = Page(3000, 1);
  std::string after = before;
  after.replace(5000, 10, "changement");
  const std::string delta = Compress(after, 3, before);
  EXPECT_LT(delta.size(), 200u);
  EXPECT_EQ(Decompress(delta, after.size(), before).value(), after);
  const auto wrong = Decompress(delta, after.size(), Page(3000, 2));
  EXPECT_TRUE(!wrong || *wrong != after);
}

// --- through the archive ---

class CodedBodies : public ::testing::Test {
 protected:
  // Commits a page that came as `coded`, and expects both its forms back.
  void ExpectBoth(const std::string& url, const std::string& coding, const std::string& raw,
                  const std::string& coded) {
    CaptureRecord record = testing::MakeRecord(url, 0, raw);
    record.capture.coding.name = coding;
    record.coded_body = coded;
    ASSERT_TRUE(archive_->Commit(testing::Group(std::move(record))));
    const Capture capture = archive_->Captures(testing::MakeUrl(url)).value().back();
    EXPECT_EQ(capture.coding.coded_bytes, coded.size());
    if (!raw.empty()) {
      EXPECT_EQ(archive_->Payload(*capture.payload).value().view(), raw);
    }
    const auto back = archive_->CodedBody(capture);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_TRUE(back->view() == (coding.empty() ? raw : coded));
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Archive> archive_ =
      Archive::Open(folder_.path() / "store", OpenMode::kCreate).value();
};

TEST_F(CodedBodies, ComeBackByRecipeOrAsReceived) {
  const std::string raw = Page(2000, 1);
  ExpectBoth("https://a.org/1", "gzip", raw, Gzip(raw, 6, 9));
  const std::string other = Page(2000, 2);
  ExpectBoth("https://a.org/2", "gzip", other, Gzip(other, 6, 8, 700, true));
  // One row holds both forms: the stored bytes are no more than the coded ones.
  ExpectBoth("https://a.org/3", "gzip", other, Gzip(other, 3, 3, 700, true));
  ExpectBoth("https://a.org/4", "br", raw, Brotli(raw, 11, 24));
  ExpectBoth("https://a.org/5", "", raw, "");
}

TEST_F(CodedBodies, AreKeptThoughTheyDoNotDecode) {
  ExpectBoth("https://a.org/1", "gzip", "", "not gzip at all");
  ExpectBoth("https://a.org/2", "gzip", "half", "\x1f\x8b broken");
  ExpectBoth("https://a.org/3", "rot13", "text", "grkg");
}

// A version that is seen again keeps no body, but how that was coded: by the recipe of the visit
// before, or by one of its own when the server codes differently by now.
TEST_F(CodedBodies, OfTheSameBytesSeenAgainComeBack) {
  const std::string url = "https://a.org/1";
  const std::string raw = Page(2000, 1);
  std::uint64_t payloads = 0;
  int visit = 0;
  for (const std::string& coded : {Gzip(raw, 6, 9), Gzip(raw, 6, 9), Gzip(raw, 9, 9)}) {
    CaptureRecord record = testing::MakeStory(url, 60 * visit, "Le texte");
    record.body = Body(raw);
    record.capture.coding.name = "gzip";
    record.coded_body = coded;
    const auto receipts = archive_->Commit(testing::Group(std::move(record))).value();
    EXPECT_EQ(receipts[0].new_version, visit == 0);
    payloads = visit == 0 ? archive_->stats().payloads : payloads;
    const Capture capture = archive_->Captures(testing::MakeUrl(url)).value().back();
    const auto back = archive_->CodedBody(capture);
    ASSERT_TRUE(back) << visit << ": " << back.error().message;
    EXPECT_TRUE(back->view() == coded) << visit;
    ++visit;
  }
  EXPECT_EQ(archive_->stats().payloads, payloads);
}

TEST_F(CodedBodies, ThatAreKeptAsReceivedCostOneRow) {
  const std::string raw = Page(2000, 2);
  const std::string coded = Gzip(raw, 6, 8, 700, true);
  ExpectBoth("https://a.org/1", "gzip", raw, coded);
  EXPECT_EQ(archive_->stats().payloads, 1u);
  EXPECT_EQ(archive_->stats().stored_payload_bytes, coded.size());
}

}  // namespace
}  // namespace kiosque
