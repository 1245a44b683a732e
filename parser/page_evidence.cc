#include "parser/page_evidence.h"

#include <algorithm>

#include "base/ascii.h"
#include "parser/byline_vocabulary.h"
#include "parser/class_hints.h"
#include "parser/clean_text.h"
#include "parser/person_name.h"

namespace kiosque {
namespace {

constexpr std::size_t kMaxListed = 4000;
constexpr std::size_t kMaxHref = 512;
constexpr std::size_t kMaxBylines = 64;
constexpr std::size_t kMaxBylineText = 120;
constexpr std::size_t kMaxShortText = 240;
// A class on a wrapper of half the page says nothing about what is inside.
constexpr NodeId kSmallBox = 80;
constexpr NodeId kSmallLabel = 24;

bool HidesItself(std::string_view style) {
  std::string squeezed;
  for (const char c : style.substr(0, 256)) {
    if (c != ' ') {
      squeezed.push_back(AsciiLowerChar(c));
    }
  }
  return squeezed.find("display:none") != std::string::npos;
}

// SPIP's "spip.php?auteur7", WordPress's "/?author=7".
bool NumbersAuthor(std::string_view href) {
  std::string_view query = href.substr(std::min(href.find('?'), href.size()));
  for (const std::string_view name : {"?auteur", "?author="}) {
    if (StartsWithNoCase(query, name)) {
      query.remove_prefix(name.size());
      return !query.empty() && query.front() >= '0' && query.front() <= '9';
    }
  }
  return false;
}

// Addresses under which sites keep the pages of their writers.
bool LeadsToAuthor(std::string_view href) {
  constexpr std::string_view kParts[] = {"author",     "autor",     "auteur",      "writer",
                                         "journalist", "redakt",    "contributor", "contributeur",
                                         "reporter",   "editors/",  "firmas/",     "columnist",
                                         "redazione/", "forfatter", "signature",   "byline",
                                         "periodista", "redacteur", "by/"};
  href = href.substr(0, kMaxHref);
  for (std::size_t begin = 0; begin != std::string_view::npos;) {
    const std::string_view rest = href.substr(begin);
    for (const std::string_view part : kParts) {
      if (StartsWithNoCase(rest, part)) {
        return true;
      }
    }
    const std::size_t slash = href.find('/', begin);
    begin = slash == std::string_view::npos ? slash : slash + 1;
  }
  return NumbersAuthor(href);
}

bool StartsWithYear(std::string_view value) {
  constexpr std::size_t kDigits = 4;
  return value.size() > kDigits && value[kDigits] == '-' &&
         std::all_of(value.begin(), value.begin() + kDigits,
                     [](char c) { return c >= '0' && c <= '9'; });
}

std::uint16_t FlagsOfTag(Tag tag) {
  switch (tag) {
    case Tag::k_nav:
    case Tag::k_menu:
      return kInNav;
    case Tag::k_footer:
      return kInFooter;
    case Tag::k_aside:
      return kInAside;
    case Tag::k_article:
      return kInArticle;
    case Tag::k_main:
      return kInMain;
    case Tag::k_a:
      return kInLink;
    case Tag::k_li:
      return kInList;
    case Tag::k_h1:
    case Tag::k_h2:
    case Tag::k_h3:
      return kInHeading;
    case Tag::k_template:
    case Tag::k_noscript:
    case Tag::k_select:
      return kInHidden;
    default:
      return 0;
  }
}

// Cheap first look: a short text whose first letters are those of "By", "Von", "Text:" …
bool MayBeByline(std::string_view text) {
  text = TrimControlsAndSpaces(text);
  constexpr std::size_t kLongestLabel = 16;
  return text.size() >= 2 && text.size() <= kMaxBylineText &&
         (ClearlyIntroducesAuthor(text) || MayBeSwahiliByline(text) ||
          (text.size() <= kLongestLabel && IsAuthorLabel(AsciiLower(text))));
}

class Gatherer {
 public:
  Gatherer(const Document& document, PageEvidence* evidence)
      : document_(document), evidence_(*evidence) {}

  void Run() {
    const std::size_t size = document_.size();
    evidence_.flags.resize(size);
    for (NodeId id = 0; id < size; ++id) {
      const Node& node = document_[id];
      const std::uint16_t inherited =
          node.parent == kNoNode ? std::uint16_t{0} : evidence_.flags[node.parent];
      if (node.tag == Tag::kText) {
        evidence_.flags[id] = inherited;
        NoteText(id, node);
        continue;
      }
      NoteElement(id, node, inherited);
    }
  }

