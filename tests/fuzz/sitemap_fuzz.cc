// Any bytes as a sitemap: at once and in pieces, which must come to the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "parser/sitemap.h"

namespace {

class Listing final : public kiosque::SitemapSink {
 public:
  bool OnEntry(kiosque::SitemapEntry entry) override {
    text += entry.loc.href() + ' ' + entry.title + '\n';
    return true;
  }
  bool OnSitemap(kiosque::SubSitemap sitemap) override {
    text += "sitemap " + sitemap.loc.href() + '\n';
    return true;
  }
  std::string text;
};

std::string Read(std::string_view bytes, std::size_t piece) {
  Listing listing;
  kiosque::SitemapLimits limits;
  limits.max_decoded_bytes = 1 << 20;
  kiosque::SitemapReader reader(*kiosque::Url::Parse("https://www.example.com/sitemap.xml"),
                                listing, limits);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.Append(bytes.substr(at, piece));
  }
  reader.Finish();
  return listing.text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (Read(bytes, size + 1) != Read(bytes, 1 + size % 37)) {
    std::abort();
  }
  return 0;
}
