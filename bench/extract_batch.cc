// extract_batch — the bodies of a list of pages, for scoring the body extractor alone.
//
//   extract_batch < pages.tsv > got.jsonl      a line: id TAB path (.html or .html.gz) TAB charset
//   of the header TAB url
//
// Prints rows {"id","body"} and, on stderr, the mean time of each step per page.
#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "base/article_text.h"
#include "bench/page_file.h"
#include "parser/article_extractor.h"
#include "parser/body_extract.h"
#include "parser/body_render.h"
#include "parser/charset.h"
#include "parser/document.h"

namespace {

std::string JsonString(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::vector<std::string> Fields(const std::string& line) {
  std::vector<std::string> fields;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t tab = std::min(line.find('\t', at), line.size());
    fields.push_back(line.substr(at, tab - at));
    at = tab + 1;
  }
  fields.resize(4);
  return fields;
}

kiosque::Article ExtractByScores(const kiosque::Document& document, std::ifstream* scores) {
  std::vector<float> given(kiosque::GatherBlocks(document).blocks.size());
  scores->read(reinterpret_cast<char*>(given.data()),
               static_cast<std::streamsize>(given.size() * sizeof(float)));
  const auto selection = kiosque::SelectBodyByScores(document, std::move(given));
  kiosque::Article article;
  article.blocks = kiosque::RenderBody(document, selection.list, selection.keep,
                                       *kiosque::Url::Parse("http://localhost/"));
  return article;
}

}  // namespace

int main(int argc, char** argv) {
  using Clock = std::chrono::steady_clock;
  Clock::duration parsing{};
  Clock::duration extracting{};
  std::size_t pages = 0;
  std::ifstream scores;
  if (argc > 1) {
    scores.open(argv[1], std::ios::binary);
  }
  std::string line;
  while (std::getline(std::cin, line)) {
    const std::vector<std::string> fields = Fields(line);
    const std::string bytes = kiosque::bench::ReadPageFile(fields[1]);
    const auto fallback = kiosque::Url::Parse("http://localhost/");
    const auto url = kiosque::Url::Parse(fields[3]);
    const kiosque::PageContext context{url ? *url : *fallback, {}, {}, {}};
    const auto begin = Clock::now();
    const auto document = kiosque::Document::Parse(kiosque::DecodeHtml(bytes, fields[2]).text);
    const auto parsed = Clock::now();
    const kiosque::Article article = scores.is_open()
                                         ? ExtractByScores(document, &scores)
                                         : kiosque::ExtractArticle(document, context).article;
    const auto end = Clock::now();
    parsing += parsed - begin;
    extracting += end - parsed;
    ++pages;
    fmt::print("{{\"id\":{},\"kind\":\"{}\",\"body\":{}}}\n", JsonString(fields[0]),
               kiosque::PageKindName(article.kind), JsonString(kiosque::BodyText(article)));
  }
  const auto mean = [pages](Clock::duration total) {
    return std::chrono::duration<double, std::milli>(total).count() /
           static_cast<double>(std::max<std::size_t>(pages, 1));
  };
  fmt::print(stderr, "{} pages, ms a page: decode and parse {:.3f}, extract {:.3f}\n", pages,
             mean(parsing), mean(extracting));
  return 0;
}
