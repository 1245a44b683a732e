// body_evidence.h — what a page says of its own article, as hashed words to compare blocks with.
//
// Titles (title, og:title, JSON-LD headline), descriptions and JSON-LD articleBody. JSON-LD is read
// here by key alone, so that a graph that no JSON parser accepts is still evidence. Evidence is
// compared with the tree, never copied from.
//
// Errors: none. Time linear in the head and the JSON-LD. Threads: pure function.
#ifndef KIOSQUE_PARSER_BODY_EVIDENCE_H_
#define KIOSQUE_PARSER_BODY_EVIDENCE_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parser/document.h"

namespace kiosque {

/// A set of word sequences of one to three words.
class ShingleSet {
 public:
  void Add(std::span<const std::uint32_t> words);
  /// Call once after the last Add.
  void Seal();
  bool empty() const { return hashes_.empty(); }
  /// Share of the sequences of `words` (of three words, or of all when fewer) that the set holds;
  /// 0…1.
  float Covers(std::span<const std::uint32_t> words) const;

 private:
  std::vector<std::uint64_t> hashes_;  // sorted
};

struct BodyEvidence {
  std::vector<std::vector<std::uint32_t>> titles;
  std::vector<std::vector<std::uint32_t>> descriptions;
  ShingleSet article_body;
  std::uint32_t article_body_words = 0;
  bool says_article = false;  ///< og:type or JSON-LD type names an article
};

BodyEvidence GatherBodyEvidence(const Document& document);

/// The string values of `"key": "…"` in a JSON text, unescaped, in order; at most `limit`.
std::vector<std::string> JsonStrings(std::string_view json, std::string_view key,
                                     std::size_t limit);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_EVIDENCE_H_
