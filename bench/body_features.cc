// body_features — writes the feature rows of the body model for a list of pages.
//
//   body_features PREFIX [SCORES] < pages.tsv       a line: id TAB path (.html or .html.gz) TAB
//   charset of the header
//
// PREFIX.txt   "#" TAB id TAB number of blocks, then the text of each block on a line of its own
// PREFIX.f32   the rows, little-endian floats: first-pass rows, or second-pass rows when SCORES is
// given PREFIX.names one feature name a line SCORES       little-endian floats, one a block, in the
// order of PREFIX.txt: the first pass's probabilities
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "base/unicode.h"
#include "bench/page_file.h"
#include "parser/body_block.h"
#include "parser/body_context.h"
#include "parser/body_evidence.h"
#include "parser/body_features.h"
#include "parser/charset.h"
#include "parser/document.h"

namespace {

using kiosque::BlockList;
using kiosque::BodyContext;
using kiosque::BodyFeatures;

std::string TextOf(const kiosque::Document& document, const BlockList& list, std::size_t block) {
  std::string text;
  for (std::uint32_t t = list.blocks[block].text_begin; t < list.blocks[block].text_end; ++t) {
    text += document[list.texts[t]].text;
  }
  return kiosque::CollapseSpace(text);
}

void WriteRow(std::ofstream* out, const std::vector<float>& row) {
  out->write(reinterpret_cast<const char*>(row.data()),
             static_cast<std::streamsize>(row.size() * sizeof(float)));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: body_features PREFIX [SCORES] < pages.tsv\n");
    return 2;
  }
  const std::string prefix = argv[1];
  std::ofstream texts(prefix + ".txt", std::ios::binary);
  std::ofstream rows(prefix + ".f32", std::ios::binary);
  std::ofstream names(prefix + ".names", std::ios::binary);
  std::ifstream scores;
  if (argc > 2) {
    scores.open(argv[2], std::ios::binary);
  }
  const bool second = scores.is_open();
  const auto& feature_names = second ? BodyContext::Names() : BodyFeatures::FirstNames();
  for (const std::string_view name : feature_names) {
    names << name << '\n';
  }
  std::string line;
  while (std::getline(std::cin, line)) {
    const std::size_t tab = line.find('\t');
    const std::size_t end = std::min(line.find('\t', tab + 1), line.size());
    if (tab == std::string::npos) {
      continue;
    }
    const std::string path = line.substr(tab + 1, end - tab - 1);
    const std::string charset =
        end < line.size() ? line.substr(end + 1, line.find('\t', end + 1) - end - 1) : "";
    const auto document = kiosque::Document::Parse(
        kiosque::DecodeHtml(kiosque::bench::ReadPageFile(path), charset).text);
    const BlockList list = kiosque::GatherBlocks(document);
    const auto evidence = kiosque::GatherBodyEvidence(document);
    const BodyFeatures page(document, list, evidence);
    texts << "#\t" << line.substr(0, tab) << '\t' << page.size() << '\n';
    std::vector<float> given(page.size());
    std::vector<float> row(feature_names.size());
    if (second) {
      scores.read(reinterpret_cast<char*>(given.data()),
                  static_cast<std::streamsize>(given.size() * sizeof(float)));
    }
    const BodyContext context(page, given);
    for (std::size_t i = 0; i < page.size(); ++i) {
      texts << TextOf(document, list, i) << '\n';
      kiosque::FeatureRow places(row);
      if (second) {
        context.Second(i, &places);
      } else {
        page.First(i, &places);
      }
      WriteRow(&rows, row);
    }
  }
  return 0;
}
