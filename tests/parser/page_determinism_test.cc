// The same bytes give the same page, alone or beside others, and hostile ones in bounded time.
#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "parser/page.h"
#include "support/news_page.h"
#include "support/page_corpus.h"
#include "support/test_data.h"

namespace kiosque {
namespace {

PageContext Context() {
  return {.url = *Url::Parse("https://courrier.example/2024/03/12/pont"),
          .language_hint = {},
          .time_zone = {}};
}

std::vector<Article> ReadAll(const std::vector<std::string>& pages) {
  std::vector<Article> articles;
  for (const std::string& bytes : pages) {
    articles.push_back(ParsePage(bytes, "", Context()).article);
  }
  return articles;
}

void ExpectSameOnThreads(const std::vector<std::string>& pages) {
  const std::vector<Article> alone = ReadAll(pages);
  std::vector<std::vector<Article>> results(4);
  std::vector<std::thread> threads;
  for (std::vector<Article>& result : results) {
    threads.emplace_back([&result, &pages] { result = ReadAll(pages); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (const std::vector<Article>& result : results) {
    ASSERT_EQ(result.size(), alone.size());
    for (std::size_t i = 0; i < alone.size(); ++i) {
      EXPECT_EQ(result[i], alone[i]) << "page " << i;
    }
  }
}

TEST(PageDeterminism, ThreadsDoNotChangeWhatIsRead) {
  using testing::InArticle;
  using testing::NewsPage;
  using testing::Story;
  ExpectSameOnThreads({NewsPage(InArticle(Story())), NewsPage(Story(0, 3)), "", "<p>a",
                       NewsPage(InArticle(Story(2) + "<ul><li>un<li>deux</ul>" + Story(0, 2)))});
}

TEST(PageDeterminism, ThreadsDoNotChangeWhatIsReadOnRealPages) {
  KIOSQUE_NEED_TEST_DATA();
  std::vector<std::string> pages;
  for (testing::CorpusPage& page : testing::LoadPageCorpus(60)) {
    pages.push_back(std::move(page.bytes));
  }
  ASSERT_FALSE(pages.empty());
  ExpectSameOnThreads(pages);
}

double CpuSecondsOf(const std::string& html) {
  timespec begin{};
  timespec end{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
  ParsePage(html, "utf-8", Context());
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
  return static_cast<double>(end.tv_sec - begin.tv_sec) +
         static_cast<double>(end.tv_nsec - begin.tv_nsec) * 1e-9;
}

std::string Repeat(std::string_view piece, std::size_t size) {
  std::string out;
  while (out.size() < size) {
    out += piece;
  }
  return out;
}

// A page that means harm, as long as asked for: `first`, repeated over a share of the page, then
// `rest` over the rest.
struct HostileShape {
  double share = 0;
  std::string_view first;
  std::string_view rest;

  std::string OfSize(double size) const {
    return Repeat(first, static_cast<std::size_t>(size * share)) +
           Repeat(rest, static_cast<std::size_t>(size * (1 - share)));
  }
};

constexpr double kOnce = 1e-9;

constexpr HostileShape kHostile[] = {
    {0, "", "<div>"},
    {0, "", "<isindex>"},
    {0, "", "x<table>"},
    {0.2, "<b>", "<p>x"},
    {0, "<p>", "Le pont, fermé depuis janvier, a été rouvert mardi matin. "},
    {0.05, "<div class='a related'>", "<p>x"},
    {kOnce, "<ol>", "<li>Le pont, fermé depuis janvier, a été rouvert mardi matin. "},
    {kOnce, "<ol>", "<li>x"},
    {kOnce, "<table>", "<tr><td>x<td>y"},
    {0.5, "<title>le pont ", "</title><p>le pont"},
    {0.5, "<meta name=description content='Le pont'>", "<p>x"},
    {kOnce, "<ul>", "<li><a href=/a>un deux trois</a>"},
    {0.3, "<div class=fb-post><a href=/a>x</a>", "<p>Le pont a été rouvert mardi matin."},
    {0, "", "<p>Le pont<iframe src='https://player.vimeo.com/video/1'></iframe>"},
};

// bench/extract_hostile measures pages of full size in seconds; here the clock only has to tell
// eight times the work from sixty-four times, and gets several tries at that.
TEST(HostilePage, CostsLinearTime) {
  constexpr double kSmall = 6'000;  // bytes
  constexpr double kGrowth = 8;
  constexpr double kMost = 3 * kGrowth;
  for (const HostileShape& shape : kHostile) {
    const std::string small = shape.OfSize(kSmall);
    const std::string large = shape.OfSize(kSmall * kGrowth);
    double ratio = kMost;
    for (int tries = 0; tries < 4 && ratio >= kMost; ++tries) {
      ratio = CpuSecondsOf(large) / CpuSecondsOf(small);
    }
    EXPECT_LT(ratio, kMost) << small.substr(0, 60);
  }
}

}  // namespace
}  // namespace kiosque
