// Each edit of support/real_edits.h made to real pages, and the class that the change is given:
// from HTML to HTML, through the extractor. KIOSQUE_EDIT_PAGES=200 tries every edit on so many
// pages.
#include "support/real_edits.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/clock.h"
#include "corpus/article_diff.h"
#include "parser/page.h"
#include "support/page_corpus.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using testing::EditedPage;
using testing::RealEdit;

struct Original {
  std::string name, url, html;
  Article article;
};

Article Read(const std::string& url, const std::string& html) {
  const PageContext context{testing::MakeUrl(url), testing::At(0) + std::chrono::days{900}, "", ""};
  return ParsePage(html, "", context).article;
}

// Pages of the test data that are articles in one of the languages that the edits know.
std::vector<Original> LoadArticles(std::size_t wanted, std::size_t most_bytes) {
  std::vector<Original> articles;
  std::size_t passed = 0;
  for (const std::string& line : testing::TestDataLines("extraction/truth.jsonl")) {
    if (articles.size() == wanted) {
      break;
    }
    const auto row = nlohmann::json::parse(line);
    const std::string language = row["language"];
    // Not all from the first data set, and none whose language nobody knows.
    const bool known = language == "en" || language == "de" || language == "fr" || language == "es";
    if (!known || ++passed % 3 != 0 || !Url::Parse(row["url"].get<std::string>())) {
      continue;
    }
    Original page{.name = row["id"], .url = row["url"], .html = {}, .article = {}};
    page.html =
        testing::ReadGzip(testing::TestDataDir() / "extraction" / row["html"].get<std::string>());
    if (page.html.size() > most_bytes) {
      continue;
    }
    page.article = Read(page.url, page.html);
    EditedPage probe{page.html, page.article};
    if (page.article.kind == PageKind::kArticle && testing::ParagraphsOf(probe).size() >= 5) {
      articles.push_back(std::move(page));
    }
  }
  return articles;
}

// The class that `edit` of `page` is given; empty when the page does not offer it.
std::optional<ChangeSummary> Judge(const RealEdit& edit, const Original& page) {
  EditedPage edited{page.html, page.article};
  if (!edit.make(edited)) {
    return std::nullopt;
  }
  const Article after = Read(page.url, edited.html);
  return ClassifyChange(DiffArticles(page.article, after), after.language);
}

class RealEdits : public ::testing::Test {};

TEST_F(RealEdits, AreSixtyAtLeast) {
  EXPECT_GE(testing::RealEdits().size(), 60u);
}

TEST_F(RealEdits, AreGivenTheClassThatAnEditorWouldGive) {
  KIOSQUE_NEED_TEST_DATA();
  const char* asked = std::getenv("KIOSQUE_EDIT_PAGES");
  const std::size_t pages = asked == nullptr ? 16 : std::strtoul(asked, nullptr, 10);
  const auto articles = LoadArticles(pages, asked == nullptr ? 120'000 : SIZE_MAX);
  ASSERT_EQ(articles.size(), pages);
  std::size_t tried = 0;
  std::size_t right = 0;
  std::size_t edit_number = 0;
  for (const RealEdit& edit : testing::RealEdits()) {
    std::size_t tried_here = 0;
    std::size_t right_here = 0;
    // By default one page an edit, another one each time.
    for (std::size_t i = 0; i < pages && (asked != nullptr || tried_here == 0); ++i) {
      const Original& page = articles[(i + edit_number) % pages];
      const auto summary = Judge(edit, page);
      if (!summary) {
        continue;
      }
      ++tried_here;
      right_here += summary->change == edit.expected ? 1 : 0;
      if (summary->change != edit.expected) {
        std::cout << edit.name << ", " << page.name << " (" << page.article.language
                  << "): " << DescribeChange(*summary) << "\n";
      }
    }
    if (asked != nullptr) {
      std::cout << edit.name << ": " << right_here << " of " << tried_here << "\n";
    }
    EXPECT_GT(tried_here, 0u) << edit.name;
    tried += tried_here;
    right += right_here;
    ++edit_number;
  }
  std::cout << right << " of " << tried << " edits of " << pages << " real articles\n";
  EXPECT_GE(static_cast<double>(right), 0.95 * static_cast<double>(tried));
}

}  // namespace
}  // namespace kiosque
