#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "base/surt.h"
#include "corpus/http_message.h"
#include "corpus/warc_digest.h"
#include "corpus/warc_export.h"
#include "corpus/warc_import.h"
#include "corpus/warc_reader.h"
#include "storage/store_archive.h"
#include "support/store_fixture.h"
#include "support/test_data.h"

namespace kiosque {
namespace {

using testing::At;
using testing::Group;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MakeRecord;
using testing::MakeStory;
using testing::MakeUrl;
using ::testing::Not;
using testing::ReadFile;
namespace fs = std::filesystem;

// gzip -n of "<p>Bonjour</p>\n"
std::string GzippedPage() {
  auto sink = std::make_unique<StringSink>();
  StringSink* text = sink.get();
  auto gzip = MakeCompressingSink(OutputCompression::kGzip, std::move(sink));
  EXPECT_TRUE(gzip->Append("<p>Bonjour</p>\n"));
  EXPECT_TRUE(gzip->Finish());
  return text->text();
}

class WarcTest : public ::testing::Test {
 protected:
  WarcTest() : archive_(Open("store")) {}
  std::unique_ptr<Archive> Open(const std::string& name) {
    return Archive::Open(folder_.path() / name, OpenMode::kCreate).value();
  }
  void Commit(CommitGroup group) { ASSERT_TRUE(archive_->Commit(std::move(group))); }

  // A store with one of everything that a crawl leaves.
  void FillStore() {
    CaptureRecord plain = MakeStory("https://a.org/1", 0, "Le texte");
    plain.capture.ip = "192.0.2.1";
    plain.capture.protocol = "h2";
    plain.capture.tls = "TLSv1.3 TLS_AES_256_GCM_SHA384";
    plain.capture.response_head =
        "HTTP/2 200 \r\ncontent-type: text/html\r\nset-cookie: a=1\r\nset-cookie: b=2\r\n\r\n";
    plain.capture.via = "https://a.org/";
    plain.capture.duration = std::chrono::milliseconds(42);
    CaptureRecord again = MakeRecord("https://a.org/1", 60, std::string(plain.body.view()));
    CaptureRecord unchanged = MakeRecord("https://a.org/1", 120, "");
    unchanged.capture.status = 304;
    unchanged.capture.outcome = FetchOutcome::kNotModified;
    unchanged.capture.response_head = "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n";
    CaptureRecord noise = MakeStory("https://a.org/1", 180, "Le texte", "autre publicité");
    CaptureRecord moved = MakeRecord("http://a.org/old", 5, "");
    moved.capture.status = 301;
    moved.capture.outcome = FetchOutcome::kRedirect;
    moved.capture.response_head =
        "HTTP/1.1 301 Moved Permanently\r\nLocation: https://a.org/1\r\nContent-Length: 0\r\n\r\n";
    CaptureRecord coded = MakeRecord("https://b.org/?q=a b|c", 7, "<p>Bonjour</p>\n");
    coded.coded_body = GzippedPage();
    coded.capture.coding.name = "gzip";
    coded.capture.response_head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
        "Transfer-Encoding: chunked\r\n\r\n";
    CaptureRecord cut = MakeRecord("https://b.org/big", 8, "half of it");
    cut.capture.truncated = true;
    cut.capture.outcome = FetchOutcome::kTooLarge;
    cut.capture.response_head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n";
    CaptureRecord missing = MakeRecord("https://b.org/404", 9, "<h1>404</h1>");
    missing.capture.status = 404;
    missing.capture.response_head = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n";
    CaptureRecord failed = MakeRecord("https://c.org/", 10, "");
    failed.capture.status = 0;
    failed.capture.outcome = FetchOutcome::kDnsFailure;
    failed.capture.response_head.clear();
    failed.capture.request_head.clear();
    Commit(Group(std::move(plain), std::move(again), std::move(unchanged), std::move(noise),
                 std::move(moved), std::move(coded), std::move(cut), std::move(missing),
                 std::move(failed)));
  }

