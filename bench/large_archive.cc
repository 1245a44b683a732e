// large_archive.cc — what opening and verifying an archive costs as it grows.
//
//   large_archive FOLDER CAPTURES     fills FOLDER/store up to CAPTURES, if it has fewer, and
//                                     measures
//
// One capture in ten is the first version of a page of a few hundred bytes, the others are answered
// 304. Times are of the wall clock, the median of five; memory is that of this process, with pages
// of mapped files apart, which the kernel takes back at will.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "bench/process_figures.h"
#include "storage/store_archive.h"
#include "storage/verify.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

constexpr std::uint64_t kGroup = 2000;
constexpr std::uint64_t kVisits = 10;  // of each page

double SecondsSince(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

CaptureRecord Visit(std::uint64_t n) {
  // The visits of one page lie apart, as those of days do.
  const std::uint64_t page = n / kGroup * (kGroup / kVisits) + n % (kGroup / kVisits);
  const std::string url =
      "https://site" + std::to_string(page % 1000) + ".example/2024/04/13/" + std::to_string(page);
  const auto seconds = static_cast<std::int64_t>(n);
  if (n % kGroup < kGroup / kVisits) {
    return testing::MakeStory(url, seconds, "Texte numero " + std::to_string(page));
  }
  CaptureRecord record = testing::MakeRecord(url, seconds, "");
  record.capture.status = 304;
  record.capture.outcome = FetchOutcome::kNotModified;
  return record;
}

void Fill(StoreArchive& archive, std::uint64_t captures) {
  for (std::uint64_t n = archive.stats().captures; n < captures;) {
    CommitGroup group;
    for (std::uint64_t i = 0; i < kGroup && n < captures; ++i) {
      group.captures.push_back(Visit(n++));
    }
    archive.Commit(std::move(group)).value();
  }
}

// The most memory of its own that this process had while it lived.
class MemoryWatch {
 public:
  MemoryWatch()
      : thread_([this](const std::stop_token& stop) {
          while (!stop.stop_requested()) {
            most_ = std::max(most_.load(), bench::AnonymousMegabytes());
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
          }
        }) {}
  double most() const { return most_; }

 private:
  std::atomic<double> most_ = 0;
  std::jthread thread_;
};

int Run(const std::filesystem::path& store, std::uint64_t captures) {
  auto archive = StoreArchive::Open(store, OpenMode::kCreate, StoreOptions{}).value();
  auto begin = std::chrono::steady_clock::now();
  const std::uint64_t before = archive->stats().captures;
  Fill(*archive, captures);
  const std::uint64_t added = archive->stats().captures - before;
  if (added > 0) {
    std::printf("filled: %.0f captures a second\n",
                static_cast<double>(added) / SecondsSince(begin));
  }
  archive.reset();
  constexpr int kRounds = 5;
  for (const OpenMode mode : {OpenMode::kReadOnly, OpenMode::kReadWrite}) {
    std::vector<double> times;
    for (int i = 0; i < kRounds; ++i) {
      begin = std::chrono::steady_clock::now();
      archive = StoreArchive::Open(store, mode, StoreOptions{}).value();
      times.push_back(SecondsSince(begin));
      archive.reset();
    }
    std::sort(times.begin(), times.end());
    std::printf("open to %s: %.1f ms\n", mode == OpenMode::kReadOnly ? "read" : "write",
                times[kRounds / 2] * 1e3);
  }
  const double quiet = bench::AnonymousMegabytes();
  const MemoryWatch watch;
  begin = std::chrono::steady_clock::now();
  const VerifyReport report = VerifyArchive(store, {.deep = true}).value();
  std::printf("verify --deep: %.1f s, %llu captures, %llu problems\n", SecondsSince(begin),
              static_cast<unsigned long long>(report.stats.captures),
              static_cast<unsigned long long>(report.problem_count));
  std::printf("memory: %.0f MB own before, %.0f MB own at the most, %.0f MB with mapped files\n",
              quiet, watch.most(), bench::ResidentMegabytes());
  return report.whole() ? 0 : 1;
}

}  // namespace
}  // namespace kiosque

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: large_archive FOLDER CAPTURES\n");
    return 2;
  }
  return kiosque::Run(std::filesystem::path(argv[1]) / "store",
                      std::strtoull(argv[2], nullptr, 10));
}
