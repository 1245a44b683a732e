// storage.cc — what an archive costs in bytes and time over a site's days, beside WARC.gz.
//
//   storage SITE-DAY-1 SITE-DAY-2 …     each a folder made by gensite.py --day N
//   storage --real                      the real pages of $KIOSQUE_TEST_DATA, as they are
//
// Every article of every day is visited, parsed and committed in groups of 32, as a crawl does it.
// The yardstick of a version is what it would take in a WARC.gz: its request and response records,
// compressed record by record by zlib at its default level, as wget and Kiosque's own export write
// them. Counted for a version is all that it added: its body and article rows with their heads and
// keys, and its rows in the index, uncompressed.
#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "base/surt.h"
#include "bench/process_figures.h"
#include "crawler/steady_article.h"
#include "parser/page.h"
#include "storage/index_keys.h"
#include "storage/row_codec.h"
#include "storage/store_archive.h"
#include "storage/verify.h"
#include "support/page_corpus.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

constexpr std::size_t kGroup = 32;

std::uint64_t GzipBytes(const std::string& raw) {
  uLongf size = compressBound(raw.size());
  std::string out(size, '\0');
  compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(raw.data()),
            raw.size(), Z_DEFAULT_COMPRESSION);
  return size + 12;  // the gzip head and tail are 12 bytes more than zlib's
}

struct Page {
  std::string url;
  std::string body;
};

CaptureRecord MakeCapture(const Archive& archive, const Page& page, std::int64_t seconds) {
  CaptureRecord record = testing::MakeRecord(page.url, seconds, page.body);
  const std::string host(record.capture.url.host());
  record.capture.request_head =
      "GET " + std::string(record.capture.url.path_and_query()) + " HTTP/1.1\r\nHost: " + host +
      "\r\nUser-Agent: Kiosque/0.1 (+https://example.org/)\r\nAccept: text/html,*/*;q=0.8\r\n"
      "Accept-Encoding: gzip, br, zstd\r\n\r\n";
  record.capture.response_head =
      "HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Sat, 13 Apr 2024 12:00:00 GMT\r\n"
      "Content-Type: text/html; charset=utf-8\r\nContent-Length: " +
      std::to_string(page.body.size()) +
      "\r\nLast-Modified: Sat, 13 Apr 2024 11:00:00 GMT\r\nConnection: keep-alive\r\n"
      "Vary: Accept-Encoding\r\nETag: \"661a6f2c-" +
      std::to_string(seconds) + "\"\r\nAccept-Ranges: bytes\r\n\r\n";
  record.capture.ip = "192.0.2.10";
  record.capture.protocol = "http/1.1";
  record.capture.via = "https://" + host + "/";
  record.capture.charset = "UTF-8";
  PageContext context{record.capture.url, record.capture.time, "", ""};
  ParsedPage parsed = ParsePage(page.body, "utf-8", context);
  KeepSteady(archive, record.capture.url, page.body, parsed);
  record.article = std::move(parsed.article);
  record.extractor = kExtractorVersion;
  return record;
}

std::uint64_t WarcBytes(const CaptureRecord& record) {
  const std::string fields =
      "WARC-Record-ID: <urn:uuid:0d1f4a2c-6a33-4b6e-9d5c-2f6c1e7b8a90>\r\nWARC-Date: "
      "2024-04-13T12:00:00Z\r\nWARC-Target-URI: " +
      record.capture.url.href() +
      "\r\nWARC-IP-Address: 192.0.2.10\r\nWARC-Block-Digest: sha256:"
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\r\n\r\n";
  return GzipBytes("WARC/1.1\r\nWARC-Type: request\r\n" + fields + record.capture.request_head) +
         GzipBytes("WARC/1.1\r\nWARC-Type: response\r\n" + fields + record.capture.response_head +
                   std::string(record.body.view()) + "\r\n\r\n");
}

