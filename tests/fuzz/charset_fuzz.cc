// Any bytes as a page of any declared charset: the text is always UTF-8.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/unicode.h"
#include "parser/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // The first line is the label of the HTTP header.
  const std::size_t end = bytes.find('\n');
  const std::string_view label = bytes.substr(0, end);
  const std::string_view body = end == std::string_view::npos ? bytes : bytes.substr(end + 1);
  for (const std::string_view charset : {label, std::string_view()}) {
    if (!kiosque::IsValidUtf8(kiosque::DecodeHtml(body, charset).text)) {
      std::abort();
    }
  }
  return 0;
}
