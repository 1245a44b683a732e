// parse_ratio — Document::Parse beside a bare gumbo_parse + gumbo_destroy_output, page by page,
// interleaved.
//
//   parse_ratio [ROUNDS]     pages: $KIOSQUE_TEST_DATA/extraction/pages
//
// Prints CPU time of this thread, the median of the rounds a page.
#include <fmt/format.h>
#include <gumbo.h>
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "parser/charset.h"
#include "parser/document.h"
#include "parser/html_prescan.h"
#include "parser/html_skeleton.h"
#include "support/page_corpus.h"

namespace {

double CpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

template <typename Work>
double Time(Work work) {
  const double begin = CpuSeconds();
  work();
  return CpuSeconds() - begin;
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 3;
  std::vector<std::string> pages;
  std::size_t bytes = 0;
  std::size_t skeleton_bytes = 0;
  for (const auto& page : kiosque::testing::LoadPageCorpus()) {
    pages.push_back(kiosque::DecodeHtml(page.bytes, "").text);
    bytes += pages.back().size();
  }
  kiosque::HtmlSkeleton skeleton;
  double bare = 0;
  double ours = 0;
  double scan_time = 0;
  double skeleton_time = 0;
  std::vector<double> ratios;
  for (const std::string& page : pages) {
    std::vector<std::vector<double>> times(4);
    for (int round = 0; round < rounds; ++round) {
      times[0].push_back(Time([&] {
        GumboOutput* output =
            gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
        gumbo_destroy_output(&kGumboDefaultOptions, output);
      }));
      std::string copy = page;
      times[1].push_back(Time([&] { kiosque::Document::Parse(std::move(copy)); }));
      std::string again = page;
      kiosque::TextArena arena;
      kiosque::HtmlScan scan;
      times[2].push_back(Time([&] { kiosque::PrescanHtml(again, arena, scan); }));
      times[3].push_back(Time([&] {
        kiosque::BuildSkeleton(scan, again, skeleton, kiosque::SkeletonMode::kAsNeeded);
      }));
    }
    skeleton_bytes += skeleton.html.size();
    bare += Median(times[0]);
    ours += Median(times[1]);
    scan_time += Median(times[2]);
    skeleton_time += Median(times[3]);
    ratios.push_back(Median(times[1]) / Median(times[0]));
  }
  const auto count = static_cast<double>(pages.size());
  fmt::print("{} pages, {:.1f} MB, skeletons {:.1f} MB\n", pages.size(),
             static_cast<double>(bytes) * 1e-6, static_cast<double>(skeleton_bytes) * 1e-6);
  fmt::print("gumbo_parse + destroy   {:8.1f} us a page  {:6.1f} MB/s\n", bare / count * 1e6,
             static_cast<double>(bytes) * 1e-6 / bare);
  fmt::print(
      "Document::Parse         {:8.1f} us a page  {:6.1f} MB/s  ratio {:.3f}, median of pages "
      "{:.3f}\n",
      ours / count * 1e6, static_cast<double>(bytes) * 1e-6 / ours, ours / bare, Median(ratios));
  fmt::print("  prescan               {:8.1f} us a page  ratio {:.3f}\n", scan_time / count * 1e6,
             scan_time / bare);
  fmt::print("  skeleton              {:8.1f} us a page  ratio {:.3f}\n",
             skeleton_time / count * 1e6, skeleton_time / bare);
}