// What one kind of version cost.
struct Cost {
  std::uint64_t count = 0, warc = 0, body = 0, article = 0, index = 0;
  std::map<std::string, std::uint64_t> rows{};  // of the index, by kind: keys and values
  void Add(const std::string& kind, std::uint64_t bytes) {
    rows[kind] += bytes;
    index += bytes;
  }
  void Print(const char* name) const {
    const double n = static_cast<double>(std::max<std::uint64_t>(count, 1));
    const double all = static_cast<double>(body + article + index);
    std::printf(
        "%-22s %6llu  WARC.gz %8.0f B  kept %7.0f B = body %6.0f + article %5.0f + index %4.0f"
        "  ratio %.3f\n",
        name, static_cast<unsigned long long>(count), static_cast<double>(warc) / n, all / n,
        static_cast<double>(body) / n, static_cast<double>(article) / n,
        static_cast<double>(index) / n,
        all / static_cast<double>(std::max<std::uint64_t>(warc, 1)));
    for (const auto& [kind, bytes] : rows) {
      std::printf("    %-32s %6.0f B\n", kind.c_str(), static_cast<double>(bytes) / n);
    }
  }
};

class Measurement {
 public:
  Measurement()
      : archive_(StoreArchive::Open(folder_.path() / "store", OpenMode::kCreate, {}).value()) {}

  void Visit(const Page& page, std::int64_t seconds) {
    CaptureRecord record = MakeCapture(*archive_, page, seconds);
    warc_.push_back(WarcBytes(record));
    group_.captures.push_back(std::move(record));
    if (group_.captures.size() == kGroup) {
      Commit();
    }
  }

  void Commit() {
    if (group_.captures.empty()) {
      return;
    }
    std::vector<Url> urls;
    for (const CaptureRecord& record : group_.captures) {
      urls.push_back(record.capture.url);
    }
    const std::uint64_t before = bench::BytesWritten();
    const auto start = std::chrono::steady_clock::now();
    const auto receipts = archive_->Commit(std::exchange(group_, {})).value();
    seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    written_ += bench::BytesWritten() - before;
    for (std::size_t i = 0; i < receipts.size(); ++i) {
      Count(urls[i], receipts[i], warc_[i]);
    }
    captures_ += receipts.size();
    warc_.clear();
  }

  void Report() {
    Commit();
    first_.Print("first versions");
    later_.Print("later versions");
    seen_.Print("seen again");
    const std::uint64_t kept = first_.body + first_.article + first_.index + later_.body +
                               later_.article + later_.index + seen_.index;
    std::printf("write(2) / kept: %.2f   commit: %.2f ms a capture\n",
                static_cast<double>(written_) / static_cast<double>(kept),
                seconds_ * 1e3 / static_cast<double>(captures_));
    ReadBack();
    const VerifyReport whole = VerifyDatabases(archive_->index(), archive_->payloads(),
                                               archive_->counts(), {.deep = true});
    std::printf("verify --deep: %llu problems, %llu rows\n",
                static_cast<unsigned long long>(whole.problem_count),
                static_cast<unsigned long long>(whole.payload_rows));
    ReportDisk();
  }

