// byte_sink.h — where exported bytes go: a file that appears whole, standard output, a compressor
// in between.
//
// A file sink writes beside the wanted name and renames at Finish, so a file of that name is always
// a whole export. Without Finish (an error, a crash) nothing of that name appears.
//
// Errors: kIo, kNoSpace. Threads: one.
#ifndef KIOSQUE_CORPUS_BYTE_SINK_H_
#define KIOSQUE_CORPUS_BYTE_SINK_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace kiosque {

class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual Status Append(std::string_view bytes) = 0;
  /// Everything was appended. Call once, last.
  virtual Status Finish() = 0;
};

/// Keeps the bytes; for tests and for small things.
class StringSink final : public ByteSink {
 public:
  Status Append(std::string_view bytes) override {
    text_.append(bytes);
    return Ok();
  }
  Status Finish() override { return Ok(); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// An open descriptor, e.g. standard output; not closed.
std::unique_ptr<ByteSink> MakeDescriptorSink(int descriptor, std::string name);

/// A file that appears under `path` at Finish.
Result<std::unique_ptr<ByteSink>> MakeFileSink(const std::filesystem::path& path);

enum class OutputCompression : std::uint8_t { kNone, kGzip, kZstd };
/// By suffix: ".gz", ".zst", else none.
OutputCompression CompressionFor(const std::filesystem::path& path);

/// Compresses into `inner`. The bytes depend on the input alone: no time, no name, one thread.
std::unique_ptr<ByteSink> MakeCompressingSink(OutputCompression compression,
                                              std::unique_ptr<ByteSink> inner);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_BYTE_SINK_H_
