// scratch_file.h — a file without a future, where bytes are laid out to be read.
//
// Errors: kIo, kNoSpace. Threads: one.
#ifndef KIOSQUE_CORPUS_SCRATCH_FILE_H_
#define KIOSQUE_CORPUS_SCRATCH_FILE_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/error.h"
#include "corpus/zip_file.h"

namespace kiosque {

class ScratchFile {
 public:
  ScratchFile();
  ~ScratchFile();
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  /// Lays an entry of `package` out. After kCorrupt, what came before the damaged place is there.
  Status Fill(const ZipReader& package, std::size_t entry);
  const std::string& path() const { return path_; }
  /// `bytes` from `offset` on; fewer at the end of the file.
  std::string Part(std::uint64_t offset, std::size_t bytes) const;

 private:
  std::string path_;
  int fd_ = -1;
};

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_SCRATCH_FILE_H_
