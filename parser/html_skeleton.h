// html_skeleton.h — a page made short for the tree builder: bare tags, and one character for each
// run of text.
//
//   page      <p class="lead">Le <b>président</b> …      skeleton   <p>①<b>②</b>③
//
// ①②③ are placeholders: code points that stand for a text token, one by one. Gumbo's cost goes by
// the character, so it gets few. White space between tags becomes one space or one newline (inside
// pre and textarea it stays). Attributes are left out except where tree construction looks at them:
//   - input type=hidden, which may stay in a table;
//   - formatting elements get one attribute that differs where theirs differ ("Noah's Ark");
//   - html and body get their token's number as an attribute, since a second one's attributes are
//   merged into the first.
//
// The skeleton is also where hostile pages are tamed. An approximate stack of open elements caps
// the depth (deeper elements are emitted empty, before their content) and adds up the work that the
// tree builder will have; when a budget is exceeded, the skeleton is made anew, strictly: less
// depth, and formatting elements written as spans, so that nothing is ever reopened or moved.
//
// Errors: none. Time linear. Threads: pure function.
#ifndef KIOSQUE_PARSER_HTML_SKELETON_H_
#define KIOSQUE_PARSER_HTML_SKELETON_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/html_prescan.h"

namespace kiosque {

struct SkeletonTag {
  std::uint32_t offset;  ///< of its '<' in the skeleton
  std::uint32_t token;   ///< the start tag's number in HtmlScan::tokens
};

struct HtmlSkeleton {
  std::string html;
  std::vector<SkeletonTag> tags;       ///< start tags, by offset
  std::vector<std::uint32_t> runs;     ///< placeholder number -> number of a text token
  std::uint32_t trimmed_run = kNoRun;  ///< the run whose leading white space stands before it
  bool strict = false;

  static constexpr std::uint32_t kNoRun = 0xFFFFFFFF;
  void Clear();
};

/// kAsNeeded turns strict by itself when a budget is exceeded.
enum class SkeletonMode : std::uint8_t { kAsNeeded, kStrict };

/// Writes the skeleton of `scan`, a scan of `html`, into `skeleton`.
void BuildSkeleton(const HtmlScan& scan, std::string_view html, HtmlSkeleton& skeleton,
                   SkeletonMode mode);

/// The text token that the placeholder at text[*at] stands for, moving *at past it; REQUIRES:
/// text[*at] is not ASCII. An index into HtmlSkeleton::runs.
std::size_t ReadPlaceholder(std::string_view text, std::size_t* at);

/// The number behind an attribute of html or body ("r12" -> 12).
std::size_t ReadTokenAttribute(std::string_view name);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_HTML_SKELETON_H_
