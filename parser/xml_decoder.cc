#include "parser/xml_decoder.h"

#include <array>

#include "parser/charset_labels.h"
#include "parser/charset_sniff.h"
#include "parser/converter.h"

namespace kiosque {

struct XmlDecoder::Converter {
  kiosque::Converter source;
  kiosque::Converter target;
  std::array<UChar, 1024> pivot{};
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
};

XmlDecoder::XmlDecoder() = default;
XmlDecoder::~XmlDecoder() = default;

void XmlDecoder::Decide() {
  decided_ = true;
  const Encoding* encoding = nullptr;
  if (head_.starts_with("\xEF\xBB\xBF")) {
    head_.erase(0, 3);
    return;
  }
  if (head_.starts_with("\xFF\xFE") || head_.starts_with("\xFE\xFF")) {
    encoding = FindEncoding(head_[0] == '\xFF' ? "utf-16le" : "utf-16be");
    head_.erase(0, 2);
  } else if (encoding = SniffUtf16(head_); encoding == nullptr) {
    encoding = SniffDeclaration(head_);
  }
  if (encoding == nullptr || std::string_view(encoding->name) == "UTF-8" ||
      *encoding->icu == '\0') {
    return;
  }
  auto converter = std::make_unique<Converter>();
  converter->source = OpenConverter(encoding->icu);
  converter->target = OpenConverter("UTF-8");
  if (converter->source != nullptr && converter->target != nullptr) {
    converter_ = std::move(converter);
  }
}

void XmlDecoder::Convert(std::string_view bytes, bool last) {
  std::array<char, 16384> chunk{};
  const char* at = bytes.data();
  UErrorCode status = U_ZERO_ERROR;
  do {
    char* to = chunk.data();
    status = U_ZERO_ERROR;
    ucnv_convertEx(converter_->target.get(), converter_->source.get(), &to,
                   chunk.data() + chunk.size(), &at, bytes.data() + bytes.size(),
                   converter_->pivot.data(), &converter_->pivot_source, &converter_->pivot_target,
                   converter_->pivot.data() + converter_->pivot.size(), 0, last ? 1 : 0, &status);
    out_.append(chunk.data(), static_cast<std::size_t>(to - chunk.data()));
  } while (status == U_BUFFER_OVERFLOW_ERROR);
}

std::string_view XmlDecoder::Decode(std::string_view bytes, bool last) {
  out_.clear();
  if (!decided_) {
    head_ += bytes;
    if (head_.size() < kHeadBytes && !last) {
      return {};
    }
    Decide();
    if (converter_ == nullptr) {
      out_.swap(head_);
      return out_;
    }
    const std::string held = std::move(head_);
    Convert(held, last);
    return out_;
  }
  if (converter_ == nullptr) {
    return bytes;
  }
  Convert(bytes, last);
  return out_;
}

}  // namespace kiosque
