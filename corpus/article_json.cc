#include "corpus/article_json.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/clock.h"
#include "corpus/json_dump.h"

namespace kiosque {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kArticleFormat = "kiosque-article-1";
constexpr std::array<std::string_view, 3> kPrecisions = {"day", "minute", "second"};
constexpr std::array<std::string_view, 7> kBlockKinds = {
    "paragraph", "heading", "list-item", "quote", "table", "code", "embed"};

template <std::size_t N>
std::optional<std::size_t> Place(const std::array<std::string_view, N>& names,
                                 std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end()
             ? std::nullopt
             : std::optional<std::size_t>(static_cast<std::size_t>(found - names.begin()));
}

// --- writing ---

void Put(Json& out, const char* name, const std::string& text) {
  if (!text.empty()) {
    out[name] = text;
  }
}

void Put(Json& out, const char* name, const std::vector<std::string>& list) {
  if (!list.empty()) {
    out[name] = list;
  }
}

void Put(Json& out, const char* name, const std::optional<Url>& url) {
  if (url) {
    out[name] = url->href();
  }
}

void Put(Json& out, const char* name, const std::optional<ArticleDate>& date) {
  if (!date) {
    return;
  }
  Json json = {{"utc", FormatUtc(date->utc)}, {"precision", DatePrecisionName(date->precision)}};
  if (date->offset) {
    json["offset_minutes"] = date->offset->count();
  }
  Put(json, "source", date->source);
  out[name] = std::move(json);
}

Json BlockJson(const Block& block) {
  Json json = {{"kind", kBlockKinds[static_cast<std::size_t>(block.kind)]}};
  if (block.level != 0) {
    json["level"] = block.level;
  }
  if (block.ordered) {
    json["ordered"] = true;
  }
  if (block.ordinal != 0) {
    json["ordinal"] = block.ordinal;
  }
  json["text"] = block.text;
  for (const InlineLink& link : block.links) {
    json["links"].push_back(
        {{"begin", link.begin}, {"length", link.length}, {"url", link.url.href()}});
  }
  return json;
}

// --- reading ---

// The members of an object by type; what is not there, or of another type, is the empty value.
class Members {
 public:
  explicit Members(const Json& json) : json_(json) {}

  const Json* Find(const char* name) const {
    const auto found = json_.find(name);
    return found == json_.end() ? nullptr : &*found;
  }
  std::string Text(const char* name) const {
    const Json* value = Find(name);
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
  }
  std::int64_t Number(const char* name) const {
    const Json* value = Find(name);
    return value != nullptr && value->is_number_integer() ? value->get<std::int64_t>() : 0;
  }
  bool Flag(const char* name) const {
    const Json* value = Find(name);
    return value != nullptr && value->is_boolean() && value->get<bool>();
  }
  std::vector<std::string> List(const char* name) const {
    std::vector<std::string> list;
    const Json* value = Find(name);
    if (value != nullptr && value->is_array()) {
      for (const Json& item : *value) {
        list.push_back(item.is_string() ? item.get<std::string>() : std::string());
      }
    }
    return list;
  }
  std::optional<Url> Address(const char* name) const {
    auto url = Url::Parse(Text(name));
    return url ? std::optional<Url>(std::move(*url)) : std::nullopt;
  }
  /// The objects of a list.
  std::vector<const Json*> Objects(const char* name) const {
    std::vector<const Json*> objects;
    const Json* value = Find(name);
    if (value != nullptr && value->is_array()) {
      for (const Json& item : *value) {
        if (item.is_object()) {
          objects.push_back(&item);
        }
      }
    }
    return objects;
  }

