// row.h — one article of the corpus, as a row of named columns: the one place that says what a row
// is.
//
// A CorpusRow is one version of one story. Columns() is the whole model: each column has a name, a
// meaning and a value; every writer (JSON Lines, CSV, later ones) is a walk over it, and
// docs/corpus.md is checked against it.
//
// Dates: date_published is what the page says, date_crawled is when we first saw this version. They
// are never mixed: an article without a date has none.
//
// Errors: none. Threads: values and pure functions.
#ifndef KIOSQUE_CORPUS_ROW_H_
#define KIOSQUE_CORPUS_ROW_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/article.h"
#include "base/url.h"
#include "storage/archive.h"

namespace kiosque {

/// What is known of the stories that say the same (near_duplicates.h), when that was asked for.
struct RowCluster {
  std::string id{};              ///< the id of its first row
  std::uint64_t size = 1;        ///< rows of the selection in it
  std::string first_host{};      ///< who had it first
  std::int64_t lag_seconds = 0;  ///< how long after that this one appeared
  std::string split{};           ///< "train", "validation", "test"; empty = none was asked for
};

struct CorpusRow {
  const Url& url;
  const Version& version;
  bool latest = true;
  bool last_seen_known = true;  ///< false in an export as of a past time
  const RowCluster* cluster = nullptr;
  std::vector<std::string> aliases{};  ///< other addresses that show it
};

/// A link of the body, in reading order.
struct CorpusLink {
  std::string anchor;
  std::string url;
};

/// A value; std::monostate = the column is absent in this row.
using ColumnValue = std::variant<std::monostate, std::string, std::int64_t, bool,
                                 std::vector<std::string>, std::vector<CorpusLink>>;

struct Column {
  std::string_view name;
  std::string_view meaning;  ///< as in docs/corpus.md
  ColumnValue (*value)(const CorpusRow& row);
};

/// All columns, in the order in which they are written.
std::span<const Column> Columns();

/// What names this version for good: "crawl URL's SURT key" + "#" + number, as SHA-256 in hex, 32
/// digits.
std::string RowId(const CorpusRow& row);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_ROW_H_
