#include "crawler/content_decoder.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"

namespace kiosque {

// Decodes a little at a time: Step takes from the front of `input` and fills the front of `output`.
class CodingStage {
 public:
  virtual ~CodingStage() = default;
  struct Progress {
    std::size_t taken = 0;
    std::size_t made = 0;
    bool corrupt = false;
  };
  virtual Progress Step(std::string_view input, char* output, std::size_t space) = 0;
  /// Whether the coded stream has come to its end; what follows is ignored.
  virtual bool done() const = 0;

  bool started = false;   ///< whether any byte has come at all
  std::size_t total = 0;  ///< bytes made so far
};

namespace {

// What one Step may write. Small enough to stay in the first-level cache's neighbourhood.
constexpr std::size_t kWindow = std::size_t{32} * 1024;

class ZlibStage final : public CodingStage {
 public:
  explicit ZlibStage(bool gzip) : gzip_(gzip) {}
  ~ZlibStage() override {
    if (state_ != State::kUnopened) {
      inflateEnd(&stream_);
    }
  }
  ZlibStage(const ZlibStage&) = delete;
  ZlibStage& operator=(const ZlibStage&) = delete;

  Progress Step(std::string_view input, char* output, std::size_t space) override {
    Progress progress;
    if (!input.empty() && !Prepare(input)) {
      progress.corrupt = true;
      return progress;
    }
    if (state_ == State::kPastEnd) {
      progress.taken = input.size();
    }
    if (state_ != State::kInside) {
      return progress;
    }
    // zlib's interface is not const-correct; inflate only reads next_in.
    stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(input.data()));
    stream_.avail_in = static_cast<uInt>(input.size());
    stream_.next_out = reinterpret_cast<Bytef*>(output);
    stream_.avail_out = static_cast<uInt>(space);
    const int code = inflate(&stream_, Z_NO_FLUSH);
    progress.taken = input.size() - stream_.avail_in;
    progress.made = space - stream_.avail_out;
    if (code == Z_STREAM_END) {
      state_ = gzip_ ? State::kBetweenMembers : State::kPastEnd;
      had_member_ = true;
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      // Garbage after a whole member may happen to look like another one.
      const bool garbage = had_member_ && stream_.total_out == 0;
      state_ = garbage ? State::kPastEnd : state_;
      progress.corrupt = !garbage;
    }
    return progress;
  }
  bool done() const override {
    return state_ == State::kBetweenMembers || state_ == State::kPastEnd;
  }

 private:
  enum class State : std::uint8_t { kUnopened, kInside, kBetweenMembers, kPastEnd };

  // Opens the first stream or, RFC 1952 §2.2, the next member; what cannot be one is past the end.
  bool Prepare(std::string_view input) {
    if (state_ == State::kUnopened) {
      const int window = gzip_ ? 16 + MAX_WBITS : LooksLikeZlib(input) ? MAX_WBITS : -MAX_WBITS;
      if (inflateInit2(&stream_, window) != Z_OK) {
        return false;
      }
      state_ = State::kInside;
    } else if (state_ == State::kBetweenMembers) {
      const bool another = input[0] == '\x1f' && inflateReset(&stream_) == Z_OK;
      state_ = another ? State::kInside : State::kPastEnd;
    }
    return true;
  }
  // "deflate" means the zlib format (RFC 9110 §8.4.1.2), but some servers send the bare stream:
  // told apart by the two header bytes of RFC 1950 §2.2. A lone first byte decides by its method
  // and window bits.
  static bool LooksLikeZlib(std::string_view input) {
    const auto first = static_cast<unsigned char>(input[0]);
    const bool method = (first & 0x0f) == 8 && (first >> 4) <= 7;
    if (input.size() < 2) {
      return method;
    }
    return method && (first * 256u + static_cast<unsigned char>(input[1])) % 31 == 0;
  }

  z_stream stream_{};
  const bool gzip_;
  State state_ = State::kUnopened;
  bool had_member_ = false;
};

class BrotliStage final : public CodingStage {
 public:
  BrotliStage() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {}
  ~BrotliStage() override { BrotliDecoderDestroyInstance(state_); }
  BrotliStage(const BrotliStage&) = delete;
  BrotliStage& operator=(const BrotliStage&) = delete;

  Progress Step(std::string_view input, char* output, std::size_t space) override {
    const auto* next_in = reinterpret_cast<const std::uint8_t*>(input.data());
    auto* next_out = reinterpret_cast<std::uint8_t*>(output);
    std::size_t left_in = input.size();
    std::size_t left_out = space;
    const auto code =
        BrotliDecoderDecompressStream(state_, &left_in, &next_in, &left_out, &next_out, nullptr);
    done_ = code == BROTLI_DECODER_RESULT_SUCCESS;
    Progress progress;
    progress.taken = input.size() - left_in;
    progress.made = space - left_out;
    progress.corrupt = code == BROTLI_DECODER_RESULT_ERROR;
    return progress;
  }
  bool done() const override { return done_; }

