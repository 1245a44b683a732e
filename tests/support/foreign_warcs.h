// foreign_warcs.h — files as other tools write them, made by hand, and a store to import them into.
#ifndef KIOSQUE_TESTS_SUPPORT_FOREIGN_WARCS_H_
#define KIOSQUE_TESTS_SUPPORT_FOREIGN_WARCS_H_

#include <gtest/gtest.h>
#include <zstd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "corpus/warc_export.h"
#include "corpus/warc_import.h"
#include "corpus/warc_reader.h"
#include "storage/archive.h"
#include "support/coded_bodies.h"
#include "support/store_fixture.h"
#include "support/test_data.h"

namespace kiosque::testing {

namespace fs = std::filesystem;

/// How many of what.
using Counts = std::map<std::string, std::uint64_t>;

/// One Zstandard frame, with a dictionary when there is one.
inline std::string ZstdFrame(const std::string& bytes, const std::string& dictionary = "") {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_loadDictionary(context, dictionary.data(), dictionary.size());
  const std::size_t size =
      ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size());
  ZSTD_freeCCtx(context);
  EXPECT_FALSE(ZSTD_isError(size));
  out.resize(size);
  return out;
}

/// What zstd WARCs keep their dictionary in.
inline std::string SkippableFrame(const std::string& bytes) {
  std::string out("\x5d\x2a\x4d\x18");
  for (unsigned shift = 0; shift < 32; shift += 8) {
    out.push_back(static_cast<char>(bytes.size() >> shift));
  }
  return out + bytes;
}

/// A record as it lies in a file. `length` is what the header claims; -1 = the truth.
struct Raw {
  std::string type = "response";
  std::string uri = "http://a.org/";
  std::string block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Un</p>";
  std::string fields{};  // more of them, each with its end
  std::string version = "WARC/1.0";
  std::int64_t length = -1;
  std::string date = "2020-01-02T03:04:05Z";

  std::string Text() const {
    const std::int64_t bytes = length < 0 ? static_cast<std::int64_t>(block.size()) : length;
    return version + "\r\nWARC-Type: " + type + "\r\n" +
           (uri.empty() ? "" : "WARC-Target-URI: " + uri + "\r\n") + "WARC-Date: " + date + "\r\n" +
           fields + "Content-Length: " + std::to_string(bytes) + "\r\n\r\n" + block + "\r\n\r\n";
  }
};

inline std::string Page(const std::string& uri, const std::string& text) {
  return Raw{.uri = uri, .block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + text}
      .Text();
}

inline const std::string kInfo =
    Raw{.type = "warcinfo", .uri = "", .block = "software: Nutch 1.6 (CC)\r\n"}.Text();

class ForeignWarcs : public ::testing::Test {
 protected:
  ForeignWarcs() : archive_(Archive::Open(folder_.path() / "store", OpenMode::kCreate).value()) {}

  fs::path Save(const std::string& name, const std::string& bytes) {
    const fs::path file = folder_.path() / name;
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }
  // How many records of which type the reader finds; what was odd is kept.
  Counts Read(const std::string& bytes) {
    auto reader = WarcReader::Open(Save("read.warc", bytes)).value();
    Counts counts;
    while (auto record = reader->Next()) {
      ++counts[std::string(record->type())];
    }
    odd_ = reader->oddities();
    return counts;
  }
  ImportReport Import(const fs::path& file) {
    ImportReport report;
    const Status status = ImportWarc(*archive_, file, ImportOptions{}, report);
    EXPECT_TRUE(status) << status.error().message;
    return report;
  }
  ImportReport Import(const std::string& bytes) { return Import(Save("import.warc", bytes)); }
  std::vector<Capture> Captures(const std::string& url) {
    return archive_->Captures(MakeUrl(url)).value();
  }
  // The body of the newest capture of `url`.
  std::string BodyOf(const std::string& url) {
    const auto captures = Captures(url);
    return captures.empty() || !captures.back().payload
               ? "none"
               : std::string(archive_->Payload(*captures.back().payload).value().view());
  }
  WarcExportReport Export(const std::string& name) {
    WarcExportOptions options;
    options.writer.output = folder_.path() / name;
    options.writer.info = WarcInfo("1.2.3", "crawl@example.org");
    return ExportWarc(*archive_, options).value();
  }
  std::uint64_t FillAndExport() {
    CommitGroup group;
    for (int i = 0; i < 5; ++i) {
      group.captures.push_back(MakeStory("https://a.org/" + std::to_string(i), i, "Texte"));
    }
    EXPECT_TRUE(archive_->Commit(std::move(group)));
    Export("good.warc.gz");
    Export("good.warc");
    std::uint64_t records = 0;
    for (const auto& [type, count] : Read(ReadFile(folder_.path() / "good.warc"))) {
      records += count;
    }
    return records;
  }

  TemporaryFolder folder_;
  std::unique_ptr<Archive> archive_;
  Counts odd_;
};

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_FOREIGN_WARCS_H_
