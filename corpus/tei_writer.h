// tei_writer.h — the corpus as TEI P5: one teiCorpus with a TEI element an article.
//
//   teiCorpus / teiHeader, TEI* / teiHeader, text / body / div / head, p, list, quote, table …
//
// dates: publicationStmt/date is when the page says that it was published; profileDesc/creation
// holds when it was crawled. The shape is the subset in tests/data/tei_subset.rng.
//
// Errors and threads: row_writer.h. Characters that XML cannot hold are U+FFFD.
// Source: TEI P5 Guidelines, chapters 2 (header), 3 (core), 15 (corpora).
#ifndef KIOSQUE_CORPUS_TEI_WRITER_H_
#define KIOSQUE_CORPUS_TEI_WRITER_H_

#include <memory>
#include <string>
#include <string_view>

#include "corpus/byte_sink.h"
#include "corpus/row_writer.h"

namespace kiosque {

std::unique_ptr<RowWriter> MakeTeiWriter(std::unique_ptr<ByteSink> sink);

/// Appends `text` as XML character data or attribute value.
void AppendXml(std::string_view text, std::string& out);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_TEI_WRITER_H_
