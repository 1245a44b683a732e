// zip_file.h — ZIP files, as WACZ packages need them.
//
// Entries are stored, not compressed, so that a reader can seek in them; order and dates are
// fixed, so that equal files give equal packages. Reading takes any ZIP file, and trusts nothing
// in it: names are not used as paths.
//
// Errors: kInvalidArgument for a file that exists (writing) or is no ZIP file, kNotFound, kIo,
// kNoSpace, kCorrupt for an entry that is not what its checksum says.
// Threads: one. Source: PKWARE APPNOTE 6.3.9, by libzip.
#ifndef KIOSQUE_CORPUS_ZIP_FILE_H_
#define KIOSQUE_CORPUS_ZIP_FILE_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

struct zip;

namespace kiosque {

/// An entry, and the file or text that it is made of.
struct ZipPart {
  std::string name;              ///< "archive/data-00000.warc.gz"
  std::filesystem::path file{};  ///< empty: `text`
  std::string text{};
};

/// Writes `path`, which must not exist, with `parts` in their order. It appears when it is whole.
Status WriteZip(const std::filesystem::path& path, const std::vector<ZipPart>& parts);

class ZipReader {
 public:
  static Result<std::unique_ptr<ZipReader>> Open(const std::filesystem::path& path);
  ~ZipReader();
  ZipReader(const ZipReader&) = delete;
  ZipReader& operator=(const ZipReader&) = delete;

  struct Entry {
    std::string name;
    std::uint64_t bytes = 0;  ///< as the directory says
    bool stored = false;
  };
  /// As in the directory of the file, names twice and all; folders are left out.
  const std::vector<Entry>& entries() const { return entries_; }
  /// Calls `take` for the bytes of entry `index`, piece by piece, until it answers an Error.
  Status Read(std::size_t index, const std::function<Status(std::string_view piece)>& take) const;
  /// The whole entry; kInvalidArgument when it is larger than `max_bytes`.
  Result<std::string> Text(std::size_t index, std::uint64_t max_bytes) const;
  /// The place of the entry `name`; entries().size() when there is none.
  std::size_t Find(std::string_view name) const;

 private:
  ZipReader() = default;
  std::string path_;
  ::zip* zip_ = nullptr;
  std::vector<Entry> entries_;
  std::vector<std::uint64_t> places_;  // of entries_, in libzip's count
};

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_ZIP_FILE_H_
