// extract_hostile — what pages that mean harm cost: 10 MB each (one of 50 MB), parsed, read and its
// links taken, as the crawl does it.
//
//   extract_hostile [NAME]     only shapes whose name holds NAME
//
// Prints CPU seconds and peak memory; exit code 1 when a page takes more than a second for 10 MB.
#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "parser/page.h"

namespace {

constexpr std::size_t kSize = 10'000'000;
constexpr double kLimit = 1;  // seconds for kSize bytes

double CpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::string Repeat(std::string_view piece, std::size_t size) {
  std::string out;
  out.reserve(size + piece.size());
  while (out.size() < size) {
    out += piece;
  }
  return out;
}

std::string Numbered(std::string_view head, std::string_view tail, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; out.size() < size; ++i) {
    out += fmt::format("{}{}{}", head, i, tail);
  }
  return out;
}

struct Shape {
  std::string name;
  std::string html;
};

std::vector<Shape> Shapes() {
  const std::string deep = Repeat("<div>", 500 * 5);
  const std::string prose = "Le pont, fermé depuis janvier, a été rouvert mardi matin. ";
  return {
      {"100,000 nested div", Repeat("<div>", 500'000) + Repeat("x", 9'500'000)},
      {"100,000 unclosed b", Repeat("<b>", 300'000) + Repeat("<p>x", 9'700'000)},
      {"20,000 attributes", "<p" + Numbered(" a", "=x", kSize) + ">y"},
      {"20,000 class values", "<p class='" + Numbered(" c", "", kSize) + "'>y"},
      {"one text of 50 MB", "<p>" + Repeat(prose, 5 * kSize)},
      {"one word of 50 MB", "<p>" + Repeat("x", 5 * kSize)},
      {"isindex", Repeat("<isindex>", kSize)},
      {"div", Repeat("<div>", kSize)},
      {"nested tables", Repeat("<table><td>", kSize)},
      {"text before tables", Repeat("x<table>", kSize)},
      {"misnested formatting", Repeat("<b><i></b></i>", kSize)},
      {"misnested links", Repeat("<a href=/x><p>y</a>", kSize)},
      {"paragraphs", Repeat("<p>" + prose, kSize)},
      {"short paragraphs", Repeat("<p>x", kSize)},
      {"deep short paragraphs", deep + Repeat("<p>x", kSize)},
      {"deep classed paragraphs",
       Repeat("<div class='a b' id=c>", 11'000) + Repeat("<p class=d>x</p>", kSize)},
      {"paragraphs of other markup", Numbered("<p class='", "a x'>y z</p>", kSize)},
      {"lines", "<p>" + Repeat("x<br>", kSize)},
      {"list items", "<ul>" + Repeat("<li>x y z", kSize)},
      {"lists in lists", Repeat("<ul><li>x", kSize)},
      {"numbered list", "<p>" + prose + "<ol>" + Repeat("<li>" + prose, kSize)},
      {"one table", "<table>" + Repeat("<tr><td>x<td>y", kSize)},
      {"headings", Repeat("<h2><a href=/a>Le pont rouvert</a></h2>", kSize)},
      {"links", Numbered("<a href=/", ">x</a> ", kSize)},
      {"long title",
       "<title>" + Numbered("mot", " ", kSize / 2) + "</title>" + Repeat("<p>" + prose, kSize / 2)},
      {"many titles",
       Numbered("<meta property=og:title content='Le pont ", " rouvert'>", kSize / 2) + "<body>" +
           Repeat("<p>" + prose, kSize / 2)},
      {"JSON-LD",
       "<script type=application/ld+json>" + Repeat("{\"articleBody\":\"a b c\",[", kSize)},
      {"JSON-LD blocks",
       Repeat("<script type=application/ld+json>{\"@type\":\"Article\"}</script>", kSize)},
      {"meta", Repeat("<meta name=description content='Le pont rouvert'>", kSize)},
      {"scripts", Repeat("<script>x</script>", kSize)},
      {"comments", Repeat("<!--x-->", kSize)},
      {"entities", Repeat("&amp;", kSize)},
      {"ampersands", Repeat("&", kSize)},
      {"open angles", Repeat("<", kSize)},
      {"zeros", std::string(kSize, '\0')},
      {"invalid bytes", std::string(kSize, '\xff')},
      {"times", Repeat("<time datetime=2024-04-12>12 avril 2024</time>", kSize)},
      {"bylines", Repeat("<div class=author>Par Jeanne Kabeya</div>", kSize)},
      {"articles", Repeat("<article><h2>a</h2><p>" + prose + "</article>", kSize)},
      {"nested articles", Repeat("<article><p>" + prose, kSize)},
      {"figures", Repeat("<figure><img src=a><figcaption>" + prose + "</figure>", kSize)},
      {"posts", Repeat("<div class=fb-post><p>" + prose, kSize)},
      {"frames",
       Numbered("<p>x<iframe src='https://player.vimeo.com/video/", "'></iframe>", kSize)},
      {"hidden", Repeat("<div style='display:none'>" + prose + "</div>", kSize)},
  };
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view wanted = argc > 1 ? argv[1] : "";
  const kiosque::PageContext context{.url = kiosque::Url::Parse("https://example.org/a").value(),
                                     .language_hint = {},
                                     .time_zone = {}};
  bool slow = false;
  for (const Shape& shape : Shapes()) {
    if (shape.name.find(wanted) == std::string::npos) {
      continue;
    }
    const double begin = CpuSeconds();
    const kiosque::ParsedPage page = kiosque::ParsePage(shape.html, "utf-8", context);
    const double seconds = CpuSeconds() - begin;
    const double allowed =
        kLimit * std::max(1.0, static_cast<double>(shape.html.size()) / (kSize * 1.01));
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("{:<28} {:>5.1f} MB {:>7.3f} s {:>6} MB {:>8} words{}\n", shape.name,
               static_cast<double>(shape.html.size()) * 1e-6, seconds, usage.ru_maxrss / 1024,
               page.article.words, seconds > allowed ? "  TOO SLOW" : "");
    slow = slow || seconds > allowed;
  }
  return slow ? 1 : 0;
}
