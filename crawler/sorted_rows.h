// sorted_rows.h — state rows in memory, in key order, packed into blocks.
//
//   blocks_: "" ──▶ [len len key value][len len key value]…   "fs…" ──▶ […]   …
//
// A block holds the rows from its own name up to the next one's, one behind the other in one piece
// of memory. So a row costs its bytes and eight more, and finding one costs a walk through a block
// that the cache reads ahead, where a tree with a node a row waits for memory at each of its
// levels. A block that grows past kBlock is cut in two, one that shrinks joins the one before it.
//
// Errors: none. Threads: plain value.
// Source: the leaves of a B+ tree; a block of LevelDB (doc/table_format.md) without its shared
// prefixes.
#ifndef KIOSQUE_CRAWLER_SORTED_ROWS_H_
#define KIOSQUE_CRAWLER_SORTED_ROWS_H_

#include <cstddef>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace kiosque {

class SortedRows {
 public:
  SortedRows() { blocks_.emplace(); }  // the one named "", which stays

  void Put(std::string_view key, std::string_view value);
  /// Nothing happens when there is no such row.
  void Erase(std::string_view key);
  std::optional<std::string> Get(std::string_view key) const;
  /// Rows with `prefix` and key >= `from`, in key order, until `visit` returns false. `visit` must
  /// not change rows.
  void Scan(std::string_view prefix, std::string_view from,
            const std::function<bool(std::string_view key, std::string_view value)>& visit) const;
  /// How many pieces the rows are kept in.
  std::size_t blocks() const { return blocks_.size(); }

 private:
  using Blocks = std::map<std::string, std::string, std::less<>>;

  Blocks::iterator BlockOf(std::string_view key) { return std::prev(blocks_.upper_bound(key)); }
  void Split(Blocks::iterator place);

  Blocks blocks_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_SORTED_ROWS_H_
