#include "corpus/byte_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>
#include <vector>

namespace kiosque {
namespace {

constexpr std::size_t kChunk = 256u << 10;
constexpr std::string_view kGzipMagic = "\x1f\x8b\x08";
constexpr std::string_view kZstdMagic = "\x28\xb5\x2f\xfd";
constexpr std::string_view kZstdDictionary = "\x5d\x2a\x4d\x18";

// The file itself.
class File {
 public:
  explicit File(int descriptor) : fd_(descriptor) {}
  ~File() { ::close(fd_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  // Reads into `out`, replacing it; empty at the end. A read error reads as the end: what came
  // before is kept.
  void Read(std::string& out) {
    out.resize(kChunk);
    ssize_t got = 0;
    do {
      got = ::read(fd_, out.data(), out.size());
    } while (got < 0 && errno == EINTR);
    out.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  }
  // The first bytes, without moving on.
  std::string Start() {
    std::string start(8, '\0');
    const ssize_t got = ::pread(fd_, start.data(), start.size(), 0);
    start.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return start;
  }

 private:
  const int fd_;
};

class PlainSource final : public ByteSource {
 public:
  explicit PlainSource(std::unique_ptr<File> file) : file_(std::move(file)) {}

 protected:
  bool Fill(std::string& out) override {
    file_->Read(chunk_);
    compressed_bytes_ += chunk_.size();
    out += chunk_;
    return !chunk_.empty();
  }

 private:
  std::unique_ptr<File> file_;
  std::string chunk_;
};

class GzipSource final : public ByteSource {
 public:
  explicit GzipSource(std::unique_ptr<File> file) : file_(std::move(file)) {
    if (inflateInit2(&stream_, 31) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  ~GzipSource() override { inflateEnd(&stream_); }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

 protected:
  bool Fill(std::string& out) override {
    const std::size_t before = out.size();
    while (out.size() == before) {
      if (in_.empty() && !Refill()) {
        damaged_ += in_member_ ? 1 : 0;  // cut off
        in_member_ = false;
        return false;
      }
      if (searching_ && !FindMember()) {
        continue;
      }
      Inflate(out);
    }
    return true;
  }

 private:
  bool Refill() {
    file_->Read(chunk_);
    compressed_bytes_ += chunk_.size();
    carried_ += chunk_;
    in_ = carried_;
    return !chunk_.empty();
  }

  void Consume(std::size_t bytes) {
    in_.remove_prefix(bytes);
    if (in_.empty()) {
      carried_.clear();
    }
  }

  // After damage: to the next thing that looks like the start of a member.
  bool FindMember() {
    const std::size_t at = in_.find(kGzipMagic);
    if (at == std::string_view::npos) {
      const std::size_t keep = std::min<std::size_t>(kGzipMagic.size() - 1, in_.size());
      carried_ = std::string(in_.substr(in_.size() - keep));  // the magic may be cut by the chunk
      in_ = {};
      return false;
    }
    Consume(at);
    searching_ = false;
    inflateReset(&stream_);
    return true;
  }

  void Inflate(std::string& out) {
    const std::size_t before = out.size();
    out.resize(before + kChunk);
    stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(in_.data()));
    stream_.avail_in = static_cast<uInt>(in_.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream_.avail_out = static_cast<uInt>(kChunk);
    if (!in_member_) {
      MarkMember(before);
    }
    const int result = inflate(&stream_, Z_NO_FLUSH);
    out.resize(before + kChunk - stream_.avail_out);
    Consume(in_.size() - stream_.avail_in);
    in_member_ = true;
    if (result == Z_STREAM_END) {
      inflateReset(&stream_);
      in_member_ = false;
      // Zeros or other bytes between members are passed over.
      searching_ = !in_.empty() && !in_.starts_with('\x1f');
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      ++damaged_;
      in_member_ = false;
      searching_ = true;
      if (!in_.empty()) {
        Consume(1);
      }
    }
  }

  std::unique_ptr<File> file_;
  z_stream stream_{};
  std::string chunk_;
  std::string carried_;  // what in_ views
  std::string_view in_;
  bool in_member_ = false;
  bool searching_ = false;
};

struct FreeDecompressor {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

class ZstdSource final : public ByteSource {
 public:
  explicit ZstdSource(std::unique_ptr<File> file)
      : file_(std::move(file)), context_(ZSTD_createDCtx()) {
    if (!context_) {
      throw std::bad_alloc();
    }
    ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, 27);
  }

 protected:
  bool Fill(std::string& out) override {
    const std::size_t before = out.size();
    while (out.size() == before) {
      if (at_ == chunk_.size() && !Refill()) {
        damaged_ += in_frame_ ? 1 : 0;  // cut off
        in_frame_ = false;
        return false;
      }
      if (searching_) {
        FindFrame();
      } else {
        Decompress(out);
      }
    }
    return true;
  }

 private:
  // What is left of the chunk and the next bytes of the file; false when there are none.
  bool Refill() {
    const std::string left = chunk_.substr(at_);
    file_->Read(chunk_);
    at_ = 0;
    compressed_bytes_ += chunk_.size();
    const bool more = !chunk_.empty();
    chunk_.insert(0, left);
    if (!std::exchange(started_, true)) {
      LoadDictionary();
    }
    return more;
  }

  // A zstd WARC may begin with a skippable frame that holds the dictionary of all others, itself
  // perhaps compressed.
  void LoadDictionary() {
    if (!std::string_view(chunk_).starts_with(kZstdDictionary) || chunk_.size() < 8) {
      return;
    }
    std::size_t size = 0;
    for (std::size_t i = 8; i-- > 4;) {
      size = (size << 8) | static_cast<unsigned char>(chunk_[i]);
    }
    std::string more;
    while (chunk_.size() < 8 + size) {
      file_->Read(more);
      if (more.empty()) {
        ++damaged_;
        return;
      }
      compressed_bytes_ += more.size();
      chunk_ += more;
    }
    std::string dictionary = chunk_.substr(8, size);
    if (std::string_view(dictionary).starts_with(kZstdMagic)) {
      std::string raw(16u << 20, '\0');
      const std::size_t got =
          ZSTD_decompress(raw.data(), raw.size(), dictionary.data(), dictionary.size());
      raw.resize(ZSTD_isError(got) ? 0 : got);
      dictionary = std::move(raw);
    }
    ZSTD_DCtx_loadDictionary(context_.get(), dictionary.data(), dictionary.size());
    at_ = 8 + size;
  }

  // After damage: to the next thing that looks like the start of a frame.
  void FindFrame() {
    const std::size_t found = std::string_view(chunk_).find(kZstdMagic, at_);
    searching_ = found == std::string_view::npos;
    // The magic may be cut by the chunk; Refill keeps what is left.
    at_ = searching_ ? chunk_.size() - std::min(chunk_.size() - at_, kZstdMagic.size() - 1) : found;
    if (searching_ && !Refill()) {
      at_ = chunk_.size();
    }
  }

  void Decompress(std::string& out) {
    const std::size_t before = out.size();
    if (!in_frame_) {
      MarkMember(before);
    }
    const std::size_t begin = at_;
    out.resize(before + kChunk);
    ZSTD_inBuffer in{chunk_.data(), chunk_.size(), at_};
    ZSTD_outBuffer produced{out.data() + before, kChunk, 0};
    const std::size_t left = ZSTD_decompressStream(context_.get(), &produced, &in);
    at_ = in.pos;
    out.resize(before + produced.pos);
    in_frame_ = left != 0;
    if (ZSTD_isError(left) != 0U) {
      ++damaged_;
      in_frame_ = false;
      searching_ = true;
      at_ = std::max(at_, std::min(begin + 1, chunk_.size()));
      ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
    }
  }

  std::unique_ptr<File> file_;
  std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context_;
  std::string chunk_;
  std::size_t at_ = 0;
  bool started_ = false;
  bool in_frame_ = false;
  bool searching_ = false;
};

// The frames that decoders pass over: 18 4D 2A 5?, little-endian.
bool IsSkippableFrame(std::string_view start) {
  return start.size() >= 4 && start.substr(1, 3) == kZstdDictionary.substr(1) &&
         (static_cast<unsigned char>(start[0]) & 0xF0U) == 0x50U;
}

}  // namespace

Result<std::unique_ptr<ByteSource>> ByteSource::Open(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return Fail(errno == ENOENT ? Errc::kNotFound : Errc::kIo,
                fmt::format("cannot read {}: {}", path.string(), std::strerror(errno)));
  }
  auto file = std::make_unique<File>(fd);
  const std::string start = file->Start();
  const std::string_view view = start;
  if (view.starts_with(kGzipMagic)) {
    return std::unique_ptr<ByteSource>(std::make_unique<GzipSource>(std::move(file)));
  }
  if (view.starts_with(kZstdMagic) || IsSkippableFrame(view)) {
    return std::unique_ptr<ByteSource>(std::make_unique<ZstdSource>(std::move(file)));
  }
  return std::unique_ptr<ByteSource>(std::make_unique<PlainSource>(std::move(file)));
}

std::string_view ByteSource::Peek(std::size_t bytes) {
  if (at_ > 0 && buffer_.size() - at_ < bytes) {
    buffer_.erase(0, at_);
    dropped_ += at_;
    at_ = 0;
  }
  while (buffer_.size() - at_ < bytes && !ended_) {
    ended_ = !Fill(buffer_);
  }
  return std::string_view(buffer_).substr(at_);
}

void ByteSource::Skip(std::uint64_t bytes) {
  while (bytes > 0) {
    const std::size_t there = Peek(1).size();
    if (there == 0) {
      return;
    }
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, there));
    at_ += step;
    bytes -= step;
  }
}

std::optional<std::size_t> ByteSource::NextMember(std::size_t from, std::size_t limit) {
  const std::uint64_t here = dropped_ + at_;
  while (!members_.empty() && members_.front() <= here) {
    members_.pop_front();
  }
  const auto found = std::lower_bound(members_.begin(), members_.end(), here + from);
  if (found == members_.end() || *found >= here + limit) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(*found - here);
}

std::string_view ByteSource::Line(std::size_t max_bytes) {
  for (std::size_t want = 256;; want *= 4) {
    const std::string_view there = Peek(std::min(want, max_bytes));
    const std::size_t end = there.find('\n');
    if (end != std::string_view::npos && end < max_bytes) {
      at_ += end + 1;
      return there.substr(0, end + 1);
    }
    if (there.size() >= max_bytes || there.size() < want) {
      const std::size_t size = std::min(there.size(), max_bytes);
      at_ += size;
      return there.substr(0, size);
    }
  }
}

}  // namespace kiosque
