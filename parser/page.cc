#include "parser/page.h"

#include <utility>

#include "parser/document.h"

namespace kiosque {

ParsedPage ParsePage(std::string_view bytes, std::string_view http_charset,
                     const PageContext& context) {
  DecodedText decoded = DecodeHtml(bytes, http_charset);
  const Document document = Document::Parse(std::move(decoded.text));
  ExtractedArticle extracted = ExtractArticle(document, context);
  PageLinks links =
      ExtractLinks(document, context.url, extracted.body_nodes, decoded.verdict.encoding);
  return ParsedPage{std::move(decoded.verdict), std::move(extracted.article), std::move(links)};
}

}  // namespace kiosque
