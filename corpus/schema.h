// schema.h — the rows under the names that others know: the columns of data sets of news that are
// in wide use.
//
//   kiosque      all of row.h
//   fineweb      text, id, dump, url, date, file_path, language, language_score, token_count
//   ccnews       title, text, domain, date, description, url, image_url
//   news-please  authors, date_download, date_publish … as news-please writes JSON
//
// In the foreign ones every column is in every row, null when there is nothing: readers infer types
// from the first rows. What we do not measure (language_score, token_count) is null, never made up.
// Which date "date" is differs: fineweb's is that of the crawl, ccnews's that of publication.
//
// Errors: none. Threads: pure functions.
// Source: the data cards of HuggingFaceFW/fineweb and vblagoje/cc_news; news-please's README.
#ifndef KIOSQUE_CORPUS_SCHEMA_H_
#define KIOSQUE_CORPUS_SCHEMA_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "corpus/row.h"

namespace kiosque {

enum class CorpusSchema : std::uint8_t { kKiosque, kFineweb, kCcNews, kNewsPlease };

/// "kiosque", "fineweb", "ccnews", "news-please".
std::string_view CorpusSchemaName(CorpusSchema schema);
std::optional<CorpusSchema> CorpusSchemaFromName(std::string_view name);

/// The columns, in the order in which they are written.
std::span<const Column> ColumnsOf(CorpusSchema schema);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_SCHEMA_H_
