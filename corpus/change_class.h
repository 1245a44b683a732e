// change_class.h — how much a change of an article matters.
//
//   rank  class       what changed, and nothing graver
//    0    none        nothing but typography, spaces, embeds or counters
//    1    date        the date was bumped, the text is the same
//    2    credits     byline, agency or lead image
//    3    typo        letters within words, accents, case, punctuation, the cut into paragraphs
//    4    moved       the page answers with a redirect to another address
//    5    wording     words
//    6    headline    the title (more than a typo in it)
//    7    substance   numbers, names, quotations, paragraphs added or removed
//    8    undeleted   the page is back
//    9    deleted     404, 410, or a redirect to the front page
//
// A change has one class, the gravest, and names all that it has. What counts as a name or a
// quotation is told from the text alone: a capital inside a sentence, quotation marks, block
// quotes.
//
// Errors: none. Threads: pure functions.
#ifndef KIOSQUE_CORPUS_CHANGE_CLASS_H_
#define KIOSQUE_CORPUS_CHANGE_CLASS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/article_diff.h"

namespace kiosque {

enum class ChangeClass : std::uint8_t {
  kNone,
  kDate,
  kCredits,
  kTypo,
  kMoved,
  kWording,
  kHeadline,
  kSubstance,
  kUndeleted,
  kDeleted,
};

/// "none", "date", "credits", "typo", "moved", "wording", "headline", "substance", "undeleted",
/// "deleted".
std::string_view ChangeClassName(ChangeClass change);
std::optional<ChangeClass> ChangeClassFromName(std::string_view name);
/// All of them, in order of rank.
std::span<const ChangeClass> ChangeClasses();

/// What a change of text is made of.
struct ChangeSummary {
  ChangeClass change = ChangeClass::kNone;  ///< the gravest
  std::vector<ChangeClass> classes{};       ///< all, in rising rank; empty for kNone
  std::vector<std::string> numbers{};       ///< "42 → 24": out of the text and into it
  std::vector<std::string> names{};         ///< "Kamerhe", each that came or went
  bool quotes = false;                      ///< words inside quotation marks
  std::uint32_t paragraphs_added = 0;
  std::uint32_t paragraphs_removed = 0;
  std::uint32_t words_added = 0;
  std::uint32_t words_removed = 0;
};

/// Judges the change from one article to another. `language` (a BCP 47 primary tag, or empty) tells
/// whether all nouns are capitalised.
ChangeSummary ClassifyChange(const ArticleDiff& diff, std::string_view language);

/// One line: "headline, substance (42 → 24; +1 paragraph)".
std::string DescribeChange(const ChangeSummary& summary);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_CHANGE_CLASS_H_
