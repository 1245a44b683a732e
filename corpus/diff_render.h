// diff_render.h — an ArticleDiff for people and programs.
//
//   terminal   changed paragraphs with the words marked, [-old-] and {+new+}, in colour on a
//   terminal;
//              unchanged paragraphs are counted, one beside each change is shown in short
//   unified    as diff -u over the paragraphs, one a line; patch(1) reads it
//   html       a standalone fragment: <del> and <ins> inside the paragraphs
//   json       one object: fields, classes, blocks with their word edits
//
// Errors: none. Web text is sanitised for terminal and unified, escaped for html. Threads: pure
// functions.
#ifndef KIOSQUE_CORPUS_DIFF_RENDER_H_
#define KIOSQUE_CORPUS_DIFF_RENDER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "corpus/article_diff.h"
#include "corpus/change_class.h"
#include "storage/capture.h"

namespace kiosque {

enum class DiffFormat : std::uint8_t { kTerminal, kUnified, kHtml, kJson };
/// "terminal", "unified", "html", "json".
std::optional<DiffFormat> DiffFormatFromName(std::string_view name);

/// Two versions of one page and what lies between them. The references outlive this.
struct VersionDiff {
  const Url& url;
  const Version& from;
  const Version& to;
  const ArticleDiff& diff;
  const ChangeSummary& summary;
};

/// `colour` matters to the terminal format alone. Ends in a newline.
std::string RenderDiff(const VersionDiff& diff, DiffFormat format, bool colour);

/// Changed text alone as HTML: what a feed shows.
std::string DiffHtmlBody(const ArticleDiff& diff);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_DIFF_RENDER_H_
