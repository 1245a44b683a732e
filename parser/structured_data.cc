#include "parser/structured_data.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kiosque {
namespace {

constexpr int kWebPageRank = 20;
constexpr std::size_t kMaxAuthors = 32;

struct TypeRank {
  std::string_view type;
  int rank;
};

// Rank 30 and more: articles and what else a page may be about.
constexpr TypeRank kTypeRanks[] = {
    {"NewsArticle", 60},
    {"ReportageNewsArticle", 60},
    {"OpinionNewsArticle", 60},
    {"AnalysisNewsArticle", 60},
    {"BackgroundNewsArticle", 60},
    {"ReviewNewsArticle", 60},
    {"AskPublicNewsArticle", 60},
    {"LiveBlogPosting", 60},
    {"AdvertiserContentArticle", 55},
    {"Article", 55},
    {"BlogPosting", 55},
    {"Report", 55},
    {"TechArticle", 55},
    {"ScholarlyArticle", 55},
    {"MedicalScholarlyArticle", 55},
    {"SatiricalArticle", 55},
    {"SocialMediaPosting", 50},
    {"DiscussionForumPosting", 50},
    {"Recipe", 45},
    {"HowTo", 40},
    {"Review", 38},
    {"PodcastEpisode", 45},
    {"VideoObject", 36},
    {"ImageGallery", 40},
    {"MediaGallery", 40},
    {"CreativeWork", 35},
    {"Course", 32},
    {"Blog", 22},
    {"WebPage", kWebPageRank},
    {"ItemPage", kWebPageRank},
    {"MedicalWebPage", 22},
    {"AboutPage", kWebPageRank},
    {"CollectionPage", 15},
    {"FAQPage", 15},
    {"QAPage", 15},
};

// Members under which other things than the page's article stand.
bool IsElsewhere(std::string_view key) {
  constexpr std::string_view kKeys[] = {
      "itemListElement", "hasPart",         "comment",       "review",      "mentions",
      "isPartOf",        "isBasedOn",       "citation",      "subjectOf",   "potentialAction",
      "relatedLink",     "associatedMedia", "video",         "image",       "liveBlogUpdate",
      "blogPost",        "author",          "publisher",     "about",       "workExample",
      "significantLink", "episode",         "exampleOfWork", "itemReviewed"};
  return std::find(std::begin(kKeys), std::end(kKeys), key) != std::end(kKeys);
}

// Addresses compared without scheme, "www.", query, fragment and final slash.
std::string_view Comparable(std::string_view url) {
  const std::size_t scheme = url.find("://");
  url = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
  url = url.substr(0, url.find_first_of("?#"));
  url = url.starts_with("www.") ? url.substr(4) : url;
  return url.ends_with('/') ? url.substr(0, url.size() - 1) : url;
}

class JsonLdReader {
 public:
  JsonLdReader(std::string_view page_url, StructuredData* data)
      : page_(Comparable(page_url)), data_(*data) {}

  void Read() {
    IndexIds();
    for (std::size_t t = 0; t < data_.trees.size(); ++t) {
      tree_ = &data_.trees[t];
      for (JsonId id = 1; id < tree_->values().size(); ++id) {
        if ((*tree_)[id].kind == JsonValue::Kind::kObject) {
          ReadObject(id);
        }
      }
    }
  }

 private:
  // "@id" -> the object that says most, for authors and publishers given by reference.
  void IndexIds() {
    for (const JsonTree& tree : data_.trees) {
      for (JsonId id = 1; id < tree.values().size(); ++id) {
        const JsonValue& value = tree[id];
        if (value.key == "@id" && tree.Member(value.parent, "name") != kNoJson &&
            ids_.size() < 4096) {
          ids_.push_back({value.text, &tree, value.parent});
        }
      }
    }
    std::stable_sort(ids_.begin(), ids_.end(),
                     [](const Id& a, const Id& b) { return a.name < b.name; });
  }

