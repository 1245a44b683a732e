#include "parser/gunzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace kiosque {

struct Gunzip::Stream {
  z_stream z{};
  std::vector<char> out = std::vector<char>(std::size_t{64} * 1024);
  bool ended = false;
};

Gunzip::Gunzip() : stream_(std::make_unique<Stream>()) {
  constexpr int kAnyWrapper = 15 + 32;  // largest window; gzip or zlib header told by zlib
  broken_ = inflateInit2(&stream_->z, kAnyWrapper) != Z_OK;
}

Gunzip::~Gunzip() {
  inflateEnd(&stream_->z);
}

bool Gunzip::Append(std::string_view bytes, const std::function<bool(std::string_view)>& sink) {
  z_stream& z = stream_->z;
  while (!broken_ && !bytes.empty()) {
    if (stream_->ended) {
      if (bytes.front() != '\x1F') {
        return true;  // padding behind the last member
      }
      broken_ = inflateReset(&z) != Z_OK;
      stream_->ended = false;
    }
    const std::size_t piece = std::min<std::size_t>(bytes.size(), std::numeric_limits<int>::max());
    // zlib's input is not const for historical reasons; it is not written to.
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    z.avail_in = static_cast<uInt>(piece);
    int code = Z_OK;
    do {
      z.next_out = reinterpret_cast<Bytef*>(stream_->out.data());
      z.avail_out = static_cast<uInt>(stream_->out.size());
      code = inflate(&z, Z_NO_FLUSH);
      const std::size_t made = stream_->out.size() - z.avail_out;
      if (made > 0 && !sink(std::string_view(stream_->out.data(), made))) {
        return false;
      }
    } while (code == Z_OK && (z.avail_in > 0 || z.avail_out == 0));
    bytes.remove_prefix(piece - z.avail_in);
    stream_->ended = code == Z_STREAM_END;
    broken_ = code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR;
  }
  return !broken_;
}

}  // namespace kiosque
