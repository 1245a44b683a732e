// Zero false versions: real pages whose advertisements, nonces and boxes change at every visit.
//
// Some pages in the suite; KIOSQUE_NOISE_PAGES asks for more.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

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

// The attributes of a start tag (from its name's end to its '>') in the opposite order; as it is
// when it holds anything but quoted values.
std::string Reversed(std::string_view attributes) {
  std::vector<std::string_view> found;
  std::size_t at = 0;
  while ((at = attributes.find_first_not_of(" \t\r\n", at)) != std::string_view::npos) {
    const std::size_t equals = attributes.find('=', at);
    if (equals == std::string_view::npos || equals + 1 >= attributes.size() ||
        (attributes[equals + 1] != '"' && attributes[equals + 1] != '\'')) {
      return std::string(attributes);
    }
    const std::size_t end = attributes.find(attributes[equals + 1], equals + 2);
    if (end == std::string_view::npos) {
      return std::string(attributes);
    }
    found.push_back(attributes.substr(at, end + 1 - at));
    at = end + 1;
  }
  std::string out;
  for (auto attribute = found.rbegin(); attribute != found.rend(); ++attribute) {
    out.append(" ").append(*attribute);
  }
  return out;
}

// Every start tag of `page` with other attributes: their order, ids, a class of a style sheet's
// own, a marker of a script, another query behind each image.
std::string Restyle(const std::string& page, std::mt19937_64& random) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    const std::size_t end = page.find_first_of("<>", at + 1);
    std::size_t name = at + 1;
    while (name < page.size() && std::isalpha(static_cast<unsigned char>(page[name])) != 0) {
      ++name;
    }
    const std::string tag = page.substr(at + 1, name - at - 1);
    const bool box = tag == "div" || tag == "section" || tag == "span" || tag == "p";
    if (end == std::string::npos || page[end] != '>' || (!box && tag != "img")) {
      continue;
    }
    std::string attributes = Reversed(std::string_view(page).substr(name, end - name));
    const std::size_t image = tag == "img" ? attributes.find(".jpg\"") : std::string::npos;
    if (image != std::string::npos) {
      attributes.insert(image + 4, "?t=" + Random(random, 8));
    }
    if (box && attributes.find(" id=") == std::string::npos) {
      attributes += " id=\"r" + Random(random, 8) + "\"";
    }
    out.append(page, done, name - done).append(attributes);
    out.append(" data-v-" + Random(random, 6) + "=\"\"");
    done = end;
  }
  return out.append(page, done);
}

