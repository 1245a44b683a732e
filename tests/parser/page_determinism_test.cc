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

std::vector<Article> Read(const std::vector<std::string>& pages) {
  std::vector<Article> articles;
  for (const std::string& bytes : pages) {
    articles.push_back(ParsePage(bytes, "", Context()).article);
  }
  return articles;
}

void ExpectSameOnThreads(const std::vector<std::string>& pages) {
  const std::vector<Article> alone = Read(pages);
  std::vector<std::vector<Article>> results(4);
  std::vector<std::thread> threads;
  for (std::vector<Article>& result : results) {
    threads.emplace_back([&result, &pages] { result = Read(pages); });
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

// Linear costs are far below the limit, even with sanitizers; what grows with the square of the
// page is far above. bench/extract_hostile measures full size.
TEST(HostilePage, CostsLinearTime) {
  constexpr std::size_t kBytes = 300'000;
  constexpr double kLimit = 2.5;  // CPU seconds
  const std::string sentence = "Le pont, fermé depuis janvier, a été rouvert mardi matin. ";
  const std::string deep = Repeat("<div class='a related'>", 10'000);
  for (const std::string& html :
       {Repeat("<div>", kBytes), Repeat("<isindex>", kBytes), Repeat("x<table>", kBytes),
        Repeat("<b>", 60'000) + Repeat("<p>x", kBytes), "<p>" + Repeat(sentence, kBytes),
        deep + Repeat("<p>x", kBytes), "<ol>" + Repeat("<li>" + sentence, kBytes),
        "<ol>" + Repeat("<li>x", kBytes), "<table>" + Repeat("<tr><td>x<td>y", kBytes),
        "<title>" + Repeat("le pont ", kBytes) + "</title>" + Repeat("<p>le pont", kBytes),
        Repeat("<meta name=description content='Le pont'>", kBytes) + Repeat("<p>x", kBytes),
        "<ul>" + Repeat("<li><a href=/a>un deux trois</a>", kBytes)}) {
    EXPECT_LT(CpuSecondsOf(html), kLimit) << html.substr(0, 60);
  }
}

}  // namespace
}  // namespace kiosque