  std::string_view NameOf(const JsonTree& tree, JsonId object) const {
    for (const std::string_view key :
         {"name", "@value", "headline", "legalName", "alternateName"}) {
      const JsonId member = tree.Member(object, key);
      if (member != kNoJson) {
        return TextOf(tree, member);
      }
    }
    return {};
  }

  // A string; of an object its value or name; of an array the first of these.
  std::string_view TextOf(const JsonTree& tree, JsonId id) const {
    for (int hops = 0; hops < 4 && id != kNoJson; ++hops) {
      const JsonValue& value = tree[id];
      if (value.kind == JsonValue::Kind::kString || value.kind == JsonValue::Kind::kLiteral) {
        return value.text == "null" ? std::string_view() : value.text;
      }
      if (value.kind == JsonValue::Kind::kArray) {
        id = tree.FirstChild(id);
        continue;
      }
      JsonId next = kNoJson;
      for (const std::string_view key : {"@value", "name", "url", "contentUrl", "@id"}) {
        next = tree.Member(id, key);
        if (next != kNoJson) {
          break;
        }
      }
      id = next;
    }
    return {};
  }

  std::string_view Field(JsonId object, std::string_view key) const {
    const JsonId member = tree_->Member(object, key);
    return member == kNoJson ? std::string_view() : TextOf(*tree_, member);
  }

  std::string_view TypeOf(JsonId object, int* rank) const {
    *rank = 0;
    std::string_view best;
    JsonId type = tree_->Member(object, "@type");
    if (type == kNoJson) {
      const bool article = tree_->Member(object, "headline") != kNoJson &&
                           tree_->Member(object, "datePublished") != kNoJson;
      *rank = article ? 35 : 0;
      return {};
    }
    const JsonId end = (*tree_)[type].end;
    for (; type < end; ++type) {
      const std::string_view name = BareSchemaName((*tree_)[type].text);
      const int found = StructuredTypeRank(name);
      if (found > *rank || best.empty()) {
        best = name;
        *rank = std::max(*rank, found);
      }
    }
    return best;
  }

  bool IsNested(JsonId id) const {
    for (JsonId at = id; at != kNoJson; at = (*tree_)[at].parent) {
      if (IsElsewhere((*tree_)[at].key)) {
        return true;
      }
    }
    return false;
  }

  void ReadObject(JsonId id) {
    int rank = 0;
    const std::string_view type = TypeOf(id, &rank);
    if (type == "WebSite" && data_.site_name.empty()) {
      data_.site_name = Field(id, "name");
    }
    if (type == "BreadcrumbList" && data_.breadcrumbs.empty()) {
      ReadBreadcrumbs(id);
    }
    data_.has_live_blog = data_.has_live_blog || type == "LiveBlogPosting";
    if (rank == 0) {
      return;
    }
    const bool nested = IsNested(id);
    data_.has_gallery =
        data_.has_gallery || (!nested && (type == "ImageGallery" || type == "MediaGallery"));
    data_.has_video = data_.has_video || (!nested && type == "VideoObject");
    data_.listed_articles += nested && rank >= 50 ? 1 : 0;
    if (data_.items.size() < kMaxStructuredItems) {
      data_.items.push_back(Item(id, type, rank, nested));
    }
  }

