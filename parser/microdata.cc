// Microdata and RDFa Lite: the DOM half of parser/structured_data.h.
#include <algorithm>
#include <map>
#include <utility>

#include "base/unicode.h"
#include "parser/structured_data.h"

namespace kiosque {
namespace {

// Properties that stand in no article's scope count less than JSON-LD's WebPage does more than
// nothing.
constexpr int kLooseRank = 28;
constexpr int kAsideDemotion = 40;
constexpr NodeId kMaxPersonNodes = 60;
constexpr std::size_t kMaxTextBytes = 2000;

std::string_view LastWord(std::string_view list) {
  const std::size_t space = list.find_last_of(" \t\n");
  return space == std::string_view::npos ? list : list.substr(space + 1);
}

class MicrodataReader {
 public:
  MicrodataReader(const Document& document, const PageEvidence& evidence, StructuredData* data)
      : document_(document), evidence_(evidence), data_(*data) {}

  void Read() {
    CountArticles();
    for (const NodeId id : evidence_.scopes) {
      OpenScope(id);
    }
    for (const NodeId id : evidence_.properties) {
      ReadProperty(id);
    }
    for (auto& [scope, item] : items_) {
      if (!item.headline.empty() || !item.published.empty() || !item.authors.empty() ||
          !item.modified.empty() || !item.body.empty()) {
        item.rank += (item.published.empty() ? 0 : 2) + (item.authors.empty() ? 0 : 1);
        data_.items.push_back(std::move(item));
      }
    }
  }

 private:
  // Whether the page's h1 stands inside: a card of a list has none. Pages without an h1 tell
  // nothing.
  bool HoldsHeading(NodeId id) const {
    bool any = false;
    for (const NodeId heading : evidence_.headings) {
      if (document_[heading].tag == Tag::k_h1) {
        any = true;
        if (heading > id && heading < document_[id].end) {
          return true;
        }
      }
    }
    // A single article on the page needs no heading inside; several are cards.
    return !any || articles_ <= 1;
  }

  // The bare type that a scope of microdata or RDFa opens.
  std::string_view TypeAt(NodeId scope) const {
    const std::string_view type = document_.Get(scope, "itemtype");
    return BareSchemaName(LastWord(type.empty() ? document_.Get(scope, "typeof") : type));
  }

  // Whether an RDFa scope stands above: only there meta and link elements speak of things.
  bool InRdfa(NodeId id) const {
    for (NodeId at = document_[id].parent; at != kNoNode; at = document_[at].parent) {
      if (document_.HasAttribute(at, "typeof")) {
        return true;
      }
    }
    return false;
  }

  void CountArticles() {
    for (const NodeId id : evidence_.scopes) {
      const std::string_view type = TypeAt(id);
      articles_ += StructuredTypeRank(type) >= 30 ? 1 : 0;
    }
  }

  void OpenScope(NodeId id) {
    if (items_.size() >= kMaxStructuredItems) {
      return;
    }
    const std::string_view type = TypeAt(id);
    const int rank = StructuredTypeRank(type);
    if (rank == 0) {
      return;
    }
    StructuredItem item;
    item.syntax = StructuredItem::Syntax::kMicrodata;
    item.type = type;
    item.nested = !HoldsHeading(id) ||
                  (evidence_.flags[id] & (kInRelated | kInAside | kInNav | kInComments)) != 0;
    item.rank = rank - (item.nested ? kAsideDemotion : 0) - 1;  // JSON-LD goes first among equals
    items_.emplace(id, std::move(item));
  }

  // The item that owns a property: the nearest element above it that opens a scope. Properties of
  // nobody, of pages and of unknown things share one item.
  StructuredItem* Owner(NodeId property) {
    NodeId at = document_[property].parent;
    while (at != kNoNode) {
      const auto found = items_.find(at);
      if (found != items_.end()) {
        return &found->second;
      }
      if (document_.HasAttribute(at, "itemscope") || document_.HasAttribute(at, "typeof")) {
        const std::string_view type = TypeAt(at);
        if (type == "Comment" || type == "UserComments" || type == "Person" ||
            type == "Organization" || type == "ImageObject" || type == "Offer" ||
            type == "Rating") {
          return nullptr;
        }
      }
      at = document_[at].parent;
    }
    if ((evidence_.flags[property] & kAround) != 0) {
      return nullptr;
    }
    const auto [loose, added] = items_.try_emplace(kNoNode);
    if (added) {
      loose->second.syntax = StructuredItem::Syntax::kMicrodata;
      loose->second.rank = kLooseRank;
    }
    return &loose->second;
  }

