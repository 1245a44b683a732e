#include "cli/article_view.h"

#include <fmt/format.h>

#include "base/article_text.h"
#include "base/markup.h"
#include "base/sanitize.h"
#include "cli/json_row.h"
#include "parser/language.h"

namespace kiosque {
namespace {

using nlohmann::ordered_json;

std::string Joined(const std::vector<std::string>& items, std::string_view separator) {
  std::string out;
  for (const std::string& item : items) {
    out += out.empty() ? "" : separator;
    out += item;
  }
  return out;
}

std::string ShownDate(const std::optional<ArticleDate>& date) {
  return date ? date->Iso() : std::string();
}

std::string UrlText(const std::optional<Url>& url) {
  return url ? url->href() : std::string();
}

/// "Marie Kabila, AFP · 2024-04-13 · https://…", of what there is.
std::string SourceLine(const Article& article, std::string_view url) {
  std::vector<std::string> people = article.byline;
  if (!article.agency.empty()) {
    people.push_back(article.agency);
  }
  std::vector<std::string> parts;
  for (const std::string& part : {Joined(people, ", "), ShownDate(article.published),
                                  article.modified && article.modified != article.published
                                      ? "modified " + ShownDate(article.modified)
                                      : std::string(),
                                  std::string(url)}) {
    if (!part.empty()) {
      parts.push_back(SanitizeLine(part));
    }
  }
  return Joined(parts, " · ");
}

std::string HtmlPage(const Article& article, std::string_view url) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<title>{}</title>\n"
      "<h1>{}</h1>\n<p>{}</p>\n{}\n</html>\n",
      EscapeMarkup(article.language), EscapeMarkup(article.title), EscapeMarkup(article.title),
      EscapeMarkup(SourceLine(article, url)), BodyHtml(article));
}

/// Title, source and body with blank lines between what there is.
std::string Readable(const std::string& title, const std::string& source, const std::string& body) {
  std::string out;
  for (const std::string& part : {title, source, body}) {
    if (!part.empty()) {
      out += out.empty() ? "" : "\n";
      out += part;
      out += part.ends_with('\n') ? "" : "\n";
    }
  }
  return out;
}

ordered_json LinksJson(const Article& article) {
  ordered_json links = ordered_json::array();
  for (const Block& block : article.blocks) {
    for (const InlineLink& link : block.links) {
      links.push_back(
          {{"anchor", block.text.substr(link.begin, link.length)}, {"url", link.url.href()}});
    }
  }
  return links;
}

ordered_json EvidenceJson(const Article& article) {
  ordered_json evidence = ordered_json::object();
  for (const FieldEvidence& field : article.evidence) {
    evidence[field.field] = {{"source", field.source}, {"confidence", field.confidence}};
  }
  return evidence;
}

/// The language of each paragraph; "" where nobody can be sure.
ordered_json ParagraphLanguages(const std::vector<std::string>& paragraphs) {
  ordered_json languages = ordered_json::array();
  for (const std::string& paragraph : paragraphs) {
    languages.push_back(DetectLanguage(paragraph).language);
  }
  return languages;
}

}  // namespace

std::optional<ArticleFormat> ArticleFormatFromName(std::string_view name) {
  if (name == "text") {
    return ArticleFormat::kText;
  }
  if (name == "markdown") {
    return ArticleFormat::kMarkdown;
  }
  if (name == "html") {
    return ArticleFormat::kHtml;
  }
  if (name == "json") {
    return ArticleFormat::kJson;
  }
  return std::nullopt;
}

ordered_json ArticleJson(const Article& article) {
  ordered_json captions = ordered_json::array();
  for (const ImageCaption& caption : article.captions) {
    captions.push_back({{"url", caption.url}, {"text", caption.text}});
  }
  const std::vector<std::string> paragraphs = BodyParagraphs(article);
  return {{"kind", PageKindName(article.kind)},
          {"title", article.title},
          {"byline", article.credit.empty() ? Joined(article.byline, "; ") : article.credit},
          {"authors", article.byline},
          {"agency", article.agency},
          {"published", ShownDate(article.published)},
          {"published_source", article.published ? article.published->source : std::string()},
          {"modified", ShownDate(article.modified)},
          {"language", article.language},
          {"declared_language", article.declared_language},
          {"site_name", article.site_name},
          {"section", article.section},
          {"tags", article.tags},
          {"description", article.description},
          {"canonical", UrlText(article.canonical)},
          {"amp", UrlText(article.amp)},
          {"lead_image", UrlText(article.lead_image)},
          {"license", article.license},
          {"paywalled", article.paywalled},
          {"words", article.words},
          {"body", BodyText(article)},
          {"paragraphs", paragraphs},
          {"paragraph_languages", ParagraphLanguages(paragraphs)},
          {"links", LinksJson(article)},
          {"captions", std::move(captions)},
          {"comments", article.comments},
          {"evidence", EvidenceJson(article)}};
}

std::string RenderArticle(const Article& article, std::string_view url, ArticleFormat format) {
  const std::string title = SanitizeLine(article.title);
  switch (format) {
    case ArticleFormat::kText:
      return Readable(title, SourceLine(article, url), SanitizeText(BodyText(article)));
    case ArticleFormat::kMarkdown:
      return Readable(title.empty() ? title : "# " + title, SourceLine(article, url),
                      SanitizeText(BodyMarkdown(article)));
    case ArticleFormat::kHtml:
      return HtmlPage(article, url);
    case ArticleFormat::kJson: {
      ordered_json row = {{"url", url}};
      row.update(ArticleJson(article));
      return DumpJsonRow(row) + "\n";
    }
  }
  return {};
}

}  // namespace kiosque
