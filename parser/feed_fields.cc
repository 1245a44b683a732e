// feed_fields.cc — where each field of a feed belongs: FeedReader::Put and what it needs.
#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "base/one_of.h"
#include "base/unicode.h"
#include "parser/feed_markup.h"
#include "parser/feed_reader.h"
#include "parser/xml_entities.h"

namespace kiosque {

namespace {

/// The media type that an Atom type attribute means.
std::string MediaTypeOf(const std::string& attribute) {
  if (attribute.empty() || attribute == "text" || attribute == "plain") {
    return "text/plain";
  }
  if (attribute == "html") {
    return "text/html";
  }
  return attribute == "xhtml" ? "application/xhtml+xml" : attribute;
}

/// Atom 1.0 §3.1.1.3: the div that wraps XHTML is no part of it.
std::string WithoutDiv(std::string markup) {
  const std::string_view trimmed = Trim(markup);
  if (!trimmed.starts_with("<div") || !trimmed.ends_with("</div>")) {
    return markup;
  }
  const std::size_t open = trimmed.find('>');
  return std::string(Trim(trimmed.substr(open + 1, trimmed.size() - open - 1 - 6)));
}

FeedText RssText(const FeedField& field) {
  FeedText out;
  out.value = Trim(field.has_children ? field.markup : field.text);
  if (field.key == "xhtml:body") {
    out.type = "application/xhtml+xml";
  } else if (IsOneOf(field.key, {"content:encoded", "fullitem", "body"}) || field.has_children ||
             LooksLikeHtml(out.value)) {
    out.type = "text/html";
  } else {
    out.type = "text/plain";
  }
  if (const std::string& type = field.Attribute("type");
      field.key.starts_with("media:") && !type.empty()) {
    out.type = MediaTypeOf(type);
  }
  return out;
}

FeedText AtomText(const FeedField& field) {
  FeedText out;
  const std::string& type = field.Attribute("type");
  const std::string& mode = field.Attribute("mode");
  out.type = MediaTypeOf(type);
  out.value = Trim(field.has_children ? field.markup : field.text);
  const bool binary =
      !out.type.starts_with("text/") && !out.type.ends_with("xml") && !field.has_children;
  if (mode == "base64" || (mode.empty() && binary)) {
    if (std::string decoded = DecodeBase64(out.value); !decoded.empty()) {
      out.value = std::move(decoded);
      out.type = type.empty() || binary ? "text/html" : out.type;
    }
  }
  if (type == "xhtml" && field.has_children) {
    out.value = WithoutDiv(std::move(out.value));
  } else if (type == "html" && field.has_children) {
    out.value =
        DecodeReferences(WithoutDiv(std::move(out.value)));  // a div that has no business here
  }
  return out;
}

}  // namespace

FeedText ToFeedText(const FeedField& field) {
  FeedText out = field.atom ? AtomText(field) : RssText(field);
  if (!field.has_children && (out.type == "text/html" || out.type == "application/xhtml+xml")) {
    out.value = ResolveHtml(out.value, field.base);
  }
  out.language = field.language;
  out.base = field.base ? field.base->href() : std::string();
  return out;
}

FeedPerson ParsePerson(std::string_view text) {
  FeedPerson person;
  text = Trim(text);
  const auto is_mail = [](std::string_view word) {
    const std::size_t at = word.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < word.size() &&
           word.find_first_of(" \t\r\n()<>") == std::string_view::npos;
  };
  const std::size_t open = text.find_first_of("(<");
  const std::size_t close = text.find_last_of(")>");
  if (open != std::string_view::npos && close != std::string_view::npos && close > open) {
    const std::string_view inner = Trim(text.substr(open + 1, close - open - 1));
    const std::string_view outer = Trim(text.substr(0, open));
    if (is_mail(inner) || is_mail(outer)) {
      person.email = is_mail(inner) ? inner : outer;
      person.name = is_mail(inner) ? outer : inner;
      return person;
    }
  }
  (is_mail(text) ? person.email : person.name) = text;
  return person;
}

void ChooseEntryUrl(FeedEntry* entry, const std::string& original, bool guid_may_be_link) {
  const auto take = [entry](std::string_view href) {
    if (const auto url = Url::Parse(href); !entry->url && url) {
      entry->url = *url;
    }
  };
  if (!original.empty()) {
    take(original);
  }
  // An article before its other renderings: several alternates differ by media type.
  for (const bool html_only : {true, false}) {
    for (const FeedLink& link : entry->links) {
      if (link.rel == "alternate" &&
          (!html_only || link.type.empty() || link.type.find("html") != std::string::npos)) {
        take(link.href);
      }
    }
  }
  if (!entry->url && guid_may_be_link) {
    take(entry->id);
    entry->id_is_link = entry->url.has_value();
    if (entry->id_is_link) {
      entry->links.push_back({entry->id, "alternate", "text/html", {}, {}, {}});
    }
  }
}

void FeedReader::Put(const FeedField& field) {
  const Scope scope = frames_.empty() ? Scope::kFeed : frames_.back().scope;
  if (scope == Scope::kPerson) {
    PutOfPerson(field);
  } else if (scope == Scope::kImage) {
    PutOfImage(field);
  } else if (!PutText(field) && !PutDate(field) && !PutPerson(field) && !PutTag(field) &&
             !PutLink(field) && !PutOfEntry(field)) {
    PutOfFeed(field);
  }
}

bool FeedReader::PutText(const FeedField& field) {
  const std::string& key = field.key;
  FeedText* target = nullptr;
  if (key == "title") {
    target = &meta_->title;
  } else if (IsOneOf(key, {"dc:title", "media:title"})) {
    target = meta_->title.empty() ? &meta_->title : nullptr;
  } else if (IsOneOf(key, {"summary", "subtitle", "tagline"})) {
    target = &meta_->summary;
  } else if (IsOneOf(key, {"itunes:summary", "itunes:subtitle", "media:description"})) {
    target = meta_->summary.empty() && meta_->description.empty() ? &meta_->summary : nullptr;
  } else if (IsOneOf(key, {"description", "abstract"})) {
    target = &meta_->description;
  } else if (key == "dc:description") {
    target = meta_->description.empty() ? &meta_->description : nullptr;
  } else if (IsOneOf(key, {"rights", "copyright", "dc:rights"})) {
    target = &meta_->rights;
  } else if (key == "info") {
    target = &meta_->info;
  } else {
    return false;
  }
  if (target == nullptr) {
    return true;
  }
  // RSS items with both a description and a summary mean one of them as the text: the second
  // (feedparser).
  const bool second = entry_ != nullptr && meta_ == entry_ && !field.atom &&
                      ((target == &meta_->summary && !meta_->description.empty()) ||
                       (target == &meta_->description && !meta_->summary.empty()));
  if (second && entry_->content.empty()) {
    entry_->content.push_back(ToFeedText(field));
  } else {
    *target = ToFeedText(field);
  }
  return true;
}

bool FeedReader::PutDate(const FeedField& field) {
  const std::string& key = field.key;
  FeedDate* target = nullptr;
  if (IsOneOf(key, {"pubdate", "published", "issued", "dcterms:issued"})) {
    target = &meta_->published;
  } else if (IsOneOf(key, {"updated", "modified", "dcterms:modified", "lastbuilddate"})) {
    target = &meta_->updated;
  } else if (key == "dc:date") {
    target = meta_->updated.text.empty() ? &meta_->updated : nullptr;
  } else if (IsOneOf(key, {"created", "dcterms:created"}) && entry_ != nullptr) {
    target = &entry_->created;
  } else if (key == "expirationdate" && entry_ != nullptr) {
    target = &entry_->expired;
  } else {
    return false;
  }
  if (target != nullptr) {
    target->text = Trim(field.text);
  }
  return true;
}

bool FeedReader::PutPerson(const FeedField& field) {
  const std::string& key = field.key;
  if (IsOneOf(key, {"publisher", "dc:publisher", "webmaster"})) {
    meta_->publisher = ParsePerson(field.text);
    return true;
  }
  const bool author =
      IsOneOf(key, {"author", "managingeditor", "dc:creator", "dc:author", "itunes:author"});
  if (!author && !IsOneOf(key, {"contributor", "dc:contributor"})) {
    return false;
  }
  auto& list = author ? meta_->authors : meta_->contributors;
  if (list.size() < kMaxFeedList && !Trim(field.text).empty()) {
    list.push_back(ParsePerson(field.text));
  }
  return true;
}

bool FeedReader::PutTag(const FeedField& field) {
  const std::string& key = field.key;
  const std::string text(Trim(field.text));
  if (IsOneOf(key, {"category", "dc:subject"})) {
    const bool atom = field.atom && !field.Attribute("term").empty();
    AddTag({atom ? field.Attribute("term") : text,
            atom ? field.Attribute("scheme") : field.Attribute("domain"),
            field.Attribute("label")});
  } else if (key == "media:category") {
    const std::string& scheme = field.Attribute("scheme");
    AddTag({text, scheme.empty() ? "http://search.yahoo.com/mrss/category_schema" : scheme,
            field.Attribute("label")});
  } else if (IsOneOf(key, {"itunes:keywords", "media:keywords"})) {
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      AddTag({std::string(Trim(rest.substr(0, comma))), "http://www.itunes.com/", {}});
      rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
  } else {
    return false;
  }
  return true;
}

bool FeedReader::PutLink(const FeedField& field) {
  if (field.key == "enclosure") {
    AddLink({ResolveReference(field.base, field.Attribute("url")),
             "enclosure",
             field.Attribute("type"),
             {},
             {},
             field.Attribute("length")});
    return true;
  }
  if (field.key == "itunes:link" && field.Attribute("rel") == "image") {
    meta_->image = ResolveReference(field.base, field.Attribute("href"));
    return true;
  }
  if (field.key != "link") {
    return false;
  }
  if (const std::string& href = field.Attribute("href"); !href.empty()) {
    const std::string& rel = field.Attribute("rel");
    const std::string& type = field.Attribute("type");
    AddLink({ResolveReference(field.base, href), rel.empty() ? "alternate" : rel,
             type.empty() && (rel.empty() || rel == "alternate") ? "text/html" : type,
             field.Attribute("title"), field.Attribute("hreflang"), field.Attribute("length")});
  } else {
    AddLink({ResolveReference(field.base, field.text), "alternate", "text/html", {}, {}, {}});
  }
  return true;
}

bool FeedReader::PutOfEntry(const FeedField& field) {
  if (entry_ == nullptr || meta_ != entry_) {
    return false;
  }
  const std::string& key = field.key;
  if (IsOneOf(key, {"content", "content:encoded", "fullitem", "body", "xhtml:body", "xhtml:div"})) {
    if (entry_->content.size() < kMaxFeedList) {
      entry_->content.push_back(ToFeedText(field));
    }
  } else if (key == "comments") {
    entry_->comments = ResolveReference(field.base, field.text);
  } else if (key == "wfw:commentrss") {
    entry_->comment_feed = ResolveReference(field.base, field.text);
  } else if (key == "feedburner:origlink") {
    original_link_ = Trim(field.text);
  } else {
    return false;
  }
  return true;
}

void FeedReader::PutId(const FeedField& field) {
  meta_->id = field.atom ? ResolveReference(field.base, field.text) : std::string(Trim(field.text));
  if (field.key == "guid") {
    guid_may_be_link_ = field.Attribute("ispermalink") != "false";
  }
}

void FeedReader::PutGenerator(const FeedField& field) {
  meta_->generator = Trim(field.text);
  const std::string& uri = field.Attribute("uri");
  meta_->generator_url = ResolveReference(field.base, uri.empty() ? field.Attribute("url") : uri);
  meta_->generator_version = field.Attribute("version");
}

/// What a feed and its entries may have, and what only a feed has.
void FeedReader::PutOfFeed(const FeedField& field) {
  const std::string& key = field.key;
  const std::string_view text = Trim(field.text);
  if (IsOneOf(key, {"id", "guid", "dc:identifier"})) {
    PutId(field);
  } else if (key == "generator") {
    PutGenerator(field);
  } else if (IsOneOf(key, {"language", "dc:language"})) {
    meta_->language = text;
  } else if (key == "logo") {
    meta_->image = ResolveReference(field.base, text);
  } else if (key == "itunes:image") {
    meta_->image = ResolveReference(field.base, field.Attribute("href"));
  } else if (IsOneOf(key, {"cc:license", "creativecommons:license"})) {
    const std::string& resource = field.Attribute("rdf:resource");
    meta_->license = ResolveReference(field.base, resource.empty() ? text : resource);
  } else if (key == "docs") {
    feed_->docs = ResolveReference(field.base, text);
  } else if (key == "newlocation") {
    feed_->new_location = ResolveReference(field.base, text);
  } else if (key == "ttl") {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && value > 0 && end == text.data() + text.size()) {
      feed_->ttl = std::chrono::minutes(value);
    }
  }
}

void FeedReader::PutOfPerson(const FeedField& field) {
  if (IsOneOf(field.key, {"name", "itunes:name"})) {
    person_.name = Trim(field.text);
  } else if (IsOneOf(field.key, {"email", "itunes:email"})) {
    person_.email = Trim(field.text);
  } else if (IsOneOf(field.key, {"uri", "url", "homepage"})) {
    person_.url = ResolveReference(field.base, field.text);
  }
}

void FeedReader::PutOfImage(const FeedField& field) {
  if (field.key == "url") {
    meta_->image = ResolveReference(field.base, field.text);
  }
}

}  // namespace kiosque