  std::string_view KeepText(NodeId id) {
    std::string text;
    for (NodeId at = id; at < document_[id].end && text.size() < kMaxTextBytes; ++at) {
      if (document_[at].tag == Tag::kText) {
        text += document_[at].text;
        text += ' ';
      }
    }
    data_.texts.push_back(CollapseSpace(text));
    return data_.texts.back();
  }

  bool HasRel(NodeId id, std::string_view rel) const {
    return document_[id].tag == Tag::k_a &&
           document_.Get(id, "rel").find(rel) != std::string_view::npos;
  }

  std::string_view Value(NodeId id) {
    const Tag tag = document_[id].tag;
    std::string_view value = document_.Get(id, "content");
    if (value.empty() && document_.HasAttribute(id, "datetime")) {
      value = document_.Get(id, "datetime");
    }
    if (value.empty() && tag == Tag::k_img) {
      value = document_.Get(id, "src");
    }
    if (value.empty() && (tag == Tag::k_link || HasRel(id, "license"))) {
      value = document_.Get(id, "href");
    }
    return value.empty() && tag != Tag::k_meta ? KeepText(id) : value;
  }

  void AddAuthor(NodeId id, StructuredItem* item) {
    if (item->authors.size() >= 16) {
      return;
    }
    StructuredPerson person;
    person.organization = TypeAt(id).find("Organization") != std::string_view::npos;
    const NodeId end = std::min<NodeId>(document_[id].end, id + kMaxPersonNodes);
    for (NodeId at = id + 1; at < end; ++at) {
      if (document_.Get(at, "itemprop") == "name" ||
          BareSchemaName(document_.Get(at, "property")) == "name") {
        person.name = Value(at);
        break;
      }
    }
    if (person.name.empty()) {
      person.name = Value(id);
    }
    if (!person.name.empty()) {
      item->authors.push_back(person);
    }
  }

  static void AddWord(std::string_view property, std::string_view value, StructuredItem* item) {
    constexpr std::size_t kMostKeywords = 64;
    if (property == "keywords" && item->keywords.size() < kMostKeywords) {
      item->keywords.push_back(value);
    } else if (property == "isAccessibleForFree" && !value.empty()) {
      item->free = value[0] == 't' || value[0] == 'T' || value[0] == '1';
    }
  }

  void ReadProperty(NodeId id) {
    std::string_view name = document_.Get(id, "itemprop");
    if (name.empty()) {
      if ((document_[id].tag == Tag::k_meta || document_[id].tag == Tag::k_link) && !InRdfa(id)) {
        return;  // OpenGraph and its like: PageEvidence::metas
      }
      name = document_.Get(id, "property");
    }
    using Field = std::string_view StructuredItem::*;
    static const std::pair<std::string_view, Field> kFields[] = {
        {"datePublished", &StructuredItem::published},
        {"dateCreated", &StructuredItem::created},
        {"dateModified", &StructuredItem::modified},
        {"headline", &StructuredItem::headline},
        {"name", &StructuredItem::name},
        {"articleSection", &StructuredItem::section},
        {"description", &StructuredItem::description},
        {"license", &StructuredItem::license},
        {"image", &StructuredItem::image},
        {"thumbnailUrl", &StructuredItem::image},
        {"inLanguage", &StructuredItem::language},
        {"uploadDate", &StructuredItem::uploaded},
        {"date", &StructuredItem::published},
        {"issued", &StructuredItem::published},
        {"created", &StructuredItem::created}};
    while (!name.empty()) {
      const std::size_t space = name.find_first_of(" \t\n");
      const std::string_view word = BareSchemaName(name.substr(0, space));
      name = space == std::string_view::npos ? std::string_view() : name.substr(space + 1);
      if (word == "author" || word == "creator") {
        if (StructuredItem* item = Owner(id)) {
          AddAuthor(id, item);
        }
        continue;
      }
      if (word == "keywords" || word == "isAccessibleForFree") {
        if (StructuredItem* item = Owner(id)) {
          AddWord(word, Value(id), item);
        }
        continue;
      }
      for (const auto& [key, field] : kFields) {
        if (word != key) {
          continue;
        }
        StructuredItem* item = Owner(id);
        if (item != nullptr && (item->*field).empty()) {
          item->*field = Value(id);
        }
      }
    }
  }

  const Document& document_;
  const PageEvidence& evidence_;
  StructuredData& data_;
  int articles_ = 0;
  std::map<NodeId, StructuredItem> items_;  // by scope; kNoNode = the loose ones
};

}  // namespace

void ReadMicrodata(const Document& document, const PageEvidence& evidence, StructuredData* data) {
  MicrodataReader(document, evidence, data).Read();
}

}  // namespace kiosque
