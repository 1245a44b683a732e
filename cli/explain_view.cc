#include "cli/explain_view.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/sanitize.h"
#include "parser/body_explain.h"
#include "parser/charset.h"
#include "parser/document.h"
#include "parser/metadata_explain.h"
#include "parser/site_rules.h"

namespace kiosque {
namespace {

constexpr std::size_t kShownBytes = 100;

/// The beginning of `text`, cut between characters.
std::string Shown(std::string_view text) {
  std::string line = SanitizeLine(text);
  if (line.size() <= kShownBytes) {
    return line;
  }
  std::size_t end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) {
    --end;
  }
  return line.substr(0, end) + "…";
}

std::string Fields(const Article& article) {
  std::string text = "fields (source, confidence in percent)\n";
  for (const FieldEvidence& field : article.evidence) {
    text +=
        fmt::format("  {:<10} {}, {}\n", field.field, SanitizeLine(field.source), field.confidence);
  }
  return text;
}

std::string Candidates(const Document& document, const PageContext& context,
                       const Article& article) {
  std::string text = "candidates (* = chosen; weight, source)\n";
  for (const MetadataVerdict& verdict : ExplainMetadata(document, context, article)) {
    text += fmt::format("{} {:<10} {:>4} {:<10} {}\n", verdict.chosen ? '*' : ' ', verdict.field,
                        verdict.weight, SanitizeLine(verdict.source), Shown(verdict.value));
  }
  return text;
}

std::string Blocks(const Document& document) {
  std::string text = "blocks (+ = kept, - = dropped; score alone, score among the others)\n";
  for (const BlockVerdict& verdict : ExplainBody(document)) {
    text += fmt::format("{} {:.2f} {:.2f} {}\n    {}\n    {}\n", verdict.kept ? '+' : '-',
                        verdict.first_score, verdict.score, Shown(verdict.text),
                        SanitizeLine(verdict.place),
                        SanitizeLine(fmt::format("{}", fmt::join(verdict.cues, ", "))));
  }
  return text;
}

}  // namespace

std::string ExplainPage(std::string_view bytes, std::string_view http_charset,
                        const PageContext& context) {
  DecodedText decoded = DecodeHtml(bytes, http_charset);
  std::string text = fmt::format("charset {} ({})\n", SanitizeLine(decoded.verdict.encoding),
                                 CharsetSourceName(decoded.verdict.source));
  const Document document = Document::Parse(std::move(decoded.text));
  const Article article = ExtractArticle(document, context).article;
  text += fmt::format("kind {}\n", PageKindName(article.kind));
  if (context.rules != nullptr && !context.rules->empty()) {
    text += "rules of the site\n";
    for (const std::string& line : ExplainRules(document, *context.rules)) {
      text += "  " + line + "\n";
    }
  }
  return text + Fields(article) + Candidates(document, context, article) + Blocks(document);
}

}  // namespace kiosque
