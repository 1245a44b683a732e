#include "cli/feed_names.h"

#include <algorithm>
#include <chrono>

#include "base/ascii.h"
#include "parser/charset.h"

namespace kiosque {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

void Set(ordered_json& object, const char* name, const std::string& value) {
  if (!value.empty()) {
    object[name] = value;
  }
}

void SetText(ordered_json& object, const std::string& name, const FeedText& text) {
  if (text.empty()) {
    return;
  }
  object[name] = text.value;
  object[name + "_detail"] = {
      {"value", text.value},
      {"type", text.type},
      {"language", text.language.empty() ? ordered_json(nullptr) : ordered_json(text.language)},
      {"base", text.base}};
}

/// Python's time.struct_time: year, month, day, hour, minute, second, weekday (Monday 0), day of
/// the year, 0.
ordered_json StructTime(UtcTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  const auto new_year = std::chrono::sys_days(date.year() / std::chrono::January / 1);
  return ordered_json::array({static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                              static_cast<unsigned>(date.day()), clock.hours().count(),
                              clock.minutes().count(), clock.seconds().count(),
                              std::chrono::weekday(day).iso_encoding() - 1,
                              (day - new_year).count() + 1, 0});
}

void SetDate(ordered_json& object, const std::string& name, const FeedDate& date) {
  if (!date.text.empty()) {
    object[name] = date.text;
    object[name + "_parsed"] = date.time ? StructTime(*date.time) : ordered_json(nullptr);
  }
}

ordered_json PersonNames(const FeedPerson& person) {
  ordered_json out = ordered_json::object();
  Set(out, "name", person.name);
  Set(out, "email", person.email);
  Set(out, "href", person.url);
  return out;
}

std::string PersonLine(const FeedPerson& person) {
  if (person.name.empty() || person.email.empty()) {
    return person.name.empty() ? person.email : person.name;
  }
  return person.name + " (" + person.email + ")";
}

ordered_json LinkNames(const FeedLink& link) {
  ordered_json out = ordered_json::object();
  Set(out, "rel", link.rel);
  Set(out, "type", link.type);
  Set(out, "href", link.href);
  Set(out, "title", link.title);
  Set(out, "hreflang", link.hreflang);
  Set(out, "length", link.length);
  return out;
}

void SetPeople(ordered_json& out, const FeedMeta& meta) {
  for (const FeedPerson& person : meta.authors) {
    out["authors"].push_back(PersonNames(person));
  }
  if (!meta.authors.empty()) {
    Set(out, "author", PersonLine(meta.authors.back()));
    out["author_detail"] = PersonNames(meta.authors.back());
  }
  for (const FeedPerson& person : meta.contributors) {
    out["contributors"].push_back(PersonNames(person));
  }
  if (meta.publisher) {
    Set(out, "publisher", PersonLine(*meta.publisher));
    out["publisher_detail"] = PersonNames(*meta.publisher);
  }
}

void SetLinks(ordered_json& out, const FeedMeta& meta) {
  for (const FeedLink& link : meta.links) {
    out["links"].push_back(LinkNames(link));
    if (link.rel == "alternate" && !out.contains("link") &&
        (link.type.empty() || link.type.find("html") != std::string::npos)) {
      out["link"] = link.href;
    }
    if (link.rel == "enclosure") {
      ordered_json enclosure = LinkNames(link);
      enclosure.erase("rel");
      out["enclosures"].push_back(std::move(enclosure));
    }
  }
}

ordered_json MetaNames(const FeedMeta& meta) {
  ordered_json out = ordered_json::object();
  SetText(out, "title", meta.title);
  SetText(out, "info", meta.info);
  SetText(out, "rights", meta.rights);
  SetText(out, "copyright", meta.rights);
  Set(out, "id", meta.id);
  Set(out, "guid", meta.id);
  SetLinks(out, meta);
  SetPeople(out, meta);
  for (const FeedTag& tag : meta.tags) {
    out["tags"].push_back(
        {{"term", tag.term},
         {"scheme", tag.scheme.empty() ? ordered_json(nullptr) : ordered_json(tag.scheme)},
         {"label", tag.label.empty() ? ordered_json(nullptr) : ordered_json(tag.label)}});
  }
  if (!meta.tags.empty()) {
    out["category"] = meta.tags.front().term;
  }
  SetDate(out, "published", meta.published);
  SetDate(out, "updated", meta.updated);
  Set(out, "language", meta.language);
  Set(out, "license", meta.license);
  Set(out, "logo", meta.image);
  if (!meta.image.empty()) {
    out["image"] = {{"href", meta.image}, {"url", meta.image}};
  }
  if (!meta.generator.empty()) {
    out["generator"] = meta.generator;
    out["generator_detail"] = {{"name", meta.generator},
                               {"href", meta.generator_url},
                               {"url", meta.generator_url},
                               {"version", meta.generator_version}};
  }
  return out;
}

/// A feed and an entry's source call their texts alike.
void SetSubtitle(ordered_json& out, const FeedMeta& meta) {
  const FeedText& subtitle = meta.summary.empty() ? meta.description : meta.summary;
  for (const char* name : {"subtitle", "tagline"}) {
    SetText(out, name, subtitle);
  }
  SetText(out, "description", meta.description.empty() ? meta.summary : meta.description);
}

ordered_json EntryNames(const FeedEntry& entry) {
  ordered_json out = MetaNames(entry);
  for (const FeedText& text : entry.content) {
    out["content"].push_back(
        {{"value", text.value},
         {"type", text.type},
         {"language", text.language.empty() ? ordered_json(nullptr) : ordered_json(text.language)},
         {"base", text.base}});
  }
  const FeedText none;
  const FeedText& content = entry.content.empty() ? none : entry.content.front();
  const FeedText& summary = !entry.summary.empty()       ? entry.summary
                            : !entry.description.empty() ? entry.description
                                                         : content;
  SetText(out, "summary", summary);
  SetText(out, "description", entry.description.empty() ? summary : entry.description);
  SetDate(out, "created", entry.created);
  SetDate(out, "expired", entry.expired);
  Set(out, "comments", entry.comments);
  Set(out, "wfw_commentrss", entry.comment_feed);
  out["guidislink"] = entry.id_is_link;
  if (entry.source) {
    out["source"] = MetaNames(*entry.source);
    SetSubtitle(out["source"], *entry.source);
  }
  return out;
}

/// The encoding in the words of the declaration that was believed. RFC 3023 §3.1 has text/xml
/// without a charset in US-ASCII, which is what pure ASCII then is called.
std::string EncodingName(const Feed& feed, const std::string& content_type) {
  const std::string label = AsciiLower(CharsetOfContentType(content_type));
  if (EncodingForLabel(label) == feed.encoding && !label.empty()) {
    return label == "gb2312" ? "gb18030" : label;  // the superset that decodes it
  }
  if (label.empty() && content_type.starts_with("text/")) {
    return "us-ascii";
  }
  return feed.encoding == "windows-1252" ? "iso-8859-1" : AsciiLower(feed.encoding);
}

}  // namespace

