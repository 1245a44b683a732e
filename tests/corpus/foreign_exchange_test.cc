// What other tools put into their records: statuses, codings, dates, revisits, other schemes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "base/clock.h"
#include "corpus/warc_digest.h"
#include "corpus/warc_record.h"
#include "support/foreign_warcs.h"

namespace kiosque {
namespace {

using ::testing::Contains;
using testing::Counts;
using testing::ForeignWarcs;
using testing::Gzip;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kInfo;
using testing::MakeUrl;
using ::testing::Not;
using testing::Page;
using testing::Raw;
using testing::ReadFile;
namespace fs = std::filesystem;

// --- what is in the records ---

TEST_F(ForeignWarcs, TellTheStatusInManyWays) {
  const std::vector<std::string> lines = {"HTTP/2 200",
                                          "HTTP/1.1 200",
                                          "HTTP/1.1  200  OK",
                                          "http/1.0 200 ok",
                                          "HTTP/1.1 200 Tr\xe8s bien",
                                          "HTTP/3 200 "};
  std::string file;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    file += Raw{.uri = "http://a.org/" + std::to_string(i),
                .block = lines[i] + "\r\nContent-Type: text/html\r\n\r\ntexte"}
                .Text();
  }
  EXPECT_THAT(Import(file).oddities, IsEmpty());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(Captures("http://a.org/" + std::to_string(i)).at(0).status, 200) << lines[i];
    EXPECT_EQ(BodyOf("http://a.org/" + std::to_string(i)), "texte") << lines[i];
  }
  Export("out.warc");
  const std::string out = ReadFile(folder_.path() / "out.warc");
  EXPECT_THAT(out, Not(HasSubstr("HTTP/2 ")));
  EXPECT_THAT(out, Not(HasSubstr("http/1.0")));
}

TEST_F(ForeignWarcs, AreNoResponsesWithoutAStatus) {
  const std::string http = "Content-Type: application/http; msgtype=response\r\n";
  const ImportReport report = Import(
      Raw{.uri = "http://a.org/1", .block = "", .fields = http}.Text() +
      Raw{.uri = "http://a.org/2", .block = "GET / HTTP/1.1\r\n\r\n", .fields = http}.Text() +
      Raw{.uri = "http://a.org/3", .block = "HTTP/1.1 2x0 OK\r\n\r\n", .fields = http}.Text());
  EXPECT_EQ(report.captures, 0u);
  EXPECT_EQ(report.oddities, (Counts{{"responses without an HTTP status", 3}}));
}

TEST_F(ForeignWarcs, HoldOtherThingsThanPages) {
  const ImportReport report = Import(
      kInfo + Raw{.uri = "dns:a.org", .block = "20200102\na.org. 1 IN A 192.0.2.1\n"}.Text() +
      Raw{.type = "resource", .uri = "ftp://a.org/file", .block = "x"}.Text() +
      Raw{.type = "resource", .uri = "urn:pageinfo:http://a.org/", .block = "{}"}.Text() +
      Raw{.type = "metadata", .uri = "metadata://gnu.org/wget", .block = "x"}.Text() +
      Raw{.type = "resource",
          .uri = "http://a.org/logo.png",
          .block = "\x89PNG",
          .fields = "Content-Type: image/png\r\n"}
          .Text() +
      Raw{.type = "conversion", .uri = "http://a.org/", .block = "text"}.Text());
  EXPECT_EQ(report.captures, 1u);
  EXPECT_EQ(
      report.records,
      (Counts{
          {"conversion", 1}, {"metadata", 1}, {"resource", 3}, {"response", 1}, {"warcinfo", 1}}));
  EXPECT_EQ(report.oddities, (Counts{{"records of other things than http and https", 3}}));
  EXPECT_EQ(Captures("http://a.org/logo.png").at(0).media_type, "image/png");
}

TEST_F(ForeignWarcs, StoreBodiesAsTheyCameOrDecoded) {
  const auto page = [](const std::string& path, const std::string& fields,
                       const std::string& body) {
    return Raw{.uri = "http://a.org/" + path,
               .block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + fields + "\r\n" + body}
        .Text();
  };
  const std::string coded = Gzip("<p>Bonjour</p>");
  std::string chunks;
  for (const std::string& part : {coded.substr(0, 10), coded.substr(10)}) {
    std::array<char, 8> size{};
    std::snprintf(size.data(), size.size(), "%zX", part.size());
    chunks += size.data() + ("\r\n" + part + "\r\n");
  }
  const ImportReport report = Import(
      page("1", "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", chunks + "0\r\n\r\n") +
      page("2", "Content-Encoding: gzip\r\n", coded) +
      page("3", "Content-Encoding: br\r\nTransfer-Encoding: chunked\r\n", "{\"a\": 1}") +
      page("4", "Content-Encoding: gzip\r\n", "<p>Bonjour</p>") +
      page("5", "Content-Encoding: x-gzip\r\n", coded) +
      page("6", "Content-Encoding: nonsense\r\n", "<p>Bonjour</p>"));
  for (const char* path : {"1", "2", "4", "5", "6"}) {
    EXPECT_EQ(BodyOf(std::string("http://a.org/") + path), "<p>Bonjour</p>") << path;
  }
  EXPECT_EQ(BodyOf("http://a.org/3"), "{\"a\": 1}");
  EXPECT_THAT(report.oddities, Contains(::testing::Pair("bodies stored in chunks", 1u)));
}

