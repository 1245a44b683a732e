#include "parser/agency_credit.h"

#include <algorithm>
#include <cstddef>

#include "base/ascii.h"
#include "parser/clean_text.h"
#include "parser/person_name.h"

namespace kiosque {
namespace {

constexpr std::size_t kDateline = 80;   // bytes; "Antananarivo (Madagascar), le 13 avril 2024 (…"
constexpr std::size_t kShortLine = 40;  // "Source : AFP", "Jeune Afrique avec AFP"
constexpr std::size_t kLastBlocks = 2;

// Agencies are written in one way: "ap" in small letters is a word.
std::string_view AsWritten(std::string_view piece) {
  piece = TrimControlsAndSpaces(piece);
  const std::string_view agency = AgencyOf(piece);
  constexpr std::size_t kLongestInitials = 5;
  const bool capitals =
      std::none_of(piece.begin(), piece.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return piece == agency || capitals || piece.size() > kLongestInitials ? agency
                                                                        : std::string_view();
}

// "(ACP)", "(dpa/lno)", "(AFP, Reuters)": the first agency between these brackets.
std::string_view InBrackets(std::string_view text) {
  while (!text.empty()) {
    const std::size_t cut = std::min(text.find_first_of("/,-"), text.size());
    if (const std::string_view agency = AsWritten(text.substr(0, cut)); !agency.empty()) {
      return agency;
    }
    text.remove_prefix(std::min(cut + 1, text.size()));
  }
  return {};
}

std::string_view InDateline(std::string_view text) {
  const std::size_t open = text.substr(0, kDateline).find('(');
  const std::size_t close = open == std::string_view::npos ? open : text.find(')', open);
  if (close == std::string_view::npos || close > kDateline) {
    return {};
  }
  std::string_view behind = text.substr(close + 1, 8);
  behind.remove_prefix(std::min(behind.find_first_not_of(" .,"), behind.size()));
  const bool dash = behind.starts_with("-") || behind.starts_with("–") || behind.starts_with("—") ||
                    behind.starts_with(":");
  return dash ? InBrackets(text.substr(open + 1, close - open - 1)) : std::string_view();
}

std::string_view AtEnd(std::string_view text) {
  text = TrimControlsAndSpaces(text);
  if (text.ends_with(')')) {
    const std::size_t open = text.rfind('(');
    return open == std::string_view::npos
               ? std::string_view()
               : InBrackets(text.substr(open + 1, text.size() - open - 2));
  }
  if (text.size() > kShortLine) {
    return {};
  }
  while (text.ends_with('.') || text.ends_with(' ')) {
    text.remove_suffix(1);
  }
  const std::size_t word = text.find_last_of(" :/,(");
  return AsWritten(word == std::string_view::npos ? text : text.substr(word + 1));
}

}  // namespace

std::string_view AgencyInText(const std::vector<Block>& blocks) {
  if (blocks.empty()) {
    return {};
  }
  if (const std::string_view agency = InDateline(blocks.front().text); !agency.empty()) {
    return agency;
  }
  for (std::size_t i = 0; i < std::min(kLastBlocks, blocks.size()); ++i) {
    const Block& block = blocks[blocks.size() - 1 - i];
    const std::string_view agency =
        block.kind == BlockKind::kParagraph ? AtEnd(block.text) : std::string_view();
    if (!agency.empty()) {
      return agency;
    }
  }
  return {};
}

}  // namespace kiosque
