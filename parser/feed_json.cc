#include "parser/feed_json.h"

#include <nlohmann/json.hpp>
#include <string>

#include "parser/feed_date.h"
#include "parser/feed_markup.h"
#include "parser/feed_reader.h"

namespace kiosque {

namespace {

using Json = nlohmann::json;

/// The member if it is a string (or a number, as some ids are), else "".
std::string Text(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) {
    return {};
  }
  if (found->is_string()) {
    return found->get<std::string>();
  }
  return found->is_number() ? found->dump() : std::string();
}

void AddLink(const std::string& href, const char* rel, const char* type,
             const std::optional<Url>& base, FeedMeta* meta) {
  if (!href.empty()) {
    meta->links.push_back({ResolveReference(base, href), rel, type, {}, {}, {}});
  }
}

void ReadAuthors(const Json& object, const std::optional<Url>& base, FeedMeta* meta) {
  const auto add = [&](const Json& author) {
    if (author.is_object() && meta->authors.size() < kMaxFeedList) {
      meta->authors.push_back(
          {Text(author, "name"), {}, ResolveReference(base, Text(author, "url"))});
    }
  };
  if (const auto authors = object.find("authors"); authors != object.end() && authors->is_array()) {
    for (const Json& author : *authors) {
      add(author);
    }
  } else if (const auto author = object.find("author"); author != object.end()) {
    add(*author);  // version 1.0
  }
}

FeedText TextOf(std::string value, const char* type, const FeedContext& context,
                const std::string& language) {
  FeedText text;
  text.value =
      type == std::string_view("text/html") ? ResolveHtml(value, context.url) : std::move(value);
  text.type = type;
  text.language = language;
  text.base = context.url ? context.url->href() : std::string();
  return text;
}

void ReadItem(const Json& item, const FeedContext& context, const Feed& feed, FeedEntry* entry) {
  entry->language = Text(item, "language");
  const std::string& language = entry->language.empty() ? feed.language : entry->language;
  entry->id = Text(item, "id");
  entry->title = TextOf(Text(item, "title"), "text/plain", context, language);
  entry->summary = TextOf(Text(item, "summary"), "text/plain", context, language);
  for (const auto& [member, type] :
       {std::pair("content_html", "text/html"), std::pair("content_text", "text/plain")}) {
    if (std::string value = Text(item, member); !value.empty()) {
      entry->content.push_back(TextOf(std::move(value), type, context, language));
    }
  }
  AddLink(Text(item, "url"), "alternate", "text/html", context.url, entry);
  AddLink(Text(item, "external_url"), "related", "", context.url, entry);
  entry->image = ResolveReference(context.url, Text(item, "image"));
  entry->published.text = Text(item, "date_published");
  entry->published.time = ParseFeedDate(entry->published.text);
  entry->updated.text = Text(item, "date_modified");
  entry->updated.time = ParseFeedDate(entry->updated.text);
  ReadAuthors(item, context.url, entry);
  if (const auto tags = item.find("tags"); tags != item.end() && tags->is_array()) {
    for (const Json& tag : *tags) {
      if (tag.is_string() && entry->tags.size() < kMaxFeedList) {
        entry->tags.push_back({tag.get<std::string>(), {}, {}});
      }
    }
  }
  ChooseEntryUrl(entry, {}, true);
}

}  // namespace

void ReadJsonFeed(std::string_view utf8, const FeedContext& context, Feed* feed) {
  // nlohmann's parser keeps its own stack, and its values are destroyed without recursion.
  const Json root = Json::parse(utf8.begin(), utf8.end(), nullptr, false, true);
  if (!root.is_object()) {
    return;
  }
  const std::string version = Text(root, "version");
  const auto items = root.find("items");
  if (version.find("jsonfeed.org/version/") == std::string::npos &&
      (items == root.end() || !items->is_array())) {
    return;
  }
  feed->format = FeedFormat::kJson;
  feed->version = version.ends_with("/1.1") ? "json11" : "json1";
  feed->language = Text(root, "language");
  feed->title = TextOf(Text(root, "title"), "text/plain", context, feed->language);
  feed->summary = TextOf(Text(root, "description"), "text/plain", context, feed->language);
  feed->image = ResolveReference(context.url, Text(root, "icon"));
  AddLink(Text(root, "home_page_url"), "alternate", "text/html", context.url, feed);
  AddLink(Text(root, "feed_url"), "self", "application/feed+json", context.url, feed);
  AddLink(Text(root, "next_url"), "next", "application/feed+json", context.url, feed);
  ReadAuthors(root, context.url, feed);
  if (items == root.end() || !items->is_array()) {
    return;
  }
  for (const Json& item : *items) {
    if (feed->entries.size() == kMaxFeedEntries) {
      feed->truncated = true;
      break;
    }
    if (item.is_object()) {
      ReadItem(item, context, *feed, &feed->entries.emplace_back());
    }
  }
}

}  // namespace kiosque
