// output_folder.h — a folder that is being filled with files, and the digest of each of them.
//
// Made to write, or only to see what would be written: then the bytes go nowhere, and the digests
// are the same.
//
// Errors: kIo, kNoSpace. Threads: one.
#ifndef KIOSQUE_CORPUS_OUTPUT_FOLDER_H_
#define KIOSQUE_CORPUS_OUTPUT_FOLDER_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/sha256.h"
#include "corpus/byte_sink.h"

namespace kiosque {

struct OutputFile {
  std::string path;  ///< relative, with "/"
  std::uint64_t bytes = 0;
  std::uint64_t rows = 0;
  Sha256 sha256{};

  bool operator==(const OutputFile&) const = default;
};

class OutputFolder {
 public:
  enum class Purpose : std::uint8_t { kWrite, kDigestOnly };
  OutputFolder(std::filesystem::path folder, Purpose purpose)
      : folder_(std::move(folder)), purpose_(purpose) {}

  /// A file under the relative `path`; it appears, and is listed, at Finish. Compressed by its
  /// suffix. This folder must outlive it.
  Result<std::unique_ptr<ByteSink>> Open(const std::string& path);
  /// Counts a row of the file `path`.
  void CountRow(const std::string& path) { ++rows_[path]; }
  /// What was finished, by path.
  std::vector<OutputFile> Files() const;

 private:
  class Recorder;
  const std::filesystem::path folder_;
  const Purpose purpose_;
  std::map<std::string, OutputFile> files_;
  std::map<std::string, std::uint64_t> rows_;
};

/// The root of a Merkle tree (RFC 9162 §2.1.1) whose leaves are the lines that sha256sum prints
/// for the files, "HEX  PATH", in the order given.
Sha256 MerkleRoot(const std::vector<OutputFile>& files);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_OUTPUT_FOLDER_H_
