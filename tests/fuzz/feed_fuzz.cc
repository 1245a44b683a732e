// Any bytes as a feed of any format.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "parser/feed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const kiosque::Url kUrl = *kiosque::Url::Parse("https://www.example.com/feed");
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  kiosque::SniffXml(bytes);
  const kiosque::Feed feed = kiosque::ParseFeed(bytes, {kUrl, {}, {}});
  if (feed.format == kiosque::FeedFormat::kNone && !feed.entries.empty()) {
    std::abort();
  }
  for (const kiosque::FeedEntry& entry : feed.entries) {
    kiosque::PlainText(entry.title);
    kiosque::PlainText(entry.summary);
    entry.Date();
  }
  return 0;
}