 private:
  static void List(std::vector<NodeId>* list, NodeId id) {
    if (list->size() < kMaxListed) {
      list->push_back(id);
    }
  }

  void NoteText(NodeId id, const Node& node) {
    if ((evidence_.flags[id] & kInHead) != 0 || node.text.size() < 2 ||
        node.text.size() > kMaxShortText) {
      return;
    }
    if (evidence_.bylines.size() < kMaxBylines && MayBeByline(node.text)) {
      evidence_.bylines.push_back(id);
    }
    if (std::any_of(node.text.begin(), node.text.end(),
                    [](char c) { return c >= '0' && c <= '9'; })) {
      List(&evidence_.texts, id);
    }
  }

  void NoteMeta(NodeId id) {
    MetaTag meta;
    meta.node = id;
    for (const Attribute& attribute : document_.Attributes(id)) {
      if (attribute.name == "content" ||
          ((attribute.name == "datetime" || attribute.name == "value") && meta.content.empty())) {
        meta.content = attribute.value;
      } else if ((attribute.name == "name" || attribute.name == "property" ||
                  attribute.name == "itemprop" || attribute.name == "http-equiv") &&
                 (meta.name.empty() || attribute.name == "property")) {
        meta.name.assign(attribute.value);
      }
    }
    for (char& c : meta.name) {
      c = AsciiLowerChar(c);
    }
    if (!meta.name.empty() && !meta.content.empty() && evidence_.metas.size() < kMaxListed) {
      evidence_.metas.push_back(std::move(meta));
    }
  }

  struct AttributeNotes {
    std::uint16_t hints = 0;
    bool property = false;
    bool scope = false;
    bool datetime = false;
    bool hidden = false;
    bool author_link = false;
    bool rel = false;
  };

  AttributeNotes ReadAttributes(NodeId id, Tag tag) const {
    AttributeNotes notes;
    if (tag == Tag::kOther) {
      notes.hints = ClassHints(document_[id].text);  // <byline>, <x-author>
    }
    for (const Attribute& attribute : document_.Attributes(id)) {
      const std::string_view name = attribute.name;
      if (name == "class" || name == "id" || name == "itemprop" || name == "property" ||
          name == "data-testid" || name == "data-component" || name == "data-qa" ||
          name == "data-test" || name == "data-type") {
        notes.hints = static_cast<std::uint16_t>(notes.hints | ClassHints(attribute.value));
        notes.property = notes.property || name == "itemprop" || name == "property";
      } else if (name == "rel") {
        notes.author_link = notes.author_link || ContainsNoCase(attribute.value, "author");
        notes.rel = tag == Tag::k_a && (ContainsNoCase(attribute.value, "license") ||
                                        ContainsNoCase(attribute.value, "tag") ||
                                        ContainsNoCase(attribute.value, "category"));
      } else if (name == "href") {
        notes.author_link =
            notes.author_link || (tag == Tag::k_a && LeadsToAuthor(attribute.value));
      } else if (name == "itemscope" || name == "typeof") {
        notes.scope = true;
      } else if (name == "datetime" || name == "data-timestamp" || name == "data-utime" ||
                 name == "data-datetime" || name == "data-published" || name == "data-date") {
        notes.datetime = true;
      } else if (name == "title") {
        // hAtom: <abbr class="published" title="2023-11-13T10:15:00+03:00">.
        notes.datetime = notes.datetime || (tag == Tag::k_abbr && StartsWithYear(attribute.value));
      } else if (name == "hidden") {
        notes.hidden = true;
      } else if (name == "style") {
        notes.hidden = notes.hidden || HidesItself(attribute.value);
      }
    }
    return notes;
  }

