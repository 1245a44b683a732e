#include "storage/head_codec.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "storage/codec.h"
#include "storage/row_codec.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

const Url kPageUrl = testing::MakeUrl("https://www.example.org/politique/une-affaire-12.html");
constexpr std::string_view kPageHeads =
    "GET /politique/une-affaire-12.html HTTP/1.1\r\nHost: www.example.org\r\nUser-Agent: "
    "Kiosque/0.1 "
    "(+https://example.org/)\r\nAccept: text/html,*/*;q=0.8\r\nAccept-Encoding: gzip\r\n\r\n"
    "HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Sat, 13 Apr 2024 12:00:00 GMT\r\nContent-Type: "
    "text/html; charset=utf-8\r\nContent-Length: 61849\r\nVary: Accept-Encoding\r\nETag: "
    "\"661a6f2c-f199\"\r\n\r\n";

std::string HeadBytesOfHex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return bytes;
}

TEST(HeadCodec, MakesUsualHeadsSmallAndExactlyBack) {
  const std::string frame = EncodeHeads(kPageHeads, kPageUrl);
  EXPECT_LT(frame.size(), kPageHeads.size() / 3);
  EXPECT_EQ(DecodeHeads(frame, kPageHeads.size(), kPageUrl), kPageHeads);
  EXPECT_EQ(EncodeHeads("", kPageUrl), "");
  EXPECT_EQ(DecodeHeads("", 0, kPageUrl), "");
}

// The text that frames refer to is part of the format: stores are full of frames like this one.
TEST(HeadCodec, ReadsAFrameMadeWhenTheFormatWas) {
  const std::string frame = HeadBytesOfHex(
      "01603400ed020004034745542001486f73743a20026578616d706c65293133313236313834392236363161366632"
      "632d66313939220d0a0d0a0e0089ab292002a8ae83f35df0bb36603fdcb8bcbc0857dac0f38540cc8cb0e377f3e2"
      "08a60121a63f5e5a");
  EXPECT_EQ(DecodeHeads(frame, kPageHeads.size(), kPageUrl), kPageHeads);
}

TEST(HeadCodec, RefusesOtherSizesOtherUrlsAndDamage) {
  const std::string frame = EncodeHeads(kPageHeads, kPageUrl);
  EXPECT_FALSE(DecodeHeads(frame, kPageHeads.size() + 1, kPageUrl));
  EXPECT_FALSE(DecodeHeads(frame, 0, kPageUrl));
  EXPECT_FALSE(DecodeHeads(frame, kMaxSmallHeads + 1, kPageUrl));
  EXPECT_FALSE(DecodeHeads("", 5, kPageUrl));
  EXPECT_NE(DecodeHeads(frame, kPageHeads.size(), testing::MakeUrl("https://www.example.net/b")),
            kPageHeads);
  for (std::size_t size = 0; size < frame.size(); ++size) {
    EXPECT_FALSE(DecodeHeads(frame.substr(0, size), kPageHeads.size(), kPageUrl)) << size;
  }
}

// The bytes that stand for path and host may be in a head.
TEST(HeadCodec, KeepsHeadsThatHoldTheMarks) {
  for (const char mark : {'\x01', '\x02'}) {
    std::string heads(kPageHeads);
    heads += mark;
    EXPECT_EQ(DecodeHeads(EncodeHeads(heads, kPageUrl), heads.size(), kPageUrl), heads);
  }
}

TEST(HeadCodec, StopsWhenTheMarksWouldGrowTooLong) {
  const Url longer = testing::MakeUrl("https://www.example.org/" + std::string(8000, 'a'));
  std::string heads;
  while (heads.size() < 100'000) {
    heads += kPageUrl.path_and_query();
  }
  const std::string bytes = EncodeHeads(heads, kPageUrl);
  EXPECT_EQ(DecodeHeads(bytes, heads.size(), kPageUrl), heads);
  EXPECT_FALSE(DecodeHeads(bytes, heads.size(), longer));
}

TEST(HeadCodec, KeepsBytesThatAreNoText) {
  std::mt19937_64 random(5);
  std::string heads(3000, '\0');
  for (char& byte : heads) {
    byte = static_cast<char>(random());
  }
  EXPECT_EQ(DecodeHeads(EncodeHeads(heads, kPageUrl), heads.size(), kPageUrl), heads);
}

Capture CaptureWithHeads(std::string request, std::string response) {
  Capture capture{.url = kPageUrl};
  capture.request_head = std::move(request);
  capture.response_head = std::move(response);
  capture.terms = 8;
  return capture;
}

TEST(HeadCodec, LeavesHeadsOfMoreThanAMebibyteAsTheyAre) {
  const Capture capture = CaptureWithHeads("GET", std::string(kMaxSmallHeads, 'x'));
  const std::string row = EncodeCapture(capture);
  EXPECT_GT(row.size(), kMaxSmallHeads);
  EXPECT_EQ(DecodeCapture(row).value(), capture);
}

// Formats 1 and 2 of a capture row: heads as they are, terms from 2 on.
TEST(HeadCodec, CapturesOfEarlierFormatsAreRead) {
  Capture capture = CaptureWithHeads("GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n");
  for (const std::uint8_t format : {std::uint8_t{1}, std::uint8_t{2}}) {
    ByteWriter writer;
    writer.U8(format);
    writer.U8(0);
    writer.Bytes(capture.url.href());
    writer.Time(capture.time);
    writer.Varint(0);
    writer.U8(static_cast<std::uint8_t>(capture.outcome));
    writer.Varint(0);
    writer.Varint(0);
    writer.Signed(0);
    for (int empty = 0; empty < 6; ++empty) {
      writer.Bytes("");
    }
    writer.Varint(0);
    writer.Bytes("");
    writer.Varint(0);
    writer.Bytes("");
    writer.Bytes(capture.request_head);
    writer.Bytes(capture.response_head);
    if (format == 2) {
      writer.U8(8);
    }
    capture.terms = format == 2 ? 8 : 0;
    EXPECT_EQ(DecodeCapture(writer.view()).value(), capture) << static_cast<int>(format);
  }
}

}  // namespace
}  // namespace kiosque
