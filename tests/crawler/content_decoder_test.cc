#include "crawler/content_decoder.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "support/coded_bodies.h"

namespace kiosque {
namespace {

using testing::Deflated;
using testing::Gzip;
using testing::Zstd;

// RFC 7932: an uncompressed meta-block of one byte 'x', then an empty last one; made by `printf x |
// brotli`.
const std::string kBrotliX("\x0b\x00\x80\x78\x03", 5);

struct Decoded {
  DecodeStatus pushed = DecodeStatus::kOk;
  DecodeStatus finished = DecodeStatus::kOk;
  std::string body;
};

Decoded Decode(std::string_view codings, std::string_view coded, std::size_t piece = 1 << 20,
               std::size_t limit = 1 << 24) {
  ContentDecoder decoder;
  EXPECT_TRUE(decoder.Start(codings));
  Decoded result;
  while (!coded.empty() && result.pushed == DecodeStatus::kOk) {
    result.pushed = decoder.Push(coded.substr(0, piece), result.body, limit);
    coded.remove_prefix(std::min(piece, coded.size()));
  }
  result.finished = decoder.Finish();
  return result;
}

std::string Text(std::size_t size) {
  std::mt19937 random(7);
  std::string text;
  while (text.size() < size) {
    text += "mot" + std::to_string(random() % 5000) + ' ';
  }
  return text;
}

TEST(ContentDecoder, TakesOffEachCodingInPiecesOfAnySize) {
  const std::string plain = Text(300'000);
  const std::pair<std::string, std::string> cases[] = {{"gzip", Gzip(plain)},
                                                       {"X-GZip", Gzip(plain)},
                                                       {"deflate", Deflated(plain, 15)},
                                                       {"deflate", Deflated(plain, -15)},
                                                       {"zstd", Zstd(plain)},
                                                       {"", plain},
                                                       {"identity", plain}};
  for (const auto& [coding, coded] : cases) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{1000}, coded.size()}) {
      const Decoded decoded = Decode(coding, coded, piece);
      EXPECT_EQ(decoded.pushed, DecodeStatus::kOk) << coding << ' ' << piece;
      EXPECT_EQ(decoded.finished, DecodeStatus::kOk) << coding << ' ' << piece;
      EXPECT_TRUE(decoded.body == plain) << coding << ' ' << piece;
    }
  }
  EXPECT_EQ(Decode("br", kBrotliX, 1).body, "x");
}

