// Zero false versions: real pages whose advertisements, nonces and boxes change at every visit.
//
// Forty pages in the suite; KIOSQUE_NOISE_PAGES asks for more.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>

#include "crawler/steady_article.h"
#include "parser/page.h"
#include "support/page_corpus.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

constexpr int kVisits = 10;

std::string Random(std::mt19937_64& random, std::size_t letters) {
  std::string text;
  for (std::size_t i = 0; i < letters; ++i) {
    text.push_back(static_cast<char>('a' + random() % 26));
  }
  return text;
}

// What a server puts around an article anew for each visitor.
std::string Mutate(std::string page, std::mt19937_64& random) {
  const std::string nonce = Random(random, 16);
  const std::size_t head = std::min(page.find("</head>"), page.find("</HEAD>"));
  if (head != std::string::npos) {
    page.insert(head, "<meta name=\"csrf-token\" content=\"" + nonce + "\"><script nonce=\"" +
                          nonce + "\">var t=" + std::to_string(random()) + ";</script>");
  }
  const std::size_t body = page.rfind("</body>");
  if (body != std::string::npos) {
    std::string boxes = "<aside class=\"related\"><h3>A lire aussi</h3><ul>";
    for (int i = 0; i < 4; ++i) {
      boxes += "<li><a href=\"/" + Random(random, 12) + "\">" + Random(random, 7) + " " +
               Random(random, 9) + "</a></li>";
    }
    boxes += "</ul></aside><div class=\"ad-slot\" id=\"ad-" + nonce +
             "\"><a href=\"https://ads.example/" + nonce + "\"><img src=\"https://ads.example/" +
             nonce + ".gif\" alt=\"\"></a></div><span class=\"share-count\">" +
             std::to_string(random() % 900) + " partages</span><!-- " + nonce + " -->";
    page.insert(body, boxes);
  }
  return page;
}

std::size_t Pages() {
  const char* wanted = std::getenv("KIOSQUE_NOISE_PAGES");
  return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 40;
}

TEST(Noise, MakesNoVersionInTenVisitsToRealPages) {
  KIOSQUE_NEED_TEST_DATA();
  testing::TemporaryFolder folder;
  const auto archive = Archive::Open(folder.path() / "store", OpenMode::kCreate).value();
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(testing::TestDataDir() / "extraction" / "pages")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::shuffle(files.begin(), files.end(), std::mt19937_64(11));
  std::size_t visited = 0;
  for (const auto& file : files) {
    const std::string original = testing::ReadGzip(file);
    if (visited == Pages() || original.size() > 400'000) {
      continue;
    }
    const std::string url = "https://journal.example/" + std::to_string(visited++);
    std::mt19937_64 random(visited);
    for (int visit = 0; visit < kVisits; ++visit) {
      CaptureRecord record =
          testing::MakeRecord(url, visit * 3600, visit == 0 ? original : Mutate(original, random));
      const PageContext context{record.capture.url, record.capture.time, "", ""};
      ParsedPage page = ParsePage(record.body.view(), "", context);
      KeepSteady(*archive, record.capture.url, record.body.view(), page);
      record.article = std::move(page.article);
      ASSERT_TRUE(archive->Commit(testing::Group(std::move(record))));
    }
    EXPECT_EQ(archive->Versions(testing::MakeUrl(url)).value().size(), 1u) << file.filename();
  }
  EXPECT_GT(visited, 0u);
}

}  // namespace
}  // namespace kiosque