TEST_F(ForeignWarcs, MayHaveCutBodiesAndWrongRequests) {
  const std::string coded = Gzip("<p>Bonjour</p>");
  const ImportReport report = Import(
      Raw{.block = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " +
                   std::to_string(coded.size()) + "\r\n\r\n" + coded.substr(0, coded.size() - 9)}
          .Text() +
      Raw{.type = "request"}.Text());
  EXPECT_EQ(report.oddities, (Counts{{"bodies whose content coding cannot be undone", 1},
                                     {"requests that are responses", 1}}));
  const Capture capture = Captures("http://a.org/").at(0);
  EXPECT_TRUE(capture.truncated);
  EXPECT_EQ(capture.request_head, "");
}

TEST_F(ForeignWarcs, HaveDatesOfAllPrecisions) {
  const std::vector<std::pair<std::string, std::string>> dates = {
      {"2020-01-02T03:04:05Z", "2020-01-02T03:04:05Z"},
      {"2020-01-02T03:04:05.123456789Z", "2020-01-02T03:04:05.123456Z"},
      {"2020-01-02T03:04:05.5Z", "2020-01-02T03:04:05.500000Z"},
      {"20200102030405", "2020-01-02T03:04:05Z"},
      {"2020-01-02", "2020-01-02T00:00:00Z"},
      {"2008-10-294T05:21:46-0700", "2008-10-20T12:21:46Z"},  // ClueWeb09: a day of the year
      {"2020-01-02T04:04:05+01:00", "2020-01-02T03:04:05Z"}};
  std::string file = Raw{.uri = "http://a.org/none", .date = "yesterday"}.Text();
  for (std::size_t i = 0; i < dates.size(); ++i) {
    file += Raw{.uri = "http://a.org/" + std::to_string(i), .date = dates[i].first}.Text();
  }
  EXPECT_EQ(Import(file).oddities, (Counts{{"records without a date", 1}}));
  EXPECT_EQ(Captures("http://a.org/none").size(), 0u);
  EXPECT_EQ(Import(kInfo + file).captures, 1u);  // the others are there
  EXPECT_EQ(FormatUtc(Captures("http://a.org/none").at(0).time), "2020-01-02T03:04:05Z");
  for (std::size_t i = 0; i < dates.size(); ++i) {
    EXPECT_EQ(FormatUtc(Captures("http://a.org/" + std::to_string(i)).at(0).time), dates[i].second);
  }
}

// --- revisits ---

std::string Revisit(const std::string& uri, const std::string& fields, const std::string& date) {
  return Raw{.type = "revisit",
             .uri = uri,
             .block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
             .fields =
                 "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/"
                 "identical-payload-digest\r\n" +
                 fields,
             .date = date}
      .Text();
}

TEST_F(ForeignWarcs, FindTheBodyOfARevisitByItsDigest) {
  const std::string one = "WARC-Payload-Digest: " + WarcDigest(Sha256::Of("un")) + "\r\n";
  const std::string gone = "WARC-Payload-Digest: " + WarcDigest(Sha256::Of("x")) + "\r\n";
  std::string two = Page("http://a.org/", "deux");
  two.replace(two.find("2020-01-02"), 10, "2020-01-03");
  const ImportReport report =
      Import(Page("http://a.org/", "un") + two + Revisit("http://a.org/", one, "2020-01-04") +
             Revisit("http://a.org/", gone, "2020-01-05"));
  EXPECT_EQ(report.oddities, (Counts{{"revisits whose original is not here", 1}}));
  const auto captures = Captures("http://a.org/");
  ASSERT_EQ(captures.size(), 4u);
  EXPECT_EQ(captures[2].payload, Sha256::Of("un"));
  EXPECT_EQ(captures[3].payload, std::nullopt);
}

TEST_F(ForeignWarcs, FindTheBodyOfARevisitAtAnotherAddress) {
  const ImportReport report = Import(
      Page("http://a.org/", "un") +
      Revisit("http://b.org/", "WARC-Refers-To-Target-URI: http://a.org/\r\n", "2020-01-04"));
  EXPECT_THAT(report.oddities, IsEmpty());
  EXPECT_EQ(BodyOf("http://b.org/"), "un");
}