// What stands inside of an article and is none of it: counters and the age of the text under the
// title, an advertisement and a link to another story between its paragraphs, a script's state.
std::string Interrupt(std::string page, std::mt19937_64& random) {
  std::vector<std::size_t> ends;
  for (std::size_t at = page.find("</p>"); at != std::string::npos;
       at = page.find("</p>", at + 1)) {
    ends.push_back(at + 4);
  }
  if (ends.size() >= 3) {
    page.insert(ends[ends.size() * 2 / 3],
                "<div class=\"related-inline\"><strong>Lire aussi :</strong> <a href=\"/" +
                    Random(random, 9) + "\">" + Random(random, 7) + " " + Random(random, 8) + " " +
                    Random(random, 5) + "</a></div>");
    page.insert(ends[ends.size() / 3],
                "<div class=\"ad ad-inarticle\" id=\"ad-" + Random(random, 9) +
                    "\"><span>Publicité</span><iframe src=\"https://ads.example/" +
                    Random(random, 9) +
                    "\"></iframe></div><script>window.__STATE__={\"session\":\"" +
                    Random(random, 20) + "\",\"now\":" + std::to_string(random()) + "}</script>");
  }
  if (const std::size_t title = page.find("</h1>"); title != std::string::npos) {
    page.insert(title + 5, "<div class=\"meta-bar\"><span class=\"views\">" +
                               std::to_string(100 + random() % 90'000) +
                               " vues</span> <span class=\"ago\">il y a " +
                               std::to_string(2 + random() % 20) +
                               " heures</span> <a class=\"comment-count\" href=\"#comments\">" +
                               std::to_string(2 + random() % 300) + " commentaires</a></div>");
  }
  return page;
}

// Words as a headline has them, others each time.
std::string Headline(std::mt19937_64& random) {
  constexpr std::array<std::string_view, 12> kWords = {
      "ministre", "grève", "enseignants", "Goma",    "budget",  "élections",
      "rivière",  "pont",  "festival",    "hôpital", "marchés", "sécheresse"};
  std::string text = "Le";
  for (int i = 0; i < 7; ++i) {
    text.append(" ").append(kWords[random() % kWords.size()]);
  }
  return text;
}

// Other themes' boxes, at the end of the text and between its paragraphs: teasers with pictures
// and a summary, the most read, a pointer that is a paragraph, a counter, a prompt.
std::string Surround(std::string page, std::mt19937_64& random) {
  std::vector<std::size_t> ends;
  for (std::size_t at = page.find("</p>"); at != std::string::npos;
       at = page.find("</p>", at + 1)) {
    ends.push_back(at + 4);
  }
  if (ends.size() < 4) {
    return page;
  }
  const auto link = [&] { return "<a href=\"/" + Random(random, 9) + "\">" + Headline(random); };
  std::string boxes = "<section class=\"mod-more\"><h2>Sur le même sujet</h2>";
  for (int i = 0; i < 3; ++i) {
    boxes += "<div class=\"card\"><img src=\"/i/" + Random(random, 8) + ".jpg\" alt=\"\"><h3>" +
             link() + "</a></h3><p>" + Headline(random) + ", " + Headline(random) + ".</p></div>";
  }
  boxes += "</section><div class=\"widget\"><h4>Les plus lus</h4><ol>";
  for (int i = 0; i < 5; ++i) {
    boxes += "<li>" + link() + "</a></li>";
  }
  boxes += "</ol></div><p class=\"post-views\">Vues : " + std::to_string(random() % 9000) + "</p>";
  page.insert(ends.back(), boxes);
  page.insert(ends[ends.size() / 2],
              "<p><strong>A lire également : " + link() + "</a></strong></p>");
  page.insert(ends[ends.size() / 4],
              "<div class=\"wp-block-nl\"><p>Rejoignez nos " +
                  std::to_string(1000 + random() % 9000) +
                  " abonnés sur WhatsApp</p><a href=\"https://chat.example/" + Random(random, 9) +
                  "\">Je m'abonne</a></div>");
  return page;
}

std::size_t Pages(std::size_t usual) {
  const char* wanted = std::getenv("KIOSQUE_NOISE_PAGES");
  return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : usual;
}

// Visits `pages` real pages ten times each, `page_of(original, visit, random)` being what is found;
// how many of them were visited.
template <typename PageOf>
std::size_t VisitWithNoise(std::size_t pages, PageOf page_of) {
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
    if (visited == pages || original.size() > 400'000) {
      continue;
    }
    const std::string url = "https://journal.example/" + std::to_string(visited++);
    std::mt19937_64 random(visited);
    for (int visit = 0; visit < kVisits; ++visit) {
      CaptureRecord record =
          testing::MakeRecord(url, visit * 3600, page_of(original, visit, random));
      const PageContext context{record.capture.url, record.capture.time, "", ""};
      ParsedPage page = ParsePage(record.body.view(), "", context);
      KeepSteady(*archive, record.capture.url, record.body.view(), page);
      record.article = std::move(page.article);
      EXPECT_TRUE(archive->Commit(testing::Group(std::move(record))));
    }
    EXPECT_EQ(archive->Versions(testing::MakeUrl(url)).value().size(), 1u) << file.filename();
  }
  return visited;
}

TEST(Noise, MakesNoVersionInTenVisitsToRealPages) {
  KIOSQUE_NEED_TEST_DATA();
  const auto page_of = [](const std::string& original, int visit, std::mt19937_64& random) {
    return visit == 0 ? original : Mutate(original, random);
  };
  EXPECT_GT(VisitWithNoise(Pages(40), page_of), 0u);
}

TEST(Noise, MakesNoVersionInsideTheArticleEither) {
  KIOSQUE_NEED_TEST_DATA();
  const auto page_of = [](const std::string& original, int, std::mt19937_64& random) {
    return Restyle(Interrupt(Mutate(original, random), random), random);
  };
  EXPECT_GT(VisitWithNoise(Pages(10), page_of), 0u);
}

TEST(Noise, MakesNoVersionByTheBoxesOfOtherThemes) {
  KIOSQUE_NEED_TEST_DATA();
  const auto page_of = [](const std::string& original, int, std::mt19937_64& random) {
    return Surround(original, random);
  };
  EXPECT_GT(VisitWithNoise(Pages(10), page_of), 0u);
}

}  // namespace
}  // namespace kiosque
