#include "storage/index_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/codec.h"
#include "storage/index_keys.h"

namespace kiosque {
namespace {

Error BadKey(std::string_view key) {
  return Fail(Errc::kCorrupt,
              fmt::format("index row {}: not a key of this table", PrintableKey(key)));
}

// Reads and decodes one row; empty when there is none.
template <typename Row>
Result<std::optional<Row>> ReadRow(const Database& index, const DatabaseSnapshot* snapshot,
                                   const std::string& key,
                                   Result<Row> (*decode)(std::string_view)) {
  auto bytes = index.Get(key, snapshot);
  if (!bytes) {
    return bytes.error();
  }
  if (!*bytes) {
    return std::optional<Row>();
  }
  auto row = decode(**bytes);
  if (!row) {
    return RowError(key, row.error());
  }
  return std::optional<Row>(std::move(*row));
}

}  // namespace

Result<StoreCounts> IndexReader::Counts() const {
  auto counts = ReadRow<StoreCounts>(index_, snapshot_, MetaKey(), DecodeStoreCounts);
  if (!counts) {
    return counts.error();
  }
  return counts->value_or(StoreCounts{});
}

Result<LogTree> IndexReader::Tree() const {
  auto tree = ReadRow<LogTree>(index_, snapshot_, TreeKey(), DecodeLogTree);
  if (!tree) {
    return tree.error();
  }
  return tree->value_or(LogTree{});
}

Result<std::uint64_t> IndexReader::LastRoot() const {
  DatabaseCursor cursor = index_.NewCursor(snapshot_);
  cursor.Seek(std::string(1, kRootTable + 1));
  cursor.Valid() ? cursor.Prev() : cursor.SeekToLast();
  if (!cursor.Valid() || cursor.key().size() != 9 || cursor.key().front() != kRootTable) {
    return cursor.status() ? Result<std::uint64_t>(0)
                           : Result<std::uint64_t>(cursor.status().error());
  }
  return ReadBe64(cursor.key().substr(1));
}

Result<std::optional<PageRow>> IndexReader::Page(std::string_view surt) const {
  return ReadRow<PageRow>(index_, snapshot_, PageKey(surt), DecodePageRow);
}

Result<std::optional<VersionRow>> IndexReader::VersionAt(std::string_view surt,
                                                         std::uint32_t number) const {
  return ReadRow<VersionRow>(index_, snapshot_, VersionKey(surt, number), DecodeVersionRow);
}

Result<std::optional<PayloadPlace>> IndexReader::Place(const Sha256& digest) const {
  return ReadRow<PayloadPlace>(index_, snapshot_, PayloadKey(digest), DecodePayloadPlace);
}

Status IndexReader::WalkCaptures(const std::string& begin, std::string_view site,
                                 const std::function<bool(const Capture&)>& visit) const {
  DatabaseCursor cursor = index_.NewCursor(snapshot_, /*fill_cache=*/false);
  for (cursor.Seek(begin); cursor.Valid() && cursor.key().starts_with(begin); cursor.Next()) {
    const auto parts = ParseCaptureKey(cursor.key());
    if (!parts) {
      return BadKey(cursor.key());
    }
    if (!SurtUnder(site, parts->surt)) {
      continue;
    }
    auto capture = DecodeCapture(cursor.value());
    if (!capture) {
      return RowError(cursor.key(), capture.error());
    }
    if (!visit(*capture)) {
      return Ok();
    }
  }
  return cursor.status();
}

Status IndexReader::VisitCaptures(std::string_view surt,
                                  const std::function<bool(const Capture&)>& visit) const {
  return WalkCaptures(RowsOfPage(kCaptureTable, surt), {}, visit);
}

Status IndexReader::ScanCaptures(std::string_view prefix,
                                 const std::function<bool(const Capture&)>& visit) const {
  return WalkCaptures(std::string(1, kCaptureTable).append(prefix), prefix, visit);
}

Status IndexReader::ScanVersions(
    std::string_view prefix,
    const std::function<bool(std::string_view, std::uint32_t, const VersionRow&)>& visit) const {
  const std::string begin = std::string(1, kVersionTable).append(prefix);
  DatabaseCursor cursor = index_.NewCursor(snapshot_, /*fill_cache=*/false);
  // The page rows are in the same order: a second cursor beside the first is one pass over each.
  DatabaseCursor pages = index_.NewCursor(snapshot_, /*fill_cache=*/false);
  std::string page_key;
  PageRow page;
  for (cursor.Seek(begin); cursor.Valid() && cursor.key().starts_with(begin); cursor.Next()) {
    const auto parts = ParseVersionKey(cursor.key());
    if (!parts) {
      return BadKey(cursor.key());
    }
    if (!SurtUnder(prefix, parts->surt)) {
      continue;
    }
    if (const std::string key = PageKey(parts->surt); key != page_key) {
      if (page_key.empty()) {
        pages.Seek(key);
      }
      while (pages.Valid() && pages.key() < key) {
        pages.Next();
      }
      if (!pages.Valid() || pages.key() != key) {
        return pages.status() ? RowError(key, Fail(Errc::kCorrupt, "missing")) : pages.status();
      }
      auto row = DecodePageRow(pages.value());
      if (!row) {
        return RowError(key, row.error());
      }
      page = *row;
      page_key = key;
    }
    auto row = DecodeVersionRow(cursor.value());
    if (!row) {
      return RowError(cursor.key(), row.error());
    }
    if (parts->number == page.latest) {
      row->last_seen = page.last_seen;
    }
    if (!visit(parts->surt, parts->number, *row)) {
      return Ok();
    }
  }
  return cursor.status();
}

Status IndexReader::ScanState(
    std::string_view prefix, std::string_view from,
    const std::function<bool(std::string_view, std::string_view)>& visit) const {
  const std::string begin = StateKey(prefix);
  DatabaseCursor cursor = index_.NewCursor(snapshot_);
  for (cursor.Seek(std::max(begin, StateKey(from)));
       cursor.Valid() && cursor.key().starts_with(begin); cursor.Next()) {
    if (!visit(cursor.key().substr(1), cursor.value())) {
      return Ok();
    }
  }
  return cursor.status();
}

}  // namespace kiosque