TEST_F(ForeignWarcs, HaveRevisitsWithNothingInThem) {
  const auto revisit = [](const std::string& uri, const std::string& profile) {
    return Raw{
        .type = "revisit",
        .uri = uri,
        .block = "",
        .fields = "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/" + profile + "\r\n",
        .date = "2020-01-04T00:00:00Z"}
        .Text();
  };
  const ImportReport report =
      Import(Page("http://a.org/", "un") + revisit("http://a.org/", "identical-payload-digest") +
             revisit("http://b.org/", "identical-payload-digest") +
             revisit("http://c.org/", "server-not-modified"));
  EXPECT_EQ(report.oddities, (Counts{{"responses without an HTTP status", 1},
                                     {"revisits whose original is not here", 1}}));
  EXPECT_EQ(BodyOf("http://a.org/"), "un");
  EXPECT_EQ(Captures("http://a.org/").at(1).status, 200);
  EXPECT_EQ(Captures("http://c.org/").at(0).status, 304);
}

// --- once more ---

TEST_F(ForeignWarcs, ArePassedOverWhenTheyAreHereAlready) {
  const std::string file =
      Page("http://a.org/1", "un") + Page("http://a.org/2", "deux") +
      Raw{.uri = "http://a.org/3", .block = "HTTP/1.1 304 Not Modified\r\n\r\n"}.Text() +
      Raw{.uri = "http://a.org/4", .block = "HTTP/1.1 301 Moved\r\nLocation: /1\r\n\r\n"}.Text() +
      Revisit("http://a.org/1", "WARC-Refers-To-Date: 2020-01-02T03:04:05Z\r\n", "2020-01-04");
  EXPECT_EQ(Import(file.substr(0, file.find("WARC/1.0", 1))).captures, 1u);  // stopped
  EXPECT_EQ(Import(file).captures, 4u);
  const ImportReport again = Import(file);
  EXPECT_EQ(again.captures, 0u);
  EXPECT_EQ(again.held, 5u);
  // Equal exchanges within one file are so many exchanges.
  EXPECT_EQ(Import(Page("http://b.org/", "un") + Page("http://b.org/", "un")).captures, 2u);
}

// --- all at once ---

std::string Response(const std::string& uri, const std::string& head, const std::string& body,
                     const std::string& extra = "") {
  return Raw{.uri = uri, .block = head + body, .fields = extra}.Text();
}

TEST_F(ForeignWarcs, AreReadThoughTheyAreOdd) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=x\r\n";
  const ImportReport report = Import(
      Response("<http://a.org/>", head + "\r\n", "in brackets") + "garbage\n" +
      Response("http://a.org/chunked", head + "Transfer-Encoding: chunked\r\n\r\n",
               "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n") +
      Response("http://a.org/lied", head + "Content-Encoding: gzip\r\n\r\n", "<p>not gzip</p>") +
      Response("http://a.org/digest", head + "\r\n", "x",
               "WARC-Payload-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n") +
      Response("dns:a.org", "20200102\n", "a.org. 1 IN A 192.0.2.1") +
      Response("http://a.org/cut", head + "\r\n", "whole").substr(0, 100));
  EXPECT_EQ(report.captures, 4u);
  const auto body = [&](const char* url) {
    const auto captures = archive_->Captures(MakeUrl(url)).value();
    return std::string(archive_->Payload(*captures.at(0).payload).value().view());
  };
  EXPECT_EQ(body("http://a.org/"), "in brackets");
  EXPECT_EQ(body("http://a.org/chunked"), "hello world");
  EXPECT_EQ(body("http://a.org/lied"), "<p>not gzip</p>");
  std::string oddities;
  for (const auto& [what, count] : report.oddities) {
    oddities += what + "=" + std::to_string(count) + "\n";
  }
  EXPECT_THAT(oddities, HasSubstr("bodies stored in chunks=1"));
  EXPECT_THAT(oddities, HasSubstr("bytes between records that are none=1"));
  EXPECT_THAT(oddities, HasSubstr("payloads that are not what their digest says=1"));
  EXPECT_THAT(oddities, HasSubstr("records of other things than http and https=1"));
  EXPECT_THAT(oddities, HasSubstr("bodies decoded though their header says coded=1"));
}

TEST_F(ForeignWarcs, GiveVersionsWhenPagesAreRead) {
  const fs::path file = folder_.path() / "a.warc";
  std::ofstream(file, std::ios::binary) << Response(
      "http://a.org/", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "<p>texte</p>");
  ImportOptions options;
  options.read_page = [](const Capture&, std::string_view body) {
    ImportedReading reading;
    reading.article = testing::MakeArticle("Titre", std::string(body));
    reading.charset = "UTF-8";
    return reading;
  };
  ImportReport report;
  ASSERT_TRUE(ImportWarc(*archive_, file, options, report));
  EXPECT_EQ(report.new_versions, 1u);
  EXPECT_EQ(archive_->LatestVersion(MakeUrl("http://a.org/")).value().article.title, "Titre");
}

}  // namespace
}  // namespace kiosque
