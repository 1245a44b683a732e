// warc_export.h — the archive as WARC 1.1, for every other tool of web archiving.
//
// Each capture that has a response becomes a response record (or a revisit, when the same page gave
// the same bytes before, or answered 304), with its request and a metadata record (via, fetch time)
// beside it. Where a version begins, its article follows twice: as a metadata record without loss
// (article_json.h) and as a conversion record in plain text, as Common Crawl's WET files have it.
// Bodies are as received: de-chunked, content coding kept. Captures come in SURT and time order, so
// the CDXJ index is written along.
//
// What is not in a WARC, and is counted: attempts that got no response, and captures whose body was
// not kept because nothing but noise had changed (a revisit would claim equal bytes, which is not
// true).
//
// The same archive gives the same files: record ids are made from the content.
//
// Errors: those of the archive and of the output. Threads: one; the archive may be written
// meanwhile.
#ifndef KIOSQUE_CORPUS_WARC_EXPORT_H_
#define KIOSQUE_CORPUS_WARC_EXPORT_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "corpus/capture_selection.h"
#include "corpus/cdxj.h"
#include "corpus/warc_writer.h"
#include "storage/archive.h"

namespace kiosque {

struct WarcExportOptions {
  WarcWriterOptions writer{};
  std::filesystem::path cdxj{};  ///< index file; empty = none
  CaptureSelection selection{};
  /// Called for every response and revisit written, e.g. to list pages; `version` is that which
  /// began with it, or nullptr. An Error ends the export.
  std::function<Status(const Capture& capture, const Version* version)> on_capture{};
};

struct WarcExportReport {
  std::uint64_t responses = 0;
  std::uint64_t revisits = 0;
  std::uint64_t requests = 0;
  std::uint64_t articles = 0;          ///< versions whose article is in
  std::uint64_t without_response = 0;  ///< attempts that got none
  std::uint64_t without_body = 0;      ///< bodies that were not kept
  std::vector<std::filesystem::path> files{};
};

Result<WarcExportReport> ExportWarc(const Archive& archive, const WarcExportOptions& options);

/// The line of warcinfo that says: the articles of this file are in metadata records, and a page
/// without one has none.
inline constexpr std::string_view kArticlesLine = "articles";

/// The warcinfo lines that say who made a file: software, format, conformsTo, kArticlesLine, and
/// `operator_contact` when it is not empty.
std::vector<WarcField> WarcInfo(const std::string& program_version,
                                const std::string& operator_contact);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_WARC_EXPORT_H_
