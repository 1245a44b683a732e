#include "corpus/row.h"

#include <fmt/format.h>

#include <optional>

#include "base/article_text.h"
#include "base/clock.h"
#include "base/sha256.h"
#include "base/surt.h"
#include "corpus/article_json.h"

namespace kiosque {
namespace {

ColumnValue TextOrAbsent(const std::string& text) {
  return text.empty() ? ColumnValue() : ColumnValue(text);
}

ColumnValue ListOrAbsent(const std::vector<std::string>& list) {
  return list.empty() ? ColumnValue() : ColumnValue(list);
}

ColumnValue UrlOrAbsent(const std::optional<Url>& url) {
  return url ? ColumnValue(url->href()) : ColumnValue();
}

ColumnValue DateOrAbsent(const std::optional<ArticleDate>& date) {
  return date ? ColumnValue(date->Iso()) : ColumnValue();
}

ColumnValue Links(const Article& article) {
  std::vector<CorpusLink> links;
  for (const Block& block : article.blocks) {
    for (const InlineLink& link : block.links) {
      if (link.begin <= block.text.size()) {
        links.push_back({block.text.substr(link.begin, link.length), link.url.href()});
      }
    }
  }
  return links.empty() ? ColumnValue() : ColumnValue(std::move(links));
}

ColumnValue Captions(const Article& article) {
  std::vector<std::string> captions;
  for (const ImageCaption& caption : article.captions) {
    captions.push_back(caption.text);
  }
  return ListOrAbsent(captions);
}

ColumnValue SourceOf(const CorpusRow& row, std::string_view field) {
  const FieldEvidence* evidence = row.version.article.EvidenceOf(field);
  return evidence == nullptr ? ColumnValue() : ColumnValue(evidence->source);
}

ColumnValue ConfidenceOf(const CorpusRow& row, std::string_view field) {
  const FieldEvidence* evidence = row.version.article.EvidenceOf(field);
  return evidence == nullptr ? ColumnValue() : ColumnValue(std::int64_t{evidence->confidence});
}

constexpr Column kColumns[] = {
    {"id", "names this version for good: 32 hex digits",
     [](const CorpusRow& row) { return ColumnValue(RowId(row)); }},
    {"url", "the address under which this version was first fetched",
     [](const CorpusRow& row) { return ColumnValue(row.url.href()); }},
    {"canonical_url", "the address that the page itself names as the right one",
     [](const CorpusRow& row) { return UrlOrAbsent(row.version.article.canonical); }},
    {"aliases", "other addresses that showed it: redirects, other canonical forms, an old host",
     [](const CorpusRow& row) { return ListOrAbsent(row.aliases); }},
    {"host", "host name of url, in ASCII",
     [](const CorpusRow& row) { return ColumnValue(std::string(row.url.hostname())); }},
    {"site_name", "the outlet, as the page names it",
     [](const CorpusRow& row) { return TextOrAbsent(row.version.article.site_name); }},
    {"title", "the headline",
     [](const CorpusRow& row) { return TextOrAbsent(row.version.article.title); }},
    {"byline", "the people who wrote it, in the page's order",
     [](const CorpusRow& row) { return ListOrAbsent(row.version.article.byline); }},
    {"agency", "the news agency credited",
     [](const CorpusRow& row) { return TextOrAbsent(row.version.article.agency); }},
    {"date_published", "when it appeared, as the page says; as precise as it says",
     [](const CorpusRow& row) { return DateOrAbsent(row.version.article.published); }},
    {"date_published_precision", "day, minute or second",
     [](const CorpusRow& row) {
       const auto& date = row.version.article.published;
       return date ? ColumnValue(std::string(DatePrecisionName(date->precision))) : ColumnValue();
     }},
    {"date_published_source", "the evidence: json-ld, meta, time, url, text …",
     [](const CorpusRow& row) {
       const auto& date = row.version.article.published;
       return date ? TextOrAbsent(date->source) : ColumnValue();
     }},
    {"date_modified", "when it was last changed, as the page says",
     [](const CorpusRow& row) { return DateOrAbsent(row.version.article.modified); }},
    {"date_crawled", "when this program first saw this version, UTC",
     [](const CorpusRow& row) { return ColumnValue(FormatUtc(row.version.first_seen)); }},
    {"date_last_seen", "when this program last saw this version, UTC",
     [](const CorpusRow& row) {
       return row.last_seen_known ? ColumnValue(FormatUtc(row.version.last_seen)) : ColumnValue();
     }},
    {"version", "1, 2, … of this story",
     [](const CorpusRow& row) { return ColumnValue(std::int64_t{row.version.number}); }},
    {"latest", "no later version is known",
     [](const CorpusRow& row) { return ColumnValue(row.latest); }},
    {"language", "language of the text, found by reading it (BCP 47)",
     [](const CorpusRow& row) { return TextOrAbsent(row.version.article.language); }},
    {"declared_language", "the language that the page claims",
     [](const CorpusRow& row) { return TextOrAbsent(row.version.article.declared_language); }},
    {"section", "the section or category of the outlet",
     [](const CorpusRow& row) { return TextOrAbsent(row.version.article.section); }},
    {"tags", "the page's own keywords",
     [](const CorpusRow& row) { return ListOrAbsent(row.version.article.tags); }},
    {"description", "the page's own summary",
     [](const CorpusRow& row) { return TextOrAbsent(row.version.article.description); }},
    {"kind", "article, liveblog, gallery, video, hub or other",
     [](const CorpusRow& row) {
       return ColumnValue(std::string(PageKindName(row.version.article.kind)));
     }},
    {"paywalled", "the page says that the text is not all there",
     [](const CorpusRow& row) { return ColumnValue(row.version.article.paywalled); }},
    {"license", "the licence that the page names",
     [](const CorpusRow& row) { return TextOrAbsent(row.version.article.license); }},
    {"lead_image", "address of the main picture",
     [](const CorpusRow& row) { return UrlOrAbsent(row.version.article.lead_image); }},
    {"words", "words of the text",
     [](const CorpusRow& row) { return ColumnValue(std::int64_t{row.version.article.words}); }},
    {"text", "the body as plain text, paragraphs separated by an empty line",
     [](const CorpusRow& row) { return ColumnValue(BodyText(row.version.article)); }},
    {"markdown", "the body as Markdown, with its links",
     [](const CorpusRow& row) { return ColumnValue(BodyMarkdown(row.version.article)); }},
    {"links", "the links of the body in reading order: anchor and url",
     [](const CorpusRow& row) { return Links(row.version.article); }},
    {"captions", "the captions of its pictures",
     [](const CorpusRow& row) { return Captions(row.version.article); }},
    {"title_source", "which evidence the title is from: json-ld, og, h1, rule …",
     [](const CorpusRow& row) { return SourceOf(row, "title"); }},
    {"title_confidence", "percent of measured pages on which such a title was right",
     [](const CorpusRow& row) { return ConfidenceOf(row, "title"); }},
    {"byline_source", "which evidence the byline is from",
     [](const CorpusRow& row) { return SourceOf(row, "byline"); }},
    {"byline_confidence", "percent, as title_confidence",
     [](const CorpusRow& row) { return ConfidenceOf(row, "byline"); }},
    {"date_published_confidence", "percent, as title_confidence",
     [](const CorpusRow& row) { return ConfidenceOf(row, "published"); }},
    {"date_modified_source", "which evidence date_modified is from",
     [](const CorpusRow& row) { return SourceOf(row, "modified"); }},
    {"date_modified_confidence", "percent, as title_confidence",
     [](const CorpusRow& row) { return ConfidenceOf(row, "modified"); }},
    {"language_source", "text, declared or seed",
     [](const CorpusRow& row) { return SourceOf(row, "language"); }},
    {"language_confidence", "percent, as title_confidence",
     [](const CorpusRow& row) { return ConfidenceOf(row, "language"); }},
    {"extractor", "version of the extractor that read the page",
     [](const CorpusRow& row) { return ColumnValue(std::int64_t{row.version.extractor}); }},
    {"content_sha256", "SHA-256 of the normal form of title and text",
     [](const CorpusRow& row) { return ColumnValue(row.version.content.Hex()); }},
    {"payload_sha256", "SHA-256 of the page as fetched (decoded)",
     [](const CorpusRow& row) { return ColumnValue(row.version.payload.Hex()); }},
    {"cluster_id", "the id of the first of the stories that say the same",
     [](const CorpusRow& row) {
       return row.cluster != nullptr ? TextOrAbsent(row.cluster->id) : ColumnValue();
     }},
    {"cluster_size", "how many stories of this export say the same, this one included",
     [](const CorpusRow& row) {
       return row.cluster != nullptr ? ColumnValue(static_cast<std::int64_t>(row.cluster->size))
                                     : ColumnValue();
     }},
    {"cluster_first_host", "the host that had it first",
     [](const CorpusRow& row) {
       return row.cluster != nullptr ? TextOrAbsent(row.cluster->first_host) : ColumnValue();
     }},
    {"cluster_lag_seconds", "how long after the first of them this one appeared",
     [](const CorpusRow& row) {
       return row.cluster != nullptr ? ColumnValue(row.cluster->lag_seconds) : ColumnValue();
     }},
    {"split", "train, validation or test",
     [](const CorpusRow& row) {
       return row.cluster != nullptr ? TextOrAbsent(row.cluster->split) : ColumnValue();
     }},
};

}  // namespace

std::span<const Column> Columns() {
  return kColumns;
}

std::string RowId(const CorpusRow& row) {
  constexpr std::size_t kDigits = 32;
  return Sha256::Of(fmt::format("{}#{}", SurtKey(row.url), row.version.number))
      .Hex()
      .substr(0, kDigits);
}

}  // namespace kiosque
