#include "parser/feed_reader.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/one_of.h"
#include "parser/feed_date.h"
#include "parser/feed_markup.h"

namespace kiosque {

namespace {

/// Markup inside a field is HTML, whichever namespace its author had in scope.
std::string TagNameOf(const std::string& name) {
  for (const std::string_view prefix : {"xhtml:", "atom:", "?:"}) {
    if (name.starts_with(prefix)) {
      return name.substr(prefix.size());
    }
  }
  return name;
}

void AppendCapped(std::string_view text, std::string& out) {
  out += text.substr(0, kMaxFeedText - std::min(kMaxFeedText, out.size()));
}

}  // namespace

const std::string& FeedField::Attribute(std::string_view name) const {
  static const std::string kNone;
  for (const auto& [attribute, value] : attributes) {
    if (attribute == name) {
      return value;
    }
  }
  return kNone;
}

FeedReader::FeedReader(Feed* feed, const FeedContext& context)
    : feed_(feed), xml_(context.url), http_language_(context.language), meta_(feed) {}

void FeedReader::Read(std::string_view utf8) {
  xml_.Append(utf8);
  xml_.Finish();
  while (true) {
    switch (xml_.Next()) {
      case XmlReader::Token::kStart:
        Start();
        break;
      case XmlReader::Token::kEnd:
        End();
        break;
      case XmlReader::Token::kText:
        if (capturing_) {
          AppendCapped(xml_.text(), field_.text);
          if (field_.markup.size() < kMaxFeedText) {
            AppendEscaped(xml_.text(), false, field_.markup);
          }
        }
        break;
      default:
        while (!frames_.empty()) {
          CloseFrame();
        }
        FinishFeed();
        return;
    }
    if (feed_->truncated && entry_ == nullptr && !capturing_) {
      FinishFeed();
      return;
    }
  }
}

void FeedReader::Start() {
  std::string key = AsciiLower(xml_.name());
  bool atom = key.starts_with("atom:") || feed_->format == FeedFormat::kAtom;
  if (key.starts_with("atom:")) {
    key.erase(0, 5);
  }
  if (capturing_) {
    // An item inside a title means that the title's end tag is missing.
    if (IsOneOf(key, {"item", "entry"}) && !xml_.name().starts_with("xhtml:")) {
      FinishField();
    } else {
      ChildTag();
      return;
    }
  }
  if (!frames_.empty() && frames_.back().scope == Scope::kIgnored) {
    return;
  }
  if (frames_.empty()) {
    NameFormat(key, xml_.raw());
    atom = atom || feed_->format == FeedFormat::kAtom;
  }
  if (!OpenContainer(key, atom)) {
    BeginField(std::move(key), atom);
  }
}

void FeedReader::End() {
  if (capturing_) {
    if (xml_.depth() == field_.depth) {
      FinishField();
    } else if (!xml_.empty_element()) {
      const std::string& name = xml_.name();
      AppendCapped("</" + TagNameOf(name) + ">", field_.markup);
    }
    return;
  }
  if (!frames_.empty() && frames_.back().depth == xml_.depth()) {
    CloseFrame();
  }
}

/// The format and version that the root element tells.
void FeedReader::NameFormat(const std::string& root, std::string_view raw) {
  const std::string* version = xml_.Attribute("version");
  std::string digits = version == nullptr ? std::string() : *version;
  std::erase(digits, '.');
  if (root == "rss") {
    feed_->format = FeedFormat::kRss;
    feed_->version = digits == "201" ? "rss20" : "rss" + digits.substr(0, 4);
    if (digits == "091") {
      feed_->version = "rss091u";
    }
  } else if (root == "rdf:rdf") {
    feed_->format = FeedFormat::kRss1;
    feed_->version = raw.find("http://my.netscape.com/rdf/simple/0.9") != std::string_view::npos
                         ? "rss090"
                         : "rss10";
  } else if (root == "feed" || root == "entry") {
    feed_->format = FeedFormat::kAtom;
    feed_->version = raw.find("http://www.w3.org/2005/Atom") != std::string_view::npos ? "atom10"
                     : digits == "03" || digits == "10" ? "atom" + digits
                                                        : "atom";
  } else if (root == "channel") {
    feed_->format = FeedFormat::kCdf;
    feed_->version = "cdf";
  }
}

bool FeedReader::OpenContainer(const std::string& key, bool atom) {
  const Scope scope = frames_.empty() ? Scope::kOutside : frames_.back().scope;
  const std::size_t depth = xml_.depth();
  if (feed_->format == FeedFormat::kNone) {
    frames_.push_back({Scope::kIgnored, depth, feed_});  // another vocabulary altogether
    return true;
  }
  if (IsOneOf(key, {"rss", "rdf:rdf", "redirect", "media:group", "media:content"})) {
    frames_.push_back({Scope::kThrough, depth, meta_});
    return true;
  }
  if (IsOneOf(key, {"feed", "channel"}) && entry_ == nullptr) {
    OpenFeed(key);
    return true;
  }
  if (IsOneOf(key, {"item", "entry"})) {
    OpenEntry();
    return true;
  }
  if (frames_.empty()) {
    frames_.push_back({Scope::kFeed, depth, feed_});
    return true;
  }
  if (key == "source" && atom && entry_ != nullptr) {
    entry_->source.emplace();
    meta_ = &*entry_->source;
    frames_.push_back({Scope::kSource, depth, meta_});
    return true;
  }
  if ((atom && IsOneOf(key, {"author", "contributor"})) || key == "itunes:owner") {
    OpenPerson(key);
    return true;
  }
  if (key == "image" && !atom && scope != Scope::kImage) {
    frames_.push_back({Scope::kImage, depth, meta_});
    return true;
  }
  if (IsOneOf(key, {"textinput", "items", "skiphours", "skipdays", "schedule", "logo"}) &&
      (key != "logo" || feed_->format == FeedFormat::kCdf)) {
    frames_.push_back({Scope::kIgnored, depth, meta_});
    return true;
  }
  if (key == "itunes:category") {
    const std::string* text = xml_.Attribute("text");
    AddTag({text == nullptr ? std::string() : *text, "http://www.itunes.com/", {}});
    frames_.push_back({Scope::kThrough, depth, meta_});
    return true;
  }
  return false;
}

void FeedReader::OpenFeed(const std::string& key) {
  meta_ = feed_;
  frames_.push_back({Scope::kFeed, xml_.depth(), meta_});
  if (feed_->format == FeedFormat::kCdf && key == "channel") {
    for (const XmlAttribute& attribute : xml_.attributes()) {
      const std::string name = AsciiLower(attribute.name);
      if (name == "href") {
        AddLink({ResolveReference(xml_.base(), attribute.value), "alternate", {}, {}, {}, {}});
      } else if (name == "lastmod") {
        feed_->updated.text = attribute.value;
      }
    }
  }
}

void FeedReader::OpenEntry() {
  while (entry_ != nullptr) {
    CloseFrame();  // the end tag of the one before is missing
  }
  if (feed_->entries.size() < kMaxFeedEntries) {
    entry_ = &feed_->entries.emplace_back();
  } else {
    feed_->truncated = true;
    spare_ = FeedEntry();
    entry_ = &spare_;
  }
  original_link_.clear();
  guid_may_be_link_ = true;
  meta_ = entry_;
  frames_.push_back({Scope::kEntry, xml_.depth(), meta_});
  for (const XmlAttribute& attribute : xml_.attributes()) {
    const std::string name = AsciiLower(attribute.name);
    if (name == "rdf:about") {
      entry_->id = ResolveReference(xml_.base(), attribute.value);
    } else if (name == "href" && feed_->format == FeedFormat::kCdf) {
      AddLink({ResolveReference(xml_.base(), attribute.value), "alternate", {}, {}, {}, {}});
    } else if (name == "lastmod" && feed_->format == FeedFormat::kCdf) {
      entry_->updated.text = attribute.value;
    }
  }
}

void FeedReader::OpenPerson(const std::string& key) {
  person_ = FeedPerson();
  person_key_ = key;
  frames_.push_back({Scope::kPerson, xml_.depth(), meta_});
}

void FeedReader::CloseFrame() {
  const Frame frame = frames_.back();
  frames_.pop_back();
  if (frame.scope == Scope::kPerson) {
    if (person_key_ == "itunes:owner") {
      meta_->publisher = person_;
    } else {
      auto& list = person_key_ == "author" ? meta_->authors : meta_->contributors;
      if (list.size() < kMaxFeedList) {
        list.push_back(person_);
      }
    }
  } else if (frame.scope == Scope::kEntry) {
    CloseEntry();
  }
  meta_ = frames_.empty() ? feed_ : frames_.back().meta;
}

void FeedReader::CloseEntry() {
  ChooseEntryUrl(entry_, original_link_, guid_may_be_link_ && feed_->format != FeedFormat::kAtom);
  for (FeedDate* date :
       {&entry_->published, &entry_->updated, &entry_->created, &entry_->expired}) {
    if (!date->text.empty() && !date->time) {
      date->time = ParseFeedDate(date->text);
    }
  }
  if (entry_->source) {
    entry_->source->published.time = ParseFeedDate(entry_->source->published.text);
    entry_->source->updated.time = ParseFeedDate(entry_->source->updated.text);
  }
  entry_ = nullptr;
}

void FeedReader::BeginField(std::string key, bool atom) {
  capturing_ = true;
  field_ = FeedField();
  field_.key = std::move(key);
  field_.atom = atom;
  field_.depth = xml_.depth();
  for (const XmlAttribute& attribute : xml_.attributes()) {
    field_.attributes.emplace_back(AsciiLower(attribute.name), attribute.value);
  }
  field_.base = xml_.base();
  const std::string& language = xml_.language();
  field_.language = language.empty() && !xml_.has_language() ? http_language_ : language;
}

/// An element inside a field: written again as a tag.
void FeedReader::ChildTag() {
  field_.has_children = true;
  if (field_.markup.size() > kMaxFeedText) {
    return;
  }
  std::string& out = field_.markup;
  out += '<' + TagNameOf(xml_.name());
  for (const XmlAttribute& attribute : xml_.attributes()) {
    if (attribute.name == "xmlns" || attribute.name.starts_with("xmlns:") ||
        attribute.name.starts_with("xml:")) {
      continue;
    }
    out += ' ';
    out += attribute.name;
    out += "=\"";
    AppendEscaped(
        HoldsUrl(attribute.name) ? ResolveReference(xml_.base(), attribute.value) : attribute.value,
        true, out);
    out += '"';
  }
  out += xml_.empty_element() ? " />" : ">";
}

void FeedReader::FinishField() {
  capturing_ = false;
  Put(field_);
}

void FeedReader::AddLink(FeedLink link) {
  if (!link.href.empty() && meta_->links.size() < kMaxFeedList) {
    meta_->links.push_back(std::move(link));
  }
}

void FeedReader::AddTag(FeedTag tag) {
  const bool known =
      std::any_of(meta_->tags.begin(), meta_->tags.end(), [&tag](const FeedTag& other) {
        return other.term == tag.term && other.scheme == tag.scheme;
      });
  if (!tag.term.empty() && !known && meta_->tags.size() < kMaxFeedList) {
    meta_->tags.push_back(std::move(tag));
  }
}

void FeedReader::FinishFeed() {
  feed_->well_formed = feed_->well_formed && xml_.well_formed() && xml_.has_root();
  feed_->published.time = ParseFeedDate(feed_->published.text);
  feed_->updated.time = ParseFeedDate(feed_->updated.text);
}

}  // namespace kiosque
