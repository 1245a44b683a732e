// Any bytes as a response head.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crawler/response_head.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const kiosque::Url kUrl = *kiosque::Url::Parse("https://www.example.com/a");
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  kiosque::FieldReader fields(bytes);
  while (fields.Next()) {
    kiosque::ParseContentType(fields.value());
  }
  kiosque::ParseStatusLine(bytes);
  for (const bool conditional : {false, true}) {
    kiosque::FetchResult result(kUrl);
    result.response_head = bytes;
    kiosque::InterpretHead(result, conditional, kiosque::UtcTime(std::chrono::hours(500'000)));
    if (result.outcome == kiosque::FetchOutcome::kRedirect && !result.location) {
      std::abort();  // a redirect leads somewhere
    }
  }
  return 0;
}
