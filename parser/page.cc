#include "parser/page.h"

#include <utility>

#include "parser/document.h"
#include "parser/page_kind.h"

namespace kiosque {

ParsedPage ParsePage(std::string_view bytes, std::string_view http_charset,
                     const PageContext& context, std::optional<std::string_view> response_head) {
  DecodedText decoded = DecodeHtml(bytes, http_charset);
  const Document document = Document::Parse(std::move(decoded.text));
  ExtractedArticle extracted = ExtractArticle(document, context);
  PageLinks links =
      ExtractLinks(document, context.url, extracted.body_nodes, decoded.verdict.encoding);
  std::optional<CmsVerdict> cms;
  if (response_head) {
    cms = RecogniseCms(document, context.url, *response_head);
  }
  const bool list = CallsItselfAList(document);
  return ParsedPage{std::move(decoded.verdict), std::move(extracted.article), std::move(links),
                    std::move(cms), list};
}

}  // namespace kiosque