 private:
  BrotliDecoderState* state_;
  bool done_ = false;
};

class ZstdStage final : public CodingStage {
 public:
  ZstdStage() : stream_(ZSTD_createDStream()) {
    // RFC 9659: a decoder of the content coding needs, and a sender may use, no more than 8 MiB.
    ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, 23);
  }
  ~ZstdStage() override { ZSTD_freeDStream(stream_); }
  ZstdStage(const ZstdStage&) = delete;
  ZstdStage& operator=(const ZstdStage&) = delete;

  Progress Step(std::string_view input, char* output, std::size_t space) override {
    Progress progress;
    if (past_end_) {
      progress.taken = input.size();
      return progress;
    }
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    ZSTD_outBuffer out{output, space, 0};
    const std::size_t code = ZSTD_decompressStream(stream_, &out, &in);
    progress.taken = in.pos;
    progress.made = out.pos;
    if (ZSTD_isError(code)) {
      // Bytes after a whole frame that begin no other one are ignored.
      past_end_ = whole_;
      progress.corrupt = !whole_;
    } else if (code == 0 && progress.taken + progress.made > 0) {
      whole_ = true;
    } else if (progress.made > 0) {
      whole_ = false;
    }
    return progress;
  }
  bool done() const override { return whole_; }

 private:
  ZSTD_DStream* stream_;
  bool whole_ = false;  // at the end of a frame
  bool past_end_ = false;
};

// The canonical name of a coding; empty for identity and for names that nobody registered.
std::string_view Canonical(std::string_view name) {
  const std::string lower = AsciiLower(name.substr(0, 16));
  if (lower == "gzip" || lower == "x-gzip") {
    return "gzip";
  }
  for (const std::string_view known : {"deflate", "br", "zstd"}) {
    if (lower == known) {
      return known;
    }
  }
  return {};
}

std::unique_ptr<CodingStage> MakeStage(std::string_view canonical) {
  if (canonical == "br") {
    return std::make_unique<BrotliStage>();
  }
  if (canonical == "zstd") {
    return std::make_unique<ZstdStage>();
  }
  return std::make_unique<ZlibStage>(canonical == "gzip");
}

}  // namespace

ContentDecoder::ContentDecoder() = default;
ContentDecoder::~ContentDecoder() = default;
ContentDecoder::ContentDecoder(ContentDecoder&&) noexcept = default;
ContentDecoder& ContentDecoder::operator=(ContentDecoder&&) noexcept = default;

bool ContentDecoder::Start(std::string_view codings) {
  name_.clear();
  stages_.clear();
  while (!codings.empty()) {
    const auto comma = codings.find(',');
    std::string_view one = codings.substr(0, comma);
    codings.remove_prefix(comma == std::string_view::npos ? codings.size() : comma + 1);
    const auto begin = one.find_first_not_of(" \t");
    one = begin == std::string_view::npos
              ? std::string_view()
              : one.substr(begin, one.find_last_not_of(" \t") - begin + 1);
    const std::string_view canonical = Canonical(one);
    if (canonical.empty()) {
      continue;
    }
    if (stages_.size() == kMaxLayers) {
      return false;
    }
    name_.append(name_.empty() ? "" : ", ").append(canonical);
    stages_.insert(stages_.begin(), MakeStage(canonical));
  }
  return true;
}

DecodeStatus ContentDecoder::Push(std::string_view coded, std::string& out, std::size_t limit) {
  return Through(0, coded, out, limit);
}

DecodeStatus ContentDecoder::Through(std::size_t stage, std::string_view input, std::string& out,
                                     std::size_t limit) {
  if (stage == stages_.size()) {
    const std::size_t space = limit - std::min(limit, out.size());
    out.append(input.substr(0, space));
    return input.size() > space ? DecodeStatus::kTooLarge : DecodeStatus::kOk;
  }
  CodingStage& coding = *stages_[stage];
  coding.started = coding.started || !input.empty();
  std::array<char, kWindow> window;
  for (;;) {
    const CodingStage::Progress progress = coding.Step(input, window.data(), window.size());
    input.remove_prefix(progress.taken);
    coding.total += progress.made;
    // Also for inner layers: a layer that inflates for the next one to swallow is a bomb of
    // processor time.
    if (coding.total > limit && stage + 1 < stages_.size()) {
      return DecodeStatus::kTooLarge;
    }
    if (progress.made > 0) {
      const auto status =
          Through(stage + 1, std::string_view(window.data(), progress.made), out, limit);
      if (status != DecodeStatus::kOk) {
        return status;
      }
    }
    if (progress.corrupt) {
      return DecodeStatus::kCorrupt;
    }
    if (progress.taken == 0 && progress.made == 0) {
      return DecodeStatus::kOk;  // wants more, or is past its end
    }
    if (input.empty() && progress.made < window.size()) {
      return DecodeStatus::kOk;
    }
  }
}

DecodeStatus ContentDecoder::Finish() const {
  for (const auto& stage : stages_) {
    // An empty body under a Content-Encoding is what servers send with 304, 204 and HEAD-like
    // answers.
    if (stage->started && !stage->done()) {
      return DecodeStatus::kCut;
    }
  }
  return DecodeStatus::kOk;
}

}  // namespace kiosque
