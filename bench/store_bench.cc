// store_bench.cc — what keeping a page costs: commit, read back, scan, export; and how many bytes
// reach the disk for it.
//
// Pages are the real ones of the shared test data (KIOSQUE_TEST_DATA) where there are any, else
// made-up ones of like size. "write_amp" is bytes given to write(2) by this process per payload
// byte stored, everything counted: logs, tables, compactions, the index.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "bench/process_figures.h"
#include "corpus/export.h"
#include "storage/content_coding.h"
#include "storage/store_archive.h"
#include "support/store_fixture.h"
#include "support/test_data.h"

namespace kiosque {
namespace {

constexpr std::size_t kGroup = 32;  // captures a commit, as the crawl's writer takes them
constexpr std::size_t kMaxPages = 1500;

std::string InflateFile(const std::filesystem::path& path) {
  const std::string coded = testing::ReadFile(path);
  std::uint32_t size = 0;  // ISIZE, the last four bytes (RFC 1952 §2.3.1)
  for (std::size_t i = 4; i > 0 && coded.size() > 18; --i) {
    size = (size << 8) | static_cast<unsigned char>(coded[coded.size() - 5 + i]);
  }
  auto raw = DecodeContent("gzip", coded, size);
  return raw ? std::move(*raw) : std::string();
}

std::string MadeUpPage(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::string page = "<!doctype html><html><head><title>Page</title></head><body>";
  while (page.size() < 90'000) {
    page += "<p class=\"c" + std::to_string(random() % 9) + "\">";
    for (int i = 0; i < 60; ++i) {
      page += "mot" + std::to_string(random() % 20'000) + " ";
    }
    page += "</p>";
  }
  return page;
}

const std::vector<std::string>& Pages() {
  static const std::vector<std::string> pages = [] {
    std::vector<std::string> out;
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(
             testing::TestDataDir() / "extraction" / "pages", error)) {
      files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
      if (out.size() < kMaxPages) {
        out.push_back(InflateFile(file));
      }
    }
    for (std::uint64_t seed = 0; out.size() < 200; ++seed) {
      out.push_back(MadeUpPage(seed));
    }
    return out;
  }();
  return pages;
}

CaptureRecord Record(std::size_t n) {
  const std::string& page = Pages()[n % Pages().size()];
  const std::string url =
      "https://site" + std::to_string(n % 20) + ".example/2024/04/13/article-" + std::to_string(n);
  CaptureRecord record = testing::MakeRecord(url, static_cast<std::int64_t>(n),
                                             page + "<!-- " + std::to_string(n) + " -->");
  record.capture.response_head += std::string(400, 'h');
  std::string text = page.substr(page.size() / 3, 4000);
  record.article = testing::MakeArticle("Titre " + std::to_string(n), std::move(text));
  return record;
}

std::unique_ptr<Archive> Filled(const std::filesystem::path& path, std::size_t pages) {
  auto archive = Archive::Open(path, OpenMode::kCreate).value();
  for (std::size_t n = 0; n < pages;) {
    CommitGroup group;
    for (std::size_t i = 0; i < kGroup && n < pages; ++i) {
      group.captures.push_back(Record(n++));
    }
    archive->Commit(std::move(group)).value();
  }
  return archive;
}

void BM_Commit(benchmark::State& state) {
  testing::TemporaryFolder folder;
  auto archive = Archive::Open(folder.path() / "store", OpenMode::kCreate).value();
  std::size_t n = 0;
  Pages();
  const std::uint64_t before = bench::BytesWritten();
  for (auto _ : state) {
    state.PauseTiming();
    CommitGroup group;
    for (std::size_t i = 0; i < kGroup; ++i) {
      group.captures.push_back(Record(n++));
    }
    state.ResumeTiming();
    archive->Commit(std::move(group)).value();
  }
  const auto stats = archive->stats();
  state.SetItemsProcessed(static_cast<std::int64_t>(n));
  state.counters["write_amp"] = static_cast<double>(bench::BytesWritten() - before) /
                                static_cast<double>(stats.stored_payload_bytes);
  state.counters["stored/raw"] =
      static_cast<double>(stats.stored_payload_bytes) / static_cast<double>(stats.payload_bytes);
}
BENCHMARK(BM_Commit)->Unit(benchmark::kMillisecond)->Iterations(400);

void BM_ReadLatest(benchmark::State& state) {
  testing::TemporaryFolder folder;
  constexpr std::size_t kPages = 2000;
  const auto archive = Filled(folder.path() / "store", kPages);
  std::mt19937_64 random(1);
  for (auto _ : state) {
    const std::size_t n = random() % kPages;
    const Version version = archive->LatestVersion(Record(n).capture.url).value();
    benchmark::DoNotOptimize(archive->Payload(version.payload).value());
  }
}
BENCHMARK(BM_ReadLatest)->Unit(benchmark::kMicrosecond);

void BM_Export(benchmark::State& state) {
  testing::TemporaryFolder folder;
  const auto archive = Filled(folder.path() / "store", 5000);
  std::uint64_t text = 0;  // article text in one export
  benchmark::DoNotOptimize(VisitCorpus(*archive, Selection{}, [&](const CorpusRow& row) {
    text += row.version.article.blocks[0].text.size();
    return true;
  }));
  for (auto _ : state) {
    ExportOptions options;
    options.output = "/dev/shm/kiosque-bench.jsonl";
    ExportCorpus(*archive, options).value();
  }
  std::filesystem::remove("/dev/shm/kiosque-bench.jsonl");
  state.SetBytesProcessed(static_cast<std::int64_t>(text) * state.iterations());
}
BENCHMARK(BM_Export)->Unit(benchmark::kMillisecond);

void BM_Open(benchmark::State& state) {
  testing::TemporaryFolder folder;
  Filled(folder.path() / "store", 2000).reset();
  for (auto _ : state) {
    benchmark::DoNotOptimize(Archive::Open(folder.path() / "store", OpenMode::kReadOnly).value());
  }
}
BENCHMARK(BM_Open)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace kiosque

BENCHMARK_MAIN();