  StructuredItem Item(JsonId id, std::string_view type, int rank, bool nested) {
    StructuredItem item;
    item.type = type;
    item.nested = nested;
    item.headline = Field(id, "headline");
    item.name = Field(id, "name");
    item.description = Field(id, "description");
    item.body = Field(id, "articleBody");
    item.published = Field(id, "datePublished");
    item.created = Field(id, "dateCreated");
    item.modified = Field(id, "dateModified");
    item.uploaded = Field(id, "uploadDate");
    item.section = Field(id, "articleSection");
    item.language = Field(id, "inLanguage");
    item.image = Image(id);
    item.license = Field(id, "license");
    item.url = Field(id, "mainEntityOfPage");
    item.url = item.url.empty() ? Field(id, "url") : item.url;
    item.url = item.url.empty() ? Field(id, "@id") : item.url;
    const std::string_view free = Field(id, "isAccessibleForFree");
    if (!free.empty()) {
      item.free = SaysFree(free);
    } else if (HasLockedPart(id)) {
      item.free = false;
    }
    ReadKeywords(id, &item);
    ReadPublisher(id, &item);
    for (const std::string_view key : {"author", "creator", "Author", "contributor"}) {
      const JsonId member = tree_->Member(id, key);
      if (member != kNoJson && item.authors.empty()) {
        ReadAuthors(member, &item);
      }
    }
    // Among equals: the one at the top, with this page's address, that says more.
    const std::string_view url = Comparable(item.url);
    const bool here = !url.empty() && url == page_;
    item.rank = rank - (nested && !here ? 45 : 0) + (here ? 6 : 0) +
                (item.published.empty() ? 0 : 2) + (item.authors.empty() ? 0 : 1);
    return item;
  }

  // "Home > Société > Kinshasa": the names may stand in the ListItem or in its item.
  void ReadBreadcrumbs(JsonId list) {
    constexpr std::size_t kMostCrumbs = 16;
    const JsonId elements = tree_->Member(list, "itemListElement");
    if (elements == kNoJson) {
      return;
    }
    for (JsonId id = tree_->FirstChild(elements);
         id != kNoJson && data_.breadcrumbs.size() < kMostCrumbs; id = tree_->NextSibling(id)) {
      const JsonId item = tree_->Member(id, "item");
      std::string_view name = Field(id, "name");
      if (name.empty() && item != kNoJson && (*tree_)[item].kind == JsonValue::Kind::kObject) {
        name = Field(item, "name");
      }
      if (!name.empty()) {
        data_.breadcrumbs.push_back(name);
      }
    }
  }

  static bool SaysFree(std::string_view value) {
    return value[0] == 't' || value[0] == 'T' || value[0] == '1' || value.ends_with("True");
  }

  // Whether a part of the article is said to be for subscribers.
  bool HasLockedPart(JsonId id) const {
    const JsonId parts = tree_->Member(id, "hasPart");
    if (parts == kNoJson) {
      return false;
    }
    const auto locked = [&](JsonId part) {
      const std::string_view free = Field(part, "isAccessibleForFree");
      return !free.empty() && !SaysFree(free);
    };
    if ((*tree_)[parts].kind != JsonValue::Kind::kArray) {
      return locked(parts);
    }
    for (JsonId part = tree_->FirstChild(parts); part != kNoJson; part = tree_->NextSibling(part)) {
      if (locked(part)) {
        return true;
      }
    }
    return false;
  }

  std::string_view Image(JsonId id) const {
    JsonId image = tree_->Member(id, "image");
    if (image != kNoJson && (*tree_)[image].kind == JsonValue::Kind::kArray) {
      image = tree_->FirstChild(image);
    }
    if (image == kNoJson) {
      return {};
    }
    if ((*tree_)[image].kind == JsonValue::Kind::kObject) {
      const std::string_view url = Field(image, "url");
      return url.empty() ? Field(image, "contentUrl") : url;
    }
    return (*tree_)[image].text;
  }

  void ReadKeywords(JsonId id, StructuredItem* item) const {
    const JsonId keywords = tree_->Member(id, "keywords");
    if (keywords == kNoJson) {
      return;
    }
    if ((*tree_)[keywords].kind != JsonValue::Kind::kArray) {
      item->keywords.push_back(TextOf(*tree_, keywords));
      return;
    }
    for (JsonId k = tree_->FirstChild(keywords); k != kNoJson && item->keywords.size() < 64;
         k = tree_->NextSibling(k)) {
      item->keywords.push_back(TextOf(*tree_, k));
    }
  }

  const JsonTree* Resolve(JsonId object, JsonId* resolved) const {
    const std::string_view id = tree_->Text(object, "@id");
    const auto found =
        std::lower_bound(ids_.begin(), ids_.end(), id,
                         [](const Id& entry, std::string_view name) { return entry.name < name; });
    if (id.empty() || found == ids_.end() || found->name != id) {
      return nullptr;
    }
    *resolved = found->object;
    return found->tree;
  }