 private:
  // What the index takes in its tables once they are merged; closes the archive.
  void ReportDisk() {
    archive_.reset();
    const std::filesystem::path path = folder_.path() / "store" / "index";
    Database::Open(path, {}).value()->CompactAll();
    std::uint64_t bytes = 0;
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
      bytes += entry.path().extension() == ".ldb" ? entry.file_size() : 0;
    }
    std::printf("index in its tables: %.0f B a capture\n",
                static_cast<double>(bytes) / static_cast<double>(captures_));
  }
  std::uint64_t RowBytes(std::uint64_t sequence) const {
    return sequence == 0 ? 0 : archive_->payloads().ReadRow(sequence).value().size() + 8;
  }
  std::uint64_t IndexBytes(const std::string& key) const {
    const auto value = archive_->index().Get(key).value();
    return value ? key.size() + value->size() : 0;
  }

  void Count(const Url& url, const CaptureReceipt& receipt, std::uint64_t warc) {
    const std::string surt = SurtKey(url);
    Cost& cost = !receipt.new_version ? seen_ : receipt.version == 1 ? first_ : later_;
    ++cost.count;
    cost.warc += warc;
    const std::string log = LogKey(receipt.sequence);
    const auto entry = DecodeLogRow(archive_->index().Get(log).value().value()).value();
    const Capture capture =
        DecodeCapture(archive_->index().Get(entry.capture_key).value().value()).value();
    const std::uint64_t row_bytes = IndexBytes(entry.capture_key);
    Capture headless = capture;
    headless.request_head.clear();
    headless.response_head.clear();
    const std::uint64_t rest = entry.capture_key.size() + EncodeCapture(headless).size();
    cost.Add("capture: heads", row_bytes - rest);
    cost.Add("capture: key and other fields", rest);
    cost.Add("log", IndexBytes(log));
    if (!receipt.new_version) {
      return;
    }
    const IndexReader reader(archive_->index());
    const VersionRow row = reader.VersionAt(surt, receipt.version).value().value();
    const PayloadPlace place = reader.Place(row.payload).value().value();
    cost.body += receipt.new_payload ? RowBytes(place.sequence) : 0;
    cost.article += RowBytes(row.article);
    cost.Add("version", IndexBytes(VersionKey(surt, receipt.version)));
    cost.Add("place of the body", IndexBytes(PayloadKey(row.payload)));
    cost.Add("page", receipt.version == 1 ? IndexBytes(PageKey(surt)) : 0);
    versions_.push_back({url, receipt.version});
    newest_[surt] = versions_.size() - 1;
  }

  // Medians over versions at random: article and page.
  void ReadBack() {
    std::mt19937_64 random(1);
    std::vector<std::size_t> newest;
    for (const auto& [surt, i] : newest_) {
      newest.push_back(i);
    }
    std::vector<std::size_t> any(versions_.size());
    for (std::size_t i = 0; i < any.size(); ++i) {
      any[i] = i;
    }
    for (auto& [name, from] :
         {std::pair("newest version", &newest), std::pair("any version", &any)}) {
      std::vector<double> times;
      for (int i = 0; i < 2000; ++i) {
        const auto& [url, number] = versions_[(*from)[random() % from->size()]];
        const auto start = std::chrono::steady_clock::now();
        const Version version = archive_->VersionNumber(url, number).value();
        const Body body = archive_->Payload(version.payload).value();
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                .count());
      }
      std::sort(times.begin(), times.end());
      std::printf("%-22s median %.2f ms  p99 %.2f ms\n", name, times[times.size() / 2],
                  times[times.size() * 99 / 100]);
    }
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<StoreArchive> archive_;
  CommitGroup group_;
  std::vector<std::uint64_t> warc_;
  Cost first_, later_, seen_;
  std::vector<std::pair<Url, std::uint32_t>> versions_;
  std::map<std::string, std::size_t> newest_;
  std::uint64_t written_ = 0;
  std::uint64_t captures_ = 0;
  double seconds_ = 0;
};

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void VisitDay(Measurement& measurement, const std::filesystem::path& site, std::int64_t seconds) {
  std::ifstream list(site / "articles.txt");
  for (std::string line; std::getline(list, line);) {
    const auto url = Url::Parse(line).value();
    std::string path(url.path());
    path += path.back() == '/' ? "index.html" : "";
    std::string body = ReadAll(site / std::string(url.hostname()) / path.substr(1));
    if (!body.empty()) {
      measurement.Visit({line, std::move(body)}, seconds++);
    }
  }
}

int Main(int count, char** words) {
  Measurement measurement;
  if (count == 2 && std::string_view(words[1]) == "--real") {
    std::int64_t seconds = 0;
    for (const std::string& line : testing::TestDataLines("extraction/truth.jsonl")) {
      const auto field = [&](const std::string& name) {
        const std::size_t at = line.find("\"" + name + "\": \"");
        const std::size_t begin = at + name.size() + 5;
        return at == std::string::npos ? std::string()
                                       : line.substr(begin, line.find('"', begin) - begin);
      };
      std::string body = testing::ReadGzip(testing::TestDataDir() / "extraction" / field("html"));
      if (!body.empty() && Url::Parse(field("url"))) {
        measurement.Visit({field("url"), std::move(body)}, seconds++);
      }
    }
  } else {
    for (int day = 1; day < count; ++day) {
      VisitDay(measurement, words[day], day * 86400);
    }
  }
  measurement.Report();
  return 0;
}

}  // namespace
}  // namespace kiosque

int main(int count, char** words) {
  return kiosque::Main(count, words);
}
