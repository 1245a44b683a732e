#include "cli/debug_text.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/unicode.h"
#include "cli/json_row.h"
#include "cli/page_context.h"
#include "parser/charset.h"
#include "parser/date_text.h"
#include "parser/document.h"
#include "parser/feed_markup.h"
#include "parser/page.h"

namespace kiosque {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// "Now" for rows that name none: the clock at which dateparser's tests stand still.
constexpr std::string_view kDefaultReference = "2012-11-13";

std::string TextOfFirst(const Document& document, Tag tag) {
  for (NodeId node = 0; node < document.size(); ++node) {
    if (document[node].tag == tag) {
      return CollapseSpace(document.Text(node));
    }
  }
  return {};
}

/// dateparser names some languages by codes of its own.
std::string LanguageOf(const json& row) {
  const std::string language = TextAt(row, "lang");
  return language == "sp" ? "es" : language == "du" ? "nl" : language == "ge" ? "de" : language;
}

std::string Iso(const DateText& date) {
  std::string day =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.day.year()),
                  static_cast<unsigned>(date.day.month()), static_cast<unsigned>(date.day.day()));
  if (!date.has_time) {
    return day;
  }
  const auto utc =
      std::chrono::sys_days(date.day) + date.time - date.offset.value_or(std::chrono::minutes(0));
  std::string text = FormatUtc(UtcTime(utc));
  if (!date.offset) {
    text.pop_back();  // no zone was written, none is claimed
  }
  return text;
}

ordered_json OrNull(const std::optional<std::string>& text) {
  return text ? ordered_json(*text) : ordered_json(nullptr);
}

std::optional<std::string> DateOfText(const json& row) {
  const std::string language = LanguageOf(row);
  DateTextOptions options;
  options.language = language;
  options.order = language == "en" ? DateOrder::kMonthFirst : DateOrder::kDayFirst;
  options.reference = ParseUtc(TextAt(row, "reference", kDefaultReference));
  const std::optional<DateText> date = ParseDateText(TextAt(row, "in"), options);
  return date ? std::optional(Iso(*date)) : std::nullopt;
}

std::optional<std::string> DateOfPage(const json& row) {
  constexpr std::size_t kDay = 10;
  const auto found = row.find("kw");
  const json options = found != row.end() && found->is_object() ? *found : json::object();
  const Result<Url> url = Url::Parse(TextAt(options, "url"));
  const PageContext context{url ? *url : Url::Parse(kUnknownUrl).value(), {}, {}, {}};
  const Article article = ParsePage(TextAt(row, "html"), "utf-8", context).article;
  const bool original = options.value("original_date", json(false)) == json(true);
  const std::optional<ArticleDate>& date =
      article.modified && !original ? article.modified : article.published;
  const std::string least = TextAt(options, "min_date").substr(0, kDay);
  if (!date || date->Iso().substr(0, kDay) < least) {
    return std::nullopt;
  }
  return date->Iso().substr(0, kDay);
}

}  // namespace

ordered_json DebugCharset(const json& row) {
  if (row.contains("label")) {
    const std::string_view encoding = EncodingForLabel(TextAt(row, "label"));
    return {{"encoding", encoding.empty() ? ordered_json(nullptr) : ordered_json(encoding)}};
  }
  const DecodedText decoded =
      DecodeHtml(DecodeBase64(TextAt(row, "body_b64")), TextAt(row, "transport"));
  const Document document = Document::Parse(decoded.text);
  std::string text = TextOfFirst(document, Tag::k_title);
  if (text.empty()) {
    text = TextOfFirst(document, Tag::k_p);
  }
  return {{"encoding", decoded.verdict.encoding},
          {"source", CharsetSourceName(decoded.verdict.source)},
          {"text", text}};
}

ordered_json DebugDate(const json& row) {
  return {{"iso", OrNull(row.contains("html") ? DateOfPage(row) : DateOfText(row))}};
}

}  // namespace kiosque