  void ReadPublisher(JsonId id, StructuredItem* item) const {
    const JsonId publisher = tree_->Member(id, "publisher");
    if (publisher == kNoJson) {
      return;
    }
    item->publisher = (*tree_)[publisher].kind == JsonValue::Kind::kObject
                          ? NameOf(*tree_, publisher)
                          : TextOf(*tree_, publisher);
    if (item->publisher.empty()) {
      JsonId resolved = 0;
      const JsonTree* tree = Resolve(publisher, &resolved);
      item->publisher = tree != nullptr ? NameOf(*tree, resolved) : std::string_view();
    }
  }

  // A string, a Person, a reference to one, or an array of these.
  void ReadAuthors(JsonId member, StructuredItem* item) const {
    const JsonValue& value = (*tree_)[member];
    if (value.kind != JsonValue::Kind::kArray) {
      ReadAuthor(member, item);
      return;
    }
    for (JsonId id = member + 1; id < value.end && item->authors.size() < kMaxAuthors;) {
      if ((*tree_)[id].kind == JsonValue::Kind::kArray) {
        ++id;  // arrays of arrays are read as one
        continue;
      }
      ReadAuthor(id, item);
      id = (*tree_)[id].end;
    }
  }

  void ReadAuthor(JsonId id, StructuredItem* item) const {
    StructuredPerson person;
    const JsonTree* tree = tree_;
    JsonId object = id;
    if ((*tree_)[id].kind == JsonValue::Kind::kObject) {
      if (NameOf(*tree_, id).empty()) {
        JsonId resolved = 0;
        if (const JsonTree* found = Resolve(id, &resolved)) {
          tree = found;
          object = resolved;
        }
      }
      const JsonId type = tree->Member(object, "@type");
      const std::string_view kind =
          type == kNoJson ? std::string_view() : BareSchemaName(TextOf(*tree, type));
      person.organization = kind.find("Organization") != std::string_view::npos;
      const JsonId name = tree->Member(object, "name");
      if (name != kNoJson && (*tree)[name].kind == JsonValue::Kind::kArray) {
        for (JsonId n = tree->FirstChild(name); n != kNoJson && item->authors.size() < kMaxAuthors;
             n = tree->NextSibling(n)) {
          item->authors.push_back({TextOf(*tree, n), person.organization});
        }
        return;
      }
      person.name = NameOf(*tree, object);
    } else {
      person.name = TextOf(*tree_, id);
    }
    if (!person.name.empty()) {
      item->authors.push_back(person);
    }
  }

  struct Id {
    std::string_view name;
    const JsonTree* tree;
    JsonId object;
  };

  std::string_view page_;
  StructuredData& data_;
  const JsonTree* tree_ = nullptr;
  std::vector<Id> ids_;
};

}  // namespace

std::string_view BareSchemaName(std::string_view name) {
  const std::size_t mark = name.find_last_of("/#:");
  return mark == std::string_view::npos ? name : name.substr(mark + 1);
}

int StructuredTypeRank(std::string_view type) {
  for (const TypeRank& entry : kTypeRanks) {
    if (entry.type == type) {
      return entry.rank;
    }
  }
  return 0;
}

StructuredData ReadStructuredData(const Document& document, const PageEvidence& evidence,
                                  std::string_view page_url) {
  StructuredData data;
  for (const std::string_view block : document.json_ld()) {
    data.trees.push_back(JsonTree::Parse(block));
  }
  JsonLdReader(page_url, &data).Read();
  ReadMicrodata(document, evidence, &data);
  std::stable_sort(
      data.items.begin(), data.items.end(),
      [](const StructuredItem& a, const StructuredItem& b) { return a.rank > b.rank; });
  if (data.site_name.empty() && !data.items.empty()) {
    data.site_name = data.items.front().publisher;
  }
  return data;
}

}  // namespace kiosque
