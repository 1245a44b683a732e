// extract — what reading a page costs beside a bare gumbo_parse + gumbo_destroy_output of the same
// bytes.
//
//   extract [ROUNDS] [EVERY]     pages: every EVERY-th of $KIOSQUE_TEST_DATA/extraction/pages
//
// The work on each page is interleaved: one round does all of it, page by page. Times are CPU time
// of this thread; a page's time is the median of its rounds. Ratios are of sums, so that a page
// counts by its weight; the median of the pages' own ratios stands beside them.
#include <fmt/format.h>
#include <gumbo.h>
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/article_extractor.h"
#include "parser/charset.h"
#include "parser/document.h"
#include "parser/html_prescan.h"
#include "parser/html_skeleton.h"
#include "parser/links.h"
#include "parser/page.h"
#include "support/page_corpus.h"

namespace {

using kiosque::Document;

double CpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// One row of the table: its work on the page at hand, and what that cost.
struct Row {
  std::string_view name;
  std::function<void()> work;
  double seconds = 0;
  std::vector<double> ratios;
};

/// The stages, each reading what an earlier one left in this.
class PageUnderTest {
 public:
  std::vector<Row> Rows() {
    return {
        {"gumbo_parse + destroy", [this] { Gumbo(); }, 0, {}},
        {"whole page (ParsePage)", [this] { kiosque::ParsePage(bytes_, "", context_); }, 0, {}},
        {"  decode", [this] { text_ = kiosque::DecodeHtml(bytes_, "").text; }, 0, {}},
        {"  Document::Parse",
         [this] { document_.emplace(Document::Parse(std::move(text_))); },
         0,
         {}},
        {"    prescan", [this] { Prescan(); }, 0, {}},
        {"    skeleton", [this] { Skeleton(); }, 0, {}},
        {"  ExtractArticle",
         [this] { article_ = kiosque::ExtractArticle(*document_, context_); },
         0,
         {}},
        {"  ExtractLinks", [this] { Links(); }, 0, {}},
    };
  }

  void Load(std::string_view bytes) { bytes_ = bytes; }
  /// Puts back what the timed work moves away.
  void Prepare() {
    again_ = kiosque::DecodeHtml(bytes_, "").text;
    scan_.Clear();
  }

  std::size_t skeleton_bytes() const { return skeleton_.html.size(); }

 private:
  void Gumbo() const {
    GumboOutput* output =
        gumbo_parse_with_options(&kGumboDefaultOptions, bytes_.data(), bytes_.size());
    gumbo_destroy_output(&kGumboDefaultOptions, output);
  }
  void Prescan() {
    arena_ = kiosque::TextArena();
    kiosque::PrescanHtml(again_, arena_, scan_);
  }
  void Skeleton() {
    kiosque::BuildSkeleton(scan_, again_, skeleton_, kiosque::SkeletonMode::kAsNeeded);
  }
  void Links() const { kiosque::ExtractLinks(*document_, context_.url, article_.body_nodes); }

  std::string_view bytes_;
  std::string text_;
  std::string again_;
  std::optional<Document> document_;
  kiosque::TextArena arena_;
  kiosque::HtmlScan scan_;
  kiosque::HtmlSkeleton skeleton_;
  kiosque::ExtractedArticle article_;
  kiosque::PageContext context_{
      .url = kiosque::Url::Parse("https://example.org/2024/04/13/a/").value(),
      .language_hint = {},
      .time_zone = {}};
};

void Print(const std::vector<Row>& rows, std::size_t pages, double megabytes) {
  fmt::print("{:<24} {:>10} {:>12} {:>8} {:>7} {:>14}\n", "", "us a page", "pages/CPU-s", "MB/s",
             "ratio", "median ratio");
  for (const Row& row : rows) {
    const double each = row.seconds / static_cast<double>(pages);
    fmt::print("{:<24} {:>10.1f} {:>12.0f} {:>8.1f} {:>7.3f} {:>14.3f}\n", row.name, each * 1e6,
               1 / each, megabytes / row.seconds, row.seconds / rows[0].seconds,
               Median(row.ratios));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 3;
  const int every = argc > 2 ? std::max(1, std::atoi(argv[2])) : 1;
  const auto pages = kiosque::testing::LoadPageCorpus(static_cast<std::size_t>(every));
  PageUnderTest under_test;
  std::vector<Row> rows = under_test.Rows();
  double megabytes = 0;
  double skeletons = 0;
  for (const auto& page : pages) {
    under_test.Load(page.bytes);
    std::vector<std::vector<double>> times(rows.size());
    for (int round = 0; round < rounds; ++round) {
      under_test.Prepare();
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const double begin = CpuSeconds();
        rows[i].work();
        times[i].push_back(CpuSeconds() - begin);
      }
    }
    const double bare = Median(times[0]);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i].seconds += Median(times[i]);
      rows[i].ratios.push_back(Median(times[i]) / bare);
    }
    megabytes += static_cast<double>(page.bytes.size()) * 1e-6;
    skeletons += static_cast<double>(under_test.skeleton_bytes()) * 1e-6;
  }
  if (pages.empty()) {
    fmt::print(stderr, "no pages: set KIOSQUE_TEST_DATA\n");
    return 1;
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("{} pages, {:.1f} MB, skeletons {:.1f} MB, {} rounds, peak memory {} MB\n",
             pages.size(), megabytes, skeletons, rounds, usage.ru_maxrss / 1024);
  Print(rows, pages.size(), megabytes);
}