ordered_json FeedNames(const Feed& feed, const std::string& content_type) {
  ordered_json out = ordered_json::object();
  out["feed"] = MetaNames(feed);
  SetSubtitle(out["feed"], feed);
  Set(out["feed"], "docs", feed.docs);
  Set(out["feed"], "newlocation", feed.new_location);
  if (feed.ttl) {
    out["feed"]["ttl"] = std::to_string(feed.ttl->count());
  }
  out["entries"] = ordered_json::array();
  for (const FeedEntry& entry : feed.entries) {
    out["entries"].push_back(EntryNames(entry));
  }
  out["version"] = feed.version;
  out["encoding"] = EncodingName(feed, content_type);
  const bool xml_type = content_type.empty() || content_type.find("xml") != std::string::npos ||
                        content_type.find("json") != std::string::npos;
  out["bozo"] = !feed.well_formed || !xml_type;
  return out;
}

ordered_json AtPath(const ordered_json& names, const json& path) {
  const ordered_json* at = &names;
  for (const json& step : path) {
    if (step == "#len") {
      return at->size();
    }
    if (step.is_number_unsigned() && at->is_array() && step.get<std::size_t>() < at->size()) {
      at = &(*at)[step.get<std::size_t>()];
    } else if (step.is_string() && at->is_object()) {
      // feedparser answers to both names of a person's address.
      const std::string key = step.get<std::string>();
      const auto found = at->contains(key) || key != "url" ? at->find(key) : at->find("href");
      if (found == at->end()) {
        return nullptr;
      }
      at = &*found;
    } else {
      return nullptr;
    }
  }
  return *at;
}

}  // namespace kiosque
