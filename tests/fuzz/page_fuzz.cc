// Any bytes as an HTML response: decoded, parsed, read and its links taken, as the crawl does it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string_view>

#include "base/article_text.h"
#include "base/unicode.h"
#include "parser/page.h"

namespace {

void Require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void CheckBlock(const kiosque::Block& block) {
  Require(!block.text.empty());
  Require(kiosque::IsValidUtf8(block.text));
  for (const kiosque::InlineLink& link : block.links) {
    Require(link.begin <= block.text.size() && link.length <= block.text.size() - link.begin);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const kiosque::PageContext kContext{
      .url = *kiosque::Url::Parse("https://courrier.example/2024/04/12/pont"),
      .language_hint = "fr",
      .time_zone = {}};
  // The first byte chooses what the Content-Type said.
  constexpr std::string_view kCharsets[] = {"", "utf-8", "windows-1252", "gbk", "utf-16le", "?"};
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string_view charset =
      size == 0 ? kCharsets[0] : kCharsets[data[0] % std::size(kCharsets)];
  const kiosque::ParsedPage page = kiosque::ParsePage(bytes, charset, kContext);
  for (const kiosque::Block& block : page.article.blocks) {
    CheckBlock(block);
  }
  Require(page.links.links.size() <= kiosque::kMaxLinks);
  kiosque::BodyMarkdown(page.article);
  kiosque::BodyHtml(page.article);
  Require(kiosque::ParsePage(bytes, charset, kContext).article == page.article);
  return 0;
}