  WarcExportReport Export(const Archive& archive, const std::string& name) {
    WarcExportOptions options;
    options.writer.output = folder_.path() / name;
    options.writer.info = WarcInfo("1.2.3", "crawl@example.org");
    options.cdxj = folder_.path() / (name + ".cdxj");
    return ExportWarc(archive, options).value();
  }
  ImportReport Import(Archive& archive, const fs::path& file) {
    ImportReport report;
    const Status status = ImportWarc(archive, file, ImportOptions{}, report);
    EXPECT_TRUE(status) << status.error().message;
    return report;
  }
  std::vector<WarcRecord> Records(const fs::path& file) {
    std::vector<WarcRecord> records;
    auto reader = WarcReader::Open(file).value();
    while (auto record = reader->Next()) {
      records.push_back(std::move(*record));
    }
    EXPECT_THAT(reader->oddities(), IsEmpty());
    return records;
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Archive> archive_;
};

TEST_F(WarcTest, WritesEachKindOfCaptureAsItsRecord) {
  FillStore();
  const WarcExportReport report = Export(*archive_, "out.warc.gz");
  EXPECT_EQ(report.responses, 5u);
  EXPECT_EQ(report.revisits, 2u);
  EXPECT_EQ(report.without_response, 1u);
  EXPECT_EQ(report.without_body, 1u);
  const auto records = Records(folder_.path() / "out.warc.gz");
  EXPECT_EQ(records[0].type(), "warcinfo");
  EXPECT_THAT(records[0].block, HasSubstr("software: kiosque/1.2.3\r\n"));
  int digests = 0;
  for (const WarcRecord& record : records) {
    EXPECT_EQ(WarcDigestMatches(record.Field("WARC-Block-Digest"), record.block), true);
    if (record.type() == "response") {
      EXPECT_EQ(WarcDigestMatches(record.Field("WARC-Payload-Digest"),
                                  SplitHttpMessage(record.block).body),
                true);
      ++digests;
    }
    if (record.type() == "revisit") {
      EXPECT_EQ(record.Field("WARC-Refers-To-Date"), "2024-04-13T12:00:00Z");
      EXPECT_EQ(SplitHttpMessage(record.block).body, "");
    }
  }
  EXPECT_EQ(digests, 5);
}

TEST_F(WarcTest, BringsEachVersionAlongAsTextAndWithoutLoss) {
  Commit(Group(MakeStory("https://a.org/1", 0, "Un"), MakeStory("https://a.org/1", 9, "Deux"),
               MakeStory("https://a.org/1", 20, "Un"), MakeStory("https://a.org/2", 0, "Trois")));
  EXPECT_EQ(Export(*archive_, "out.warc.gz").articles, 4u);
  std::map<std::string, std::string> responses;
  std::vector<std::string> texts;
  for (const WarcRecord& record : Records(folder_.path() / "out.warc.gz")) {
    if (record.type() == "response" || record.type() == "revisit") {
      responses[std::string(record.Field("WARC-Record-ID"))] = record.Field("WARC-Date");
    }
    if (record.type() == "conversion") {
      texts.push_back(record.block);
      EXPECT_EQ(responses[std::string(record.Field("WARC-Refers-To"))], record.Field("WARC-Date"));
    }
  }
  EXPECT_THAT(texts, ::testing::ElementsAre("Un titre\n\nUn\n", "Un titre\n\nDeux\n",
                                            "Un titre\n\nUn\n", "Un titre\n\nTrois\n"));
  auto second = Open("second");
  ImportOptions options;
  options.read_page = [](const Capture&, std::string_view) {
    ADD_FAILURE() << "read a page whose article came along";
    return ImportedReading{};
  };
  ImportReport report;
  ASSERT_TRUE(ImportWarc(*second, folder_.path() / "out.warc.gz", options, report));
  EXPECT_EQ(report.new_versions, 4u);
  EXPECT_EQ(second->Versions(MakeUrl("https://a.org/1")).value(),
            archive_->Versions(MakeUrl("https://a.org/1")).value());
  auto third = Open("third");
  options.articles = false;
  ASSERT_TRUE(ImportWarc(*third, folder_.path() / "out.warc.gz", options, report));
  EXPECT_EQ(third->stats().versions, 0u);
}

TEST_F(WarcTest, TellsHttp2InTextAndKeepsWhatWasReceived) {
  FillStore();
  Export(*archive_, "out.warc.gz");
  const auto records = Records(folder_.path() / "out.warc.gz");
  const WarcRecord& response = records[1];
  EXPECT_TRUE(
      response.block.starts_with("HTTP/1.1 200 \r\ncontent-type: text/html\r\n"
                                 "set-cookie: a=1\r\nset-cookie: b=2\r\n"))
      << response.block;
  std::vector<std::string> protocols;
  for (const WarcField& field : response.fields) {
    if (field.name == "WARC-Protocol") {
      protocols.push_back(field.value);
    }
  }
  EXPECT_THAT(protocols, ::testing::ElementsAre("h2", "tls/1.3"));
  EXPECT_EQ(response.Field("WARC-Cipher-Suite"), "TLS_AES_256_GCM_SHA384");
}

TEST_F(WarcTest, KeepsCodedBodiesCodedAndNamesWhatNoLongerFits) {
  FillStore();
  Export(*archive_, "out.warc.gz");
  for (const WarcRecord& record : Records(folder_.path() / "out.warc.gz")) {
    if (record.type() == "response" &&
        record.Field("WARC-Target-URI").find("q=") != std::string::npos) {
      EXPECT_THAT(record.block, HasSubstr("\r\nX-Crawler-Transfer-Encoding: chunked\r\n"));
      EXPECT_THAT(record.block, HasSubstr("\r\nContent-Encoding: gzip\r\n"));
      EXPECT_EQ(SplitHttpMessage(record.block).body, GzippedPage());
    }
    if (record.type() == "response" && record.Field("WARC-Target-URI").ends_with("/big")) {
      EXPECT_EQ(record.Field("WARC-Truncated"), "length");
      EXPECT_THAT(record.block, HasSubstr("\r\nX-Crawler-Content-Length: 1000\r\n"));
    }
  }
}

TEST_F(WarcTest, RoundTripIsIdentical) {
  FillStore();
  Export(*archive_, "out.warc.gz");
  const std::string once = ReadFile(folder_.path() / "out.warc.gz");
  const std::string index = ReadFile(folder_.path() / "out.warc.gz.cdxj");
  auto second = Open("second");
  const ImportReport report = Import(*second, folder_.path() / "out.warc.gz");
  EXPECT_EQ(report.captures, 7u);
  EXPECT_THAT(report.oddities, IsEmpty());
  EXPECT_EQ(report.new_versions, 1u);
  EXPECT_EQ(second->Versions(MakeUrl("https://a.org/1")).value().at(0).article,
            archive_->Versions(MakeUrl("https://a.org/1")).value().at(0).article);
  fs::create_directory(folder_.path() / "again");
  Export(*second, "again/out.warc.gz");
  EXPECT_TRUE(ReadFile(folder_.path() / "again/out.warc.gz") == once);
  EXPECT_EQ(ReadFile(folder_.path() / "again/out.warc.gz.cdxj"), index);
}

// Its own checks alone; formats_test.py asks the other parsers too.
TEST_F(WarcTest, PassesAnIndependentValidator) {
  KIOSQUE_NEED_TEST_DATA();
  const fs::path validator = testing::TestDataDir() / "archive" / "bin" / "check-warc";
  FillStore();
  for (const std::string name : {"out.warc.gz", "out.warc"}) {
    Export(*archive_, name);
    const std::string command = "python3 '" + validator.string() + "' --no-tools --quiet '" +
                                (folder_.path() / name).string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
  }
}

TEST_F(WarcTest, NeverOverwritesAFile) {
  FillStore();
  Export(*archive_, "out.warc.gz");
  WarcExportOptions options;
  options.writer.output = folder_.path() / "out.warc.gz";
  const auto again = ExportWarc(*archive_, options);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Errc::kInvalidArgument);
}

TEST_F(WarcTest, BeginsANewFileWhenTheLastIsFull) {
  FillStore();
  WarcExportOptions options;
  options.writer.output = folder_.path() / "warcs/";
  options.writer.prefix = "news";
  options.writer.max_file_bytes = 2000;
  const auto report = ExportWarc(*archive_, options).value();
  ASSERT_GT(report.files.size(), 1u);
  EXPECT_EQ(report.files[1].filename(), "news-00001.warc.gz");
  auto second = Open("second");
  std::uint64_t captures = 0;
  for (const fs::path& file : report.files) {
    EXPECT_EQ(Records(file)[0].type(), "warcinfo");
    captures += Import(*second, file).captures;
  }
  EXPECT_EQ(captures, 7u);
}

TEST_F(WarcTest, IndexIsSortedByByteAndLeadsToTheRecords) {
  FillStore();
  Export(*archive_, "out.warc");
  const std::string warc = ReadFile(folder_.path() / "out.warc");
  std::ifstream in(folder_.path() / "out.warc.cdxj");
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
    const auto json = nlohmann::json::parse(line.substr(line.find('{')));
    const auto offset = std::stoul(json["offset"].get<std::string>());
    const auto length = std::stoul(json["length"].get<std::string>());
    const std::string record = warc.substr(offset, length);
    EXPECT_TRUE(record.starts_with("WARC/1.1\r\n"));
    EXPECT_TRUE(record.ends_with("\r\n\r\n"));
    EXPECT_THAT(record, HasSubstr("WARC-Target-URI: " + json["url"].get<std::string>() + "\r\n"));
  }
  EXPECT_EQ(lines.size(), 7u);
  EXPECT_TRUE(std::is_sorted(lines.begin(), lines.end()));
}

TEST(HttpMessage, UndoesChunksAndTellsLies) {
  EXPECT_EQ(Dechunk("3\r\nabc\r\n0\r\n\r\n"), "abc");
  EXPECT_EQ(Dechunk("A\r\n0123456789\r\n2\r\nx"), "0123456789x");
  EXPECT_EQ(Dechunk("<html>"), std::nullopt);
  EXPECT_EQ(Dechunk("ffffffffffffffff\r\nabc"), "abc");
}

TEST(HttpMessage, MakesHeadsFitTheirBodies) {
  EXPECT_EQ(ArchivedResponseHead("HTTP/2 200\r\n:status: 200\r\nA: b\r\n\r\n", 5, false, false),
            "HTTP/1.1 200 \r\nA: b\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(ArchivedResponseHead("HTTP/1.1 200 OK\nContent-Encoding: br\nContent-Length: 3\n\n", 9,
                                 true, false),
            "HTTP/1.1 200 OK\r\nX-Crawler-Content-Encoding: br\r\nX-Crawler-Content-Length: 3\r\n"
            "Content-Length: 9\r\n\r\n");
  const std::string head =
      ArchivedResponseHead("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", 3, false, false);
  EXPECT_EQ(ArchivedResponseHead(head, 3, false, false), head);
  EXPECT_EQ(ArchivedRequestHead("GET /a HTTP/2\r\nHost: a\r\n\r\n"),
            "GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(ArchivedRequestHead("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"
                                "Content-Length: 7\r\n\r\n"),
            "POST /a HTTP/1.1\r\nX-Crawler-Transfer-Encoding: chunked\r\n"
            "X-Crawler-Content-Length: 7\r\n\r\n");
  EXPECT_EQ(ArchivedResponseHead("HTTP/1.1 200 OK\r\nno field\r\na b: c\r\n\r\n", 0, false, false),
            "HTTP/1.1 200 OK\r\nX-Crawler-Line: no field\r\nX-Crawler-Line: a b: c\r\n\r\n");
}

