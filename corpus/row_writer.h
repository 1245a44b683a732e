// row_writer.h — corpus rows in the formats that people open.
//
//   jsonl     one JSON object a line; absent columns are left out
//   csv       RFC 4180, a header line, CRLF; lists joined by "; ", links as "anchor <url>"
//   markdown  one document an article, YAML front matter, documents separated as YAML does ("---")
//   text      a few "Name: value" lines, an empty line, the plain text; articles separated by a
//             form feed
//   tei       one TEI P5 corpus: a header and a text an article (tei_writer.h)
//   vertical  a token a line, doc, p and s as tags (token_writers.h)
//   conllu    a token a line in ten columns, those that need a tagger empty (token_writers.h)
//
// Errors: those of the sink. Threads: one.
// Source: jsonlines.org; RFC 4180; YAML 1.2.2 §7.3.1 (double-quoted scalars).
#ifndef KIOSQUE_CORPUS_ROW_WRITER_H_
#define KIOSQUE_CORPUS_ROW_WRITER_H_

#include <memory>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "corpus/byte_sink.h"
#include "corpus/row.h"
#include "corpus/schema.h"

namespace kiosque {

enum class CorpusFormat : std::uint8_t { kJsonl, kCsv, kMarkdown, kText, kTei, kVertical, kConllu };

/// "jsonl", "csv", "markdown", "text", "tei", "vertical", "conllu".
std::string_view CorpusFormatName(CorpusFormat format);
std::optional<CorpusFormat> CorpusFormatFromName(std::string_view name);
/// What the name of a file of this format ends in, without the dot: "jsonl", "xml" …
std::string_view CorpusFormatSuffix(CorpusFormat format);

class RowWriter {
 public:
  virtual ~RowWriter() = default;
  virtual Status Write(const CorpusRow& row) = 0;
  /// Ends the output and the sink. Call once, last.
  virtual Status Finish() = 0;
};

struct RowWriterOptions {
  CorpusSchema schema = CorpusSchema::kKiosque;  ///< of jsonl and csv
  /// CSV: cells that a spreadsheet would run as a formula (first character = + - @ or a control)
  /// get an apostrophe in front. Off, cells are exactly the text.
  bool guard_formulas = true;
};

std::unique_ptr<RowWriter> MakeRowWriter(CorpusFormat format, std::unique_ptr<ByteSink> sink,
                                         const RowWriterOptions& options = {});

/// One article as a Markdown document with front matter: what the markdown format is made of, and
/// `show`.
std::string MarkdownDocument(const CorpusRow& row);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_ROW_WRITER_H_
