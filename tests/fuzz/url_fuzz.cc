// Any bytes as a URL, and as a reference on a page: what is parsed must parse again to itself, and
// the canonical form is a fixed point.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/canonical.h"
#include "base/surt.h"
#include "base/url.h"

namespace {

void Check(const kiosque::Url& url) {
  const auto again = kiosque::Url::Parse(url.href());
  if (!again || again->href() != url.href()) {
    std::abort();
  }
  const kiosque::Url canonical = kiosque::CanonicalUrl(url);
  if (kiosque::CanonicalUrl(canonical).href() != canonical.href()) {
    std::abort();
  }
  kiosque::SurtKey(url);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const kiosque::Url kBase = *kiosque::Url::Parse("https://www.example.com/a/b?c#d");
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto url = kiosque::Url::Parse(bytes)) {
    Check(*url);
  }
  if (const auto url = kBase.Resolve(bytes)) {
    Check(*url);
  }
  return 0;
}