 private:
  const Json& json_;
};

std::optional<ArticleDate> ReadDate(const Members& members, const char* name) {
  const Json* value = members.Find(name);
  if (value == nullptr || !value->is_object()) {
    return std::nullopt;
  }
  const Members date(*value);
  const auto utc = ParseUtc(date.Text("utc"));
  const auto precision = Place(kPrecisions, date.Text("precision"));
  if (!utc || !precision) {
    return std::nullopt;
  }
  ArticleDate read;
  read.utc = std::chrono::floor<std::chrono::seconds>(*utc);
  read.precision = static_cast<ArticleDate::Precision>(*precision);
  read.source = date.Text("source");
  constexpr std::int64_t kDayMinutes = 24 * 60;
  const std::int64_t offset = date.Number("offset_minutes");
  if (date.Find("offset_minutes") != nullptr && offset >= -kDayMinutes && offset <= kDayMinutes) {
    read.offset = std::chrono::minutes(offset);
  }
  return read;
}

Block ReadBlock(const Members& members) {
  Block block;
  block.kind = static_cast<BlockKind>(Place(kBlockKinds, members.Text("kind")).value_or(0));
  block.level = static_cast<std::uint8_t>(members.Number("level"));
  block.ordered = members.Flag("ordered");
  block.ordinal = static_cast<std::uint16_t>(members.Number("ordinal"));
  block.text = members.Text("text");
  for (const Json* json : members.Objects("links")) {
    const Members link(*json);
    auto url = link.Address("url");
    const auto begin = static_cast<std::uint64_t>(link.Number("begin"));
    const auto length = static_cast<std::uint64_t>(link.Number("length"));
    if (url && begin <= block.text.size() && length <= block.text.size() - begin) {
      block.links.push_back(InlineLink{static_cast<std::uint32_t>(begin),
                                       static_cast<std::uint32_t>(length), std::move(*url)});
    }
  }
  return block;
}

}  // namespace

std::string_view DatePrecisionName(ArticleDate::Precision precision) {
  return kPrecisions[static_cast<std::size_t>(precision)];
}

std::string ArticleJson(const Article& article, int extractor) {
  Json out = {{"format", kArticleFormat}, {"extractor", extractor}};
  Put(out, "title", article.title);
  Put(out, "byline", article.byline);
  Put(out, "agency", article.agency);
  Put(out, "published", article.published);
  Put(out, "modified", article.modified);
  Put(out, "language", article.language);
  Put(out, "declared_language", article.declared_language);
  Put(out, "site_name", article.site_name);
  Put(out, "section", article.section);
  Put(out, "tags", article.tags);
  Put(out, "description", article.description);
  Put(out, "canonical", article.canonical);
  Put(out, "amp", article.amp);
  Put(out, "lead_image", article.lead_image);
  Put(out, "license", article.license);
  if (article.paywalled) {
    out["paywalled"] = true;
  }
  out["kind"] = PageKindName(article.kind);
  out["words"] = article.words;
  for (const Block& block : article.blocks) {
    out["blocks"].push_back(BlockJson(block));
  }
  for (const ImageCaption& caption : article.captions) {
    out["captions"].push_back({{"url", caption.url}, {"text", caption.text}});
  }
  Put(out, "comments", article.comments);
  return DumpJson(out);
}

std::optional<ReadArticle> ArticleFromJson(std::string_view json) {
  const Json parsed = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) {
    return std::nullopt;
  }
  const Members members(parsed);
  if (members.Text("format") != kArticleFormat) {
    return std::nullopt;
  }
  ReadArticle read;
  read.extractor = static_cast<int>(members.Number("extractor"));
  Article& article = read.article;
  article.title = members.Text("title");
  article.byline = members.List("byline");
  article.agency = members.Text("agency");
  article.published = ReadDate(members, "published");
  article.modified = ReadDate(members, "modified");
  article.language = members.Text("language");
  article.declared_language = members.Text("declared_language");
  article.site_name = members.Text("site_name");
  article.section = members.Text("section");
  article.tags = members.List("tags");
  article.description = members.Text("description");
  article.canonical = members.Address("canonical");
  article.amp = members.Address("amp");
  article.lead_image = members.Address("lead_image");
  article.license = members.Text("license");
  article.paywalled = members.Flag("paywalled");
  article.kind = PageKindFromName(members.Text("kind")).value_or(PageKind::kOther);
  article.words = static_cast<std::uint32_t>(members.Number("words"));
  for (const Json* block : members.Objects("blocks")) {
    article.blocks.push_back(ReadBlock(Members(*block)));
  }
  for (const Json* object : members.Objects("captions")) {
    const Members caption(*object);
    article.captions.push_back({caption.Text("url"), caption.Text("text")});
  }
  article.comments = members.List("comments");
  return read;
}

}  // namespace kiosque
