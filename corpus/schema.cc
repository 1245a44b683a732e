#include "corpus/schema.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/article_text.h"
#include "base/clock.h"

namespace kiosque {
namespace {

constexpr std::array<std::string_view, 4> kSchemaNames = {"kiosque", "fineweb", "ccnews",
                                                          "news-please"};

ColumnValue TextOrNull(const std::string& text) {
  return text.empty() ? ColumnValue() : ColumnValue(text);
}

// "2024-04-13 08:30:00", as Python prints a datetime; local time, as the page says it.
std::string PythonTime(std::string iso) {
  constexpr std::size_t kSecondsEnd = 19;
  constexpr std::size_t kDayEnd = 10;
  if (iso.size() <= kDayEnd) {
    return iso + " 00:00:00";
  }
  iso[kDayEnd] = ' ';
  return iso.substr(0, std::min(iso.size(), kSecondsEnd));
}

ColumnValue PublishedOrNull(const std::optional<ArticleDate>& date) {
  return date ? ColumnValue(PythonTime(date->Iso())) : ColumnValue();
}

// Columns that several schemas have.
ColumnValue TitleOf(const CorpusRow& row) {
  return TextOrNull(row.version.article.title);
}
ColumnValue TextOf(const CorpusRow& row) {
  return ColumnValue(BodyText(row.version.article));
}
ColumnValue UrlOf(const CorpusRow& row) {
  return ColumnValue(row.url.href());
}
ColumnValue HostOf(const CorpusRow& row) {
  return ColumnValue(std::string(row.url.hostname()));
}
ColumnValue LanguageOf(const CorpusRow& row) {
  return TextOrNull(row.version.article.language);
}
ColumnValue DescriptionOf(const CorpusRow& row) {
  return TextOrNull(row.version.article.description);
}
ColumnValue ImageOf(const CorpusRow& row) {
  const auto& image = row.version.article.lead_image;
  return image ? ColumnValue(image->href()) : ColumnValue();
}
ColumnValue Null(const CorpusRow&) {
  return {};
}

constexpr Column kFineweb[] = {
    {"text", "the body as plain text", TextOf},
    {"id", "names this version for good",
     [](const CorpusRow& row) { return ColumnValue(RowId(row)); }},
    {"dump", "kiosque", [](const CorpusRow&) { return ColumnValue(std::string("kiosque")); }},
    {"url", "the address", UrlOf},
    {"date", "when it was crawled, UTC",
     [](const CorpusRow& row) { return ColumnValue(FormatUtc(row.version.first_seen)); }},
    {"file_path", "null: the page is in the archive", Null},
    {"language", "found by reading it", LanguageOf},
    {"language_score", "null: not measured", Null},
    {"token_count", "null: not measured", Null},
};

constexpr Column kCcNews[] = {
    {"title", "the headline", TitleOf},
    {"text", "the body as plain text", TextOf},
    {"domain", "host name", HostOf},
    {"date", "when it was published, as the page says",
     [](const CorpusRow& row) { return PublishedOrNull(row.version.article.published); }},
    {"description", "the page's own summary", DescriptionOf},
    {"url", "the address", UrlOf},
    {"image_url", "the main picture", ImageOf},
};

constexpr Column kNewsPlease[] = {
    {"authors", "the people who wrote it",
     [](const CorpusRow& row) { return ColumnValue(row.version.article.byline); }},
    {"date_download", "when it was crawled, UTC",
     [](const CorpusRow& row) {
       return ColumnValue(PythonTime(FormatUtc(row.version.first_seen)));
     }},
    {"date_modify", "when it was last changed, as the page says",
     [](const CorpusRow& row) { return PublishedOrNull(row.version.article.modified); }},
    {"date_publish", "when it was published, as the page says",
     [](const CorpusRow& row) { return PublishedOrNull(row.version.article.published); }},
    {"description", "the page's own summary", DescriptionOf},
    {"filename", "names this version for good, and .json",
     [](const CorpusRow& row) { return ColumnValue(RowId(row) + ".json"); }},
    {"image_url", "the main picture", ImageOf},
    {"language", "found by reading it", LanguageOf},
    {"localpath", "null: the page is in the archive", Null},
    {"maintext", "the body as plain text", TextOf},
    {"source_domain", "host name", HostOf},
    {"title", "the headline", TitleOf},
    {"title_page", "null: not kept", Null},
    {"title_rss", "null: not kept", Null},
    {"url", "the address", UrlOf},
};

}  // namespace

std::string_view CorpusSchemaName(CorpusSchema schema) {
  return kSchemaNames[static_cast<std::size_t>(schema)];
}

std::optional<CorpusSchema> CorpusSchemaFromName(std::string_view name) {
  const auto found = std::find(kSchemaNames.begin(), kSchemaNames.end(), name);
  return found == kSchemaNames.end()
             ? std::nullopt
             : std::optional<CorpusSchema>(static_cast<CorpusSchema>(found - kSchemaNames.begin()));
}

std::span<const Column> ColumnsOf(CorpusSchema schema) {
  switch (schema) {
    case CorpusSchema::kFineweb:
      return kFineweb;
    case CorpusSchema::kCcNews:
      return kCcNews;
    case CorpusSchema::kNewsPlease:
      return kNewsPlease;
    case CorpusSchema::kKiosque:
      break;
  }
  return Columns();
}

}  // namespace kiosque