TEST(ContentDecoder, Rfc9110_8_4_TakesLayersOffInReverse) {
  const std::string plain = Text(100'000);
  EXPECT_TRUE(Decode("deflate , gzip", Gzip(Deflated(plain, 15)), 777).body == plain);
  ContentDecoder decoder;
  EXPECT_TRUE(decoder.Start("deflate , x-gzip,"));
  EXPECT_EQ(decoder.name(), "deflate, gzip");
  EXPECT_FALSE(decoder.Start("gzip,gzip,gzip,gzip"));
}

TEST(ContentDecoder, Rfc1952_2_2_ReadsSeveralMembers) {
  EXPECT_EQ(Decode("gzip", Gzip("one ") + Gzip("two"), 3).body, "one two");
  EXPECT_EQ(Decode("zstd", Zstd("one ") + Zstd("two"), 3).body, "one two");
}

TEST(ContentDecoder, IgnoresBytesAfterTheEnd) {
  for (const std::string tail : {"garbage", "\x1f", "\x1f\x8b\x08", "\x1f\x8b nonsense", "\n\n"}) {
    for (const std::size_t piece : {1u, 1000u}) {
      const Decoded gzip = Decode("gzip", Gzip("page") + tail, piece);
      EXPECT_EQ(gzip.pushed, DecodeStatus::kOk) << tail;
      EXPECT_EQ(gzip.body, "page");
      const Decoded zstd = Decode("zstd", Zstd("page") + tail, piece);
      EXPECT_EQ(zstd.pushed, DecodeStatus::kOk) << tail;
      EXPECT_EQ(zstd.finished, DecodeStatus::kOk) << tail;
      EXPECT_EQ(zstd.body, "page");
      EXPECT_EQ(Decode("deflate", Deflated("page", 15) + tail, piece).body, "page");
      EXPECT_EQ(Decode("br", kBrotliX + tail, piece).body, "x");
    }
  }
}

TEST(ContentDecoder, OwnPolicy_TakesUnregisteredNamesAsIdentity) {
  for (const char* name : {"utf-8", "none", "aws-chunked", "", ",,", "gzipped"}) {
    EXPECT_EQ(Decode(name, "<html>").body, "<html>") << name;
  }
}

TEST(ContentDecoder, StopsABombAtTheCap) {
  const std::string zeros(30u << 20, '\0');
  for (const auto& [coding, coded] : {std::pair<std::string, std::string>{"gzip", Gzip(zeros)},
                                      {"zstd", Zstd(zeros)},
                                      {"deflate", Deflated(zeros, 15)},
                                      {"gzip, gzip", Gzip(Gzip(zeros))}}) {
    const Decoded decoded = Decode(coding, coded, 4096, 1'000'000);
    EXPECT_EQ(decoded.pushed, DecodeStatus::kTooLarge) << coding;
    EXPECT_EQ(decoded.body.size(), 1'000'000u) << coding;
    EXPECT_LT(decoded.body.capacity(), 3'000'000u) << coding;
  }
}

TEST(ContentDecoder, StopsABombThatInflatesOnlyInside) {
  // The outer layer makes 10 MB that the inner one swallows without a word: empty stored blocks.
  std::string empty_blocks = "\x78\x9c";
  for (int i = 0; i < 2'000'000; ++i) {
    empty_blocks.append("\x00\x00\x00\xff\xff", 5);
  }
  const Decoded decoded = Decode("deflate, gzip", Gzip(empty_blocks), 4096, 1'000'000);
  EXPECT_EQ(decoded.pushed, DecodeStatus::kTooLarge);
}

TEST(ContentDecoder, KeepsExactlyTheCapWithoutComplaint) {
  EXPECT_EQ(Decode("gzip", Gzip(std::string(1000, 'x')), 10, 1000).pushed, DecodeStatus::kOk);
  EXPECT_EQ(Decode("gzip", Gzip(std::string(1001, 'x')), 10, 1000).pushed, DecodeStatus::kTooLarge);
  EXPECT_EQ(Decode("", std::string(1001, 'x'), 1000, 1000).pushed, DecodeStatus::kTooLarge);
}

TEST(ContentDecoder, SaysWhenTheStreamIsCut) {
  const std::string plain = Text(100'000);
  for (const auto& [coding, coded] : {std::pair<std::string, std::string>{"gzip", Gzip(plain)},
                                      {"zstd", Zstd(plain)},
                                      {"deflate", Deflated(plain, 15)}}) {
    const Decoded decoded = Decode(coding, std::string_view(coded).substr(0, coded.size() / 2));
    EXPECT_EQ(decoded.pushed, DecodeStatus::kOk) << coding;
    EXPECT_EQ(decoded.finished, DecodeStatus::kCut) << coding;
    EXPECT_TRUE(plain.starts_with(decoded.body)) << coding;
  }
  EXPECT_EQ(Decode("gzip", "").finished, DecodeStatus::kOk);
}

TEST(ContentDecoder, CallsOtherBytesCorrupt) {
  for (const char* coding : {"gzip", "zstd"}) {
    EXPECT_EQ(Decode(coding, "<!doctype html><title>plain after all</title>").pushed,
              DecodeStatus::kCorrupt)
        << coding;
  }
  EXPECT_EQ(Decode("br", std::string(64, '\xff')).pushed, DecodeStatus::kCorrupt);
  std::string flipped = Gzip(Text(100'000));
  flipped[flipped.size() - 6] = static_cast<char>(flipped[flipped.size() - 6] ^ 1);
  EXPECT_EQ(Decode("gzip", flipped).pushed, DecodeStatus::kCorrupt);
}

TEST(ContentDecoder, Rfc9659_RefusesZstdWindowsThatEatMemory) {
  const std::string plain(20u << 20, 'a');
  EXPECT_EQ(Decode("zstd", Zstd(plain, 27), 1 << 20, 32u << 20).pushed, DecodeStatus::kCorrupt);
}

TEST(ContentDecoder, SurvivesRandomBytes) {
  std::mt19937 random(11);
  for (int round = 0; round < 2000; ++round) {
    std::string noise(random() % 300, '\0');
    for (char& c : noise) {
      c = static_cast<char>(random());
    }
    for (const char* coding : {"gzip", "deflate", "br", "zstd", "br, gzip"}) {
      const Decoded decoded = Decode(coding, noise, 1 + random() % 50, 10'000);
      EXPECT_LE(decoded.body.size(), 10'000u);
    }
  }
}

}  // namespace
}  // namespace kiosque
