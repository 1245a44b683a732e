// markdown_tree.h — the corpus as a folder of Markdown files, one an article.
//
//   DIR/radiookapi.net/2024/04/13/titre-de-larticle-1a2b3c4d.md
//
// The day is that of publication, or of the crawl when the page names none; the end of the name is
// the start of the row's id, so that two stories of one title stay two files and an export into the
// same folder replaces its own files.
//
// Errors: kIo, kNoSpace. Threads: one.
#ifndef KIOSQUE_CORPUS_MARKDOWN_TREE_H_
#define KIOSQUE_CORPUS_MARKDOWN_TREE_H_

#include <filesystem>
#include <memory>
#include <string>

#include "corpus/output_folder.h"
#include "corpus/row.h"
#include "corpus/row_writer.h"

namespace kiosque {

/// A writer into `folder`, which must outlive it.
std::unique_ptr<RowWriter> MakeMarkdownTree(OutputFolder& folder);

/// Where `row` goes, relative to the folder. No part is "." or "..", and none has a separator.
std::filesystem::path MarkdownPath(const CorpusRow& row);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_MARKDOWN_TREE_H_