TEST(WarcDigest, KnowsTheSpellingsThatAreAbout) {
  EXPECT_EQ(WarcDigestMatches("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", ""), true);
  EXPECT_EQ(WarcDigestMatches("SHA1:da39a3ee5e6b4b0d3255bfef95601890afd80709", ""), true);
  EXPECT_EQ(WarcDigestMatches(WarcDigest(Sha256::Of("x")), "x"), true);
  EXPECT_EQ(WarcDigestMatches(WarcDigest(Sha256::Of("x")), "y"), false);
  EXPECT_EQ(WarcDigestMatches("md5:abc", "x"), std::nullopt);
  EXPECT_EQ(WarcDigestMatches("", "x"), std::nullopt);
}

TEST(WarcRecordId, IsAUuidOfItsSeed) {
  EXPECT_THAT(WarcRecordId("a"),
              ::testing::MatchesRegex(
                  "<urn:uuid:[0-9a-f]+-[0-9a-f]+-8[0-9a-f]+-[89ab][0-9a-f]+-[0-9a-f]+>"));
  EXPECT_NE(WarcRecordId("a"), WarcRecordId("b"));
}

// The page of the first capture came coded in a way that cannot be made again, and was known
// already in another form: what a revisit of it had is not here, and the rest is imported.
TEST_F(WarcTest, ARevisitOfACodedBodyThatIsNotKeptEndsNoImport) {
  CaptureRecord first = MakeStory("https://a.org/1", 0, "Le texte");
  const std::string raw(first.body.view());
  CaptureRecord again = MakeStory("https://a.org/1", 60, "Le texte");
  again.capture.coding.name = "rot13";
  again.coded_body = "coded as nobody can make again";
  Commit(Group(std::move(first)));
  Commit(Group(std::move(again)));
  const Capture coded = archive_->Captures(MakeUrl("https://a.org/1")).value().back();
  EXPECT_EQ(archive_->CodedBody(coded).error().code, Errc::kNotFound);
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
  const std::string file =
      "WARC/1.0\r\nWARC-Type: revisit\r\nWARC-Record-ID: <urn:uuid:a>\r\nWARC-Date: "
      "2024-04-14T00:00:00Z\r\nWARC-Target-URI: https://a.org/1\r\nWARC-Profile: "
      "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest\r\n"
      "WARC-Payload-Digest: sha256:" +
      Sha256::Of("another").Hex() + "\r\nContent-Length: " + std::to_string(head.size()) +
      "\r\n\r\n" + head + "\r\n\r\n";
  std::ofstream(folder_.path() / "odd.warc") << file;
  const ImportReport report = Import(*archive_, folder_.path() / "odd.warc");
  EXPECT_EQ(report.captures, 1u);
}

}  // namespace
}  // namespace kiosque