  std::uint16_t RegionOf(const AttributeNotes& notes, NodeId id, const Node& node) const {
    std::uint16_t flags = 0;
    const NodeId inside = node.end - id;
    if ((inside > kSmallBox && inside * 2 > document_.size()) || node.tag == Tag::k_body ||
        node.tag == Tag::k_html) {
      return flags;
    }
    flags |= (notes.hints & kHintComments) != 0 ? kInComments : 0;
    flags |= (notes.hints & kHintRelated) != 0 ? kInRelated : 0;
    flags |= (notes.hints & kHintFooter) != 0 && (notes.hints & kHintPost) == 0 ? kInFooter : 0;
    flags |= (notes.hints & kHintNav) != 0 ? kInNav : 0;
    flags |= (notes.hints & kHintBio) != 0 ? kInBio : 0;
    flags |= notes.hidden ? kInHidden : 0;
    if (inside <= kSmallBox) {
      flags |= (notes.hints & kHintAuthor) != 0 || notes.author_link ? kInAuthor : 0;
      flags |= (notes.hints & kHintDate) != 0 ? kInDate : 0;
      flags |= (notes.hints & kHintModified) != 0 ? kInModified | kInDate : 0;
    }
    return flags;
  }

  void NoteElement(NodeId id, const Node& node, std::uint16_t inherited) {
    const AttributeNotes notes = ReadAttributes(id, node.tag);
    std::uint16_t own = FlagsOfTag(node.tag);
    if (node.tag == Tag::k_footer && (inherited & (kInArticle | kInMain)) != 0) {
      own = 0;  // the foot of the article, not of the page
    }
    std::uint16_t region = RegionOf(notes, id, node);
    if ((inherited & kInArticle) != 0) {
      region = static_cast<std::uint16_t>(region & ~unsigned{kInFooter});
    }
    std::uint16_t flags = static_cast<std::uint16_t>(inherited | own | region);
    if (((own | region) & kAround) != 0) {
      evidence_.regions.push_back({id, static_cast<std::uint16_t>((own | region) & kAround)});
    }
    if (node.tag == Tag::k_head) {
      flags |= kInHead;
    }
    evidence_.flags[id] = flags;
    if (node.tag == Tag::k_meta) {
      NoteMeta(id);
    } else if (node.tag == Tag::k_link) {
      List(&evidence_.links, id);
    } else if (node.tag == Tag::k_title && evidence_.title == kNoNode && (flags & kInHead) != 0) {
      evidence_.title = id;
    } else if (node.tag == Tag::k_h1 || node.tag == Tag::k_h2 || node.tag == Tag::k_h3) {
      List(&evidence_.headings, id);
    }
    if (notes.property) {
      List(&evidence_.properties, id);
    }
    if (notes.rel) {
      List(&evidence_.rels, id);
    }
    if ((notes.hints & kHintTrail) != 0) {
      List(&evidence_.trails, id);
    }
    if ((notes.hints & kHintSection) != 0 && node.end - id <= kSmallLabel) {
      List(&evidence_.sections, id);
    }
    if (notes.scope) {
      List(&evidence_.scopes, id);
    }
    if (node.tag == Tag::k_time || notes.datetime) {
      List(&evidence_.times, id);
    }
    if ((flags & kInAuthor) != 0 && (inherited & kInAuthor) == 0) {
      List(&evidence_.authors, id);
    }
    if ((flags & kInDate) != 0 && (inherited & kInDate) == 0 && node.tag != Tag::k_meta) {
      List(&evidence_.dates, id);
    }
  }

  const Document& document_;
  PageEvidence& evidence_;
};

}  // namespace

PageEvidence PageEvidence::Gather(const Document& document) {
  PageEvidence evidence;
  Gatherer(document, &evidence).Run();
  return evidence;
}

std::vector<std::uint16_t> PageEvidence::RegionsFrom(const Document& document,
                                                     NodeId heading) const {
  std::vector<std::uint16_t> seen = flags;
  if (heading == kNoNode || (flags[heading] & kAround) == 0) {
    return seen;
  }
  auto region = regions.begin();
  for (NodeId id = 0; id < seen.size(); ++id) {
    const NodeId parent = document[id].parent;
    unsigned around = parent == kNoNode ? 0U : seen[parent] & unsigned{kAround};
    if (region != regions.end() && region->node == id) {
      const bool holds_title = id <= heading && heading < document[id].end;
      around |= holds_title ? 0U : region->flags;
      ++region;
    }
    seen[id] = static_cast<std::uint16_t>((seen[id] & ~unsigned{kAround}) | around);
  }
  return seen;
}

bool IsAuthorLink(const Document& document, NodeId id) {
  return ContainsNoCase(document.Get(id, "rel"), "author") ||
         LeadsToAuthor(document.Get(id, "href"));
}

std::string_view PageEvidence::Meta(std::string_view name) const {
  for (const MetaTag& meta : metas) {
    if (meta.name == name) {
      return meta.content;
    }
  }
  return {};
}

}  // namespace kiosque
