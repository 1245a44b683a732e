// Files of other tools: how they are compressed, cut, damaged, and how long their records say they
// are. Each shape is made by hand; then the samples of the test data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "base/clock.h"
#include "support/foreign_warcs.h"

namespace kiosque {
namespace {

using ::testing::Contains;
using testing::Counts;
using ::testing::ElementsAre;
using testing::ForeignWarcs;
using testing::Gzip;
using ::testing::IsEmpty;
using testing::kInfo;
using testing::MakeUrl;
using ::testing::Not;
using testing::Page;
using testing::Raw;
using testing::ReadFile;
using testing::SkippableFrame;
using testing::ZstdFrame;
namespace fs = std::filesystem;

// --- how a file may be compressed ---

TEST_F(ForeignWarcs, AreReadHoweverTheyAreCompressed) {
  const std::string a = Page("http://a.org/1", "<p>Un</p>");
  const std::string b = Page("http://a.org/2", "<p>Deux</p>");
  const std::string dictionary = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>";
  const std::string whole = Gzip(kInfo + a + b);
  const std::string text = kInfo + a + b;
  const Counts all = {{"response", 2}, {"warcinfo", 1}};
  const std::map<std::string, std::string> files = {
      {"plain", text},
      {"a gzip member a record", Gzip(kInfo) + Gzip(a) + Gzip(b)},
      {"one gzip member", whole},
      {"gzip members that end within records", Gzip(text.substr(0, 300)) + Gzip(text.substr(300))},
      {"gzip members with zeros behind", Gzip(kInfo) + Gzip(a) + std::string(512, '\0') + Gzip(b)},
      {"zstd frames", ZstdFrame(kInfo) + ZstdFrame(a) + ZstdFrame(b)},
      {"one zstd frame", ZstdFrame(text)},
      {"zstd with a dictionary", SkippableFrame(dictionary) + ZstdFrame(kInfo, dictionary) +
                                     ZstdFrame(a, dictionary) + ZstdFrame(b, dictionary)},
      {"zstd with a compressed dictionary",
       SkippableFrame(ZstdFrame(dictionary)) + ZstdFrame(text, dictionary)},
  };
  for (const auto& [name, bytes] : files) {
    EXPECT_EQ(Read(bytes), all) << name;
    EXPECT_THAT(odd_, IsEmpty()) << name;
  }
}

TEST_F(ForeignWarcs, KeepWhatCameBeforeTheirEndWasCut) {
  const std::string a = Page("http://a.org/1", "<p>Un</p>");
  const std::string b = Page("http://a.org/2", std::string(5000, 'x') + "</p>");
  for (const auto& [name, bytes] : std::map<std::string, std::string>{
           {"plain", kInfo + a + b.substr(0, b.size() - 3000)},
           {"gzip", Gzip(kInfo) + Gzip(a) + Gzip(b).substr(0, Gzip(b).size() - 12)},
           {"zstd",
            ZstdFrame(kInfo) + ZstdFrame(a) + ZstdFrame(b).substr(0, ZstdFrame(b).size() - 5)}}) {
    EXPECT_THAT(Read(bytes), Contains(::testing::Pair("warcinfo", 1u))) << name;
    EXPECT_GE(Read(bytes)["response"], 1u) << name;
    EXPECT_THAT(odd_, Not(IsEmpty())) << name;
  }
}

TEST_F(ForeignWarcs, LoseOnlyWhatIsDamaged) {
  std::string gzip;
  std::string zstd;
  for (int i = 0; i < 9; ++i) {
    std::string text;
    for (int k = 0; k < 200; ++k) {
      text += std::to_string(i * 7919 + k * 104729) + " ";
    }
    const std::string page = Page("http://a.org/" + std::to_string(i), text);
    for (auto& [out, member] : {std::pair(&gzip, Gzip(page)), std::pair(&zstd, ZstdFrame(page))}) {
      const std::size_t begin = out->size();
      *out += member;
      if (i == 4) {
        out->replace(begin + member.size() / 2, 30, 30, '\xff');
      }
    }
  }
  EXPECT_GE(Read(gzip)["response"], 8u);
  EXPECT_THAT(odd_, Contains(::testing::Pair("compressed data damaged or cut off", 1u)));
  EXPECT_GE(Read(zstd)["response"], 8u);
  EXPECT_THAT(odd_, Contains(::testing::Pair("compressed data damaged or cut off", 1u)));
}

// --- what is around the records, and how long they say they are ---

TEST_F(ForeignWarcs, MayLieAboutTheLengthOfARecord) {
  const std::string body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Un</p>";
  const auto first = [&](std::int64_t length) {
    return Raw{.uri = "http://a.org/1", .block = body, .length = length}.Text();
  };
  const std::string next = Page("http://a.org/2", "<p>Deux</p>");
  const auto size = static_cast<std::int64_t>(body.size());
  for (const std::int64_t length :
       {size - 9, size - 1, size + 2, size + 4, size + 60, size + 900}) {
    for (const bool gzip : {true, false}) {
      SCOPED_TRACE(std::to_string(length - size) + (gzip ? " gzip" : " plain"));
      const std::string one = first(length);
      EXPECT_EQ(Read(gzip ? Gzip(one) + Gzip(next) + Gzip(next) : one + next + next)["response"],
                3u);
      EXPECT_EQ(odd_.empty(), length == size + 2 || length == size + 4);  // empty lines alone
    }
  }
  Import(Gzip(first(size + 60)) + Gzip(next));
  EXPECT_EQ(BodyOf("http://a.org/1"), "<p>Un</p>");
  EXPECT_EQ(BodyOf("http://a.org/2"), "<p>Deux</p>");
}

TEST_F(ForeignWarcs, MayHoldWarcFilesAsBodies) {
  const std::string inner = kInfo + Page("http://inner.org/", "<p>dedans</p>");
  const std::string text = Page("http://a.org/file.warc", inner) + Page("http://a.org/", "x");
  EXPECT_EQ(Read(text), (Counts{{"response", 2}}));
  EXPECT_THAT(odd_, IsEmpty());
}

TEST_F(ForeignWarcs, MayHaveGarbageBetweenRecords) {
  const std::string page = Page("http://a.org/", "x");
  EXPECT_EQ(Read("\xef\xbb\xbf" + page + page)["response"], 2u);  // a byte order mark
  EXPECT_EQ(Read(page + "tail of a body</html>" + page)["response"], 2u);
  EXPECT_EQ(Read(page + "see WARC/1.0 for more\n" + page)["response"], 2u);
  EXPECT_THAT(odd_, ElementsAre(::testing::Pair("bytes between records that are none", 1u)));
  EXPECT_EQ(Read("\r\n\r\n" + page + "\r\n\r\n\r\n" + page)["response"], 2u);
  EXPECT_THAT(odd_, IsEmpty());
}

TEST_F(ForeignWarcs, MayHaveAnyLineEndsAndLettersInTheirHeads) {
  std::string lines = Page("http://a.org/1", "x");
  for (std::size_t at = 0; (at = lines.find("\r\n", at)) != std::string::npos; ++at) {
    lines.erase(at, 1);  // wget 1.14 and older tools' LF; the length stays what it was
  }
  const std::string block = "HTTP/1.0 200\nContent-Type:text/html\n\ntexte";
  const std::string folded =
      "WARC/1.0\nwarc-type:response\nWARC-TARGET-URI:\n http://a.org/2\nWarc-Date: 20200102030405\n"
      "content-length:   " +
      std::to_string(block.size()) + "  \n\n" + block + "\n\n";
  Import(folded + lines);
  EXPECT_EQ(BodyOf("http://a.org/2"), "texte");
  EXPECT_EQ(FormatUtc(Captures("http://a.org/2").at(0).time), "2020-01-02T03:04:05Z");
  EXPECT_EQ(Captures("http://a.org/1").size(), 1u);
}

TEST_F(ForeignWarcs, MayBeOfAnyVersionAndType) {
  const auto of = [](const std::string& version, const std::string& type) {
    return Raw{.type = type, .version = version}.Text();
  };
  EXPECT_EQ(
      Read(of("WARC/0.17", "response") + of("WARC/0.18", "response") +
           of("WARC/1.1", "continuation") + of("WARC/2.0", "screenshot") + Raw{.type = ""}.Text()),
      (Counts{{"", 1}, {"continuation", 1}, {"response", 2}, {"screenshot", 1}}));
  EXPECT_THAT(odd_,
              Contains(::testing::Pair("records of another WARC version than 1.0 and 1.1", 3u)));
  EXPECT_EQ(Import(of("WARC/1.1", "screenshot") + of("WARC/1.0", "response")).captures, 1u);
}

TEST_F(ForeignWarcs, MayHaveNothingInThem) {
  EXPECT_EQ(Import(std::string()).oddities, (Counts{{"files with nothing in them", 1}}));
  EXPECT_EQ(Import(Gzip("")).oddities, (Counts{{"files with nothing in them", 1}}));
  const auto reader = WarcReader::Open(Save("page.html", "<html>no archive</html>"));
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().code, Errc::kInvalidArgument);
}

// --- ARC ---

std::string ArcRecord(const std::string& head, const std::string& block) {
  return head + " " + std::to_string(block.size()) + "\n" + block + "\n";
}

TEST_F(ForeignWarcs, OfBothArcFormsAreRead) {
  const std::string http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>1999</p>";
  const std::string one =
      ArcRecord("filedesc://old.arc 0.0.0.0 19990101000000 text/plain",
                "1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n") +
      ArcRecord("dns:a.org 192.0.2.1 19990102030405 text/dns", "a.org. 1 IN A 192.0.2.1\n") +
      ArcRecord("http://a.org/a b 192.0.2.9 19990102030405 text/html", http) +
      ArcRecord("http://a.org/2 - 19990102030405 text/html", http) +
      ArcRecord("http://a.org/3 192.0.2.9 19990102030405 no-type", "no HTTP at all");
  const std::string two =
      ArcRecord("filedesc://new.arc 0.0.0.0 20010101000000 text/plain 200 - - 0 new.arc",
                "2 0 Alexa\nURL IP-address Archive-date Content-type Result-code Checksum Location "
                "Offset Filename Archive-length\n") +
      ArcRecord("http://a.org/4 192.0.2.9 20010102030405 text/html 200 abc - 209 new.arc", http);
  EXPECT_EQ(Read(one), (Counts{{"response", 4}, {"warcinfo", 1}}));
  EXPECT_EQ(Read(Gzip(one)), (Counts{{"response", 4}, {"warcinfo", 1}}));
  EXPECT_EQ(Read(two), (Counts{{"response", 1}, {"warcinfo", 1}}));
  EXPECT_EQ(Import(one).captures + Import(two).captures, 4u);
  EXPECT_EQ(BodyOf("http://a.org/a%20b"), "<p>1999</p>");
  EXPECT_EQ(BodyOf("http://a.org/4"), "<p>1999</p>");
  EXPECT_EQ(BodyOf("http://a.org/3"), "no HTTP at all");
  EXPECT_EQ(FormatUtc(Captures("http://a.org/2").at(0).time), "1999-01-02T03:04:05Z");
}

// A line of a body may look like the head of an ARC record; only ARC files have such heads.
TEST_F(ForeignWarcs, OfWarcFormHaveNoArcRecords) {
  EXPECT_EQ(
      Read(Page("http://a.org/", "x") + "http://a.org/ 192.0.2.9 19990102030405 text/html 10\n" +
           Page("http://a.org/", "y")),
      (Counts{{"response", 2}}));
}

// --- samples and damage ---

// The truth is what python warcio counts (archive/samples/README.md).
TEST_F(ForeignWarcs, CountAsWarcioCountsThem) {
  KIOSQUE_NEED_TEST_DATA();
  const fs::path samples = testing::TestDataDir() / "archive" / "samples";
  const auto counts = nlohmann::json::parse(ReadFile(samples / "counts.json"));
  int files = 0;
  for (const auto& sample : counts) {
    if (!sample.contains("counts") || !sample["error"].is_null()) {
      continue;
    }
    SCOPED_TRACE(sample["file"].get<std::string>());
    auto reader = WarcReader::Open(samples / sample["file"].get<std::string>());
    ASSERT_TRUE(reader) << reader.error().message;
    std::map<std::string, int> found;
    while (auto record = (*reader)->Next()) {
      ++found[std::string(record->type())];
    }
    EXPECT_EQ(nlohmann::json(found), sample["counts"]);
    ++files;
  }
  EXPECT_GT(files, 20);
}

TEST_F(ForeignWarcs, NeverStopTheReader) {
  FillAndExport();
  std::mt19937_64 random(8);
  for (int round = 0; round < 120; ++round) {
    std::string bytes = ReadFile(folder_.path() / (round % 2 == 0 ? "good.warc.gz" : "good.warc"));
    for (int i = 0; i < 3; ++i) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    bytes.resize(bytes.size() - random() % (bytes.size() / 2));
    const fs::path file = folder_.path() / "bad.warc";
    std::ofstream(file, std::ios::binary) << bytes;
    auto reader = WarcReader::Open(file);
    int records = 0;
    while (reader && (*reader)->Next()) {
      ++records;
    }
    EXPECT_LT(records, 100);
  }
}

TEST_F(ForeignWarcs, KeepAllBehindADamagedMember) {
  const std::uint64_t whole = FillAndExport();
  std::string bytes = ReadFile(folder_.path() / "good.warc.gz");
  bytes[bytes.find("\x1f\x8b\x08", 100) + 40] ^= 0x55;
  const fs::path file = folder_.path() / "bad.warc.gz";
  std::ofstream(file, std::ios::binary) << bytes;
  auto reader = WarcReader::Open(file).value();
  std::uint64_t records = 0;
  while (reader->Next()) {
    ++records;
  }
  EXPECT_GE(records + 1, whole);
  EXPECT_THAT(reader->oddities(), Not(IsEmpty()));
}

}  // namespace
}  // namespace kiosque
