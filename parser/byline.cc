#include "parser/byline.h"

#include <algorithm>
#include <utility>

#include "base/unicode.h"
#include "parser/clean_text.h"
#include "parser/person_name.h"

namespace kiosque {
namespace {

constexpr std::size_t kMaxCandidates = 128;
constexpr std::size_t kMaxShortByline = 160;

struct MetaAuthor {
  std::string_view name;
  int weight;
};

constexpr MetaAuthor kMetaAuthors[] = {{"author", 80},
                                       {"parsely-author", 88},
                                       {"sailthru.author", 86},
                                       {"article:author", 78},
                                       {"article:author_name", 88},
                                       {"dc.creator", 78},
                                       {"dc:creator", 78},
                                       {"dcterms.creator", 76},
                                       {"byl", 86},
                                       {"cxenseparse:author", 84},
                                       {"citation_author", 84},
                                       {"article.author", 84},
                                       {"authors", 80},
                                       {"dcsext.author", 76},
                                       {"rbauthors", 80},
                                       {"creator", 70},
                                       {"og:author", 70},
                                       {"book:author", 70},
                                       {"og:article:author", 76},
                                       {"article:authorname", 84},
                                       {"author_name", 80},
                                       {"cxenseparse:recs:author", 76},
                                       {"mc:author", 70},
                                       {"lp.article:author", 70},
                                       {"vr:author", 80},
                                       {"bt:author", 80}};

class Chooser {
 public:
  Chooser(const Document& document, const PageContext& context, const PageReading& reading,
          std::string_view site_name, NodeId heading)
      : document_(document),
        context_(context),
        evidence_(reading.evidence),
        structured_(reading.structured),
        site_(FoldCase(site_name)),
        heading_(heading) {}

  Byline Choose() {
    FromStructured();
    FromMetas();
    FromElements();
    std::stable_sort(
        byline_.candidates.begin(), byline_.candidates.end(),
        [](const BylineCandidate& a, const BylineCandidate& b) { return a.weight > b.weight; });
    if (!byline_.candidates.empty()) {
      const BylineCandidate& winner = byline_.candidates.front();
      byline_.people = winner.names;
      byline_.source = winner.source;
      byline_.node = winner.node;
    }
    return std::move(byline_);
  }

 private:
  bool IsSite(std::string_view name) const {
    const std::string folded = FoldCase(name);
    return folded == site_ || folded == context_.url.hostname() ||
           folded == context_.url.RegistrableDomain();
  }

  void Add(std::vector<std::string> names, int weight, std::string_view source, NodeId node) {
    if (names.empty() || byline_.candidates.size() >= kMaxCandidates) {
      return;
    }
    if (std::all_of(names.begin(), names.end(),
                    [&](const std::string& name) { return IsSite(name); })) {
      weight -= 50;
    }
    byline_.candidates.push_back({std::move(names), weight, std::string(source), node});
  }

  void FromStructured() {
    for (const StructuredItem& item : structured_.items) {
      const bool json = item.syntax == StructuredItem::Syntax::kJsonLd;
      std::vector<std::string> names;
      for (const StructuredPerson& person : item.authors) {
        for (std::string& name : NamesInByline(person.name)) {
          if (std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(std::move(name));
          }
        }
      }
      const int base = item.rank >= 30   ? (json ? 100 : 85)
                       : item.rank >= 15 ? (json ? 75 : 60)
                                         : 10;
      Add(std::move(names), base, json ? "json-ld" : "microdata", kNoNode);
    }
  }

  void FromMetas() {
    for (const MetaAuthor& known : kMetaAuthors) {
      std::vector<std::string> names;
      for (const MetaTag& meta : evidence_.metas) {
        if (meta.name == known.name && meta.content.find("://") == std::string_view::npos) {
          for (std::string& name : NamesInByline(meta.content)) {
            names.push_back(std::move(name));
          }
        }
      }
      Add(std::move(names), known.weight, "meta", kNoNode);
    }
  }

  int PlaceWeight(NodeId node) const {
    const std::uint16_t flags = evidence_.flags[node];
    int weight = 50;
    weight -= (flags & (kInNav | kInFooter | kInComments)) != 0 ? 45 : 0;
    weight -= (flags & (kInRelated | kInAside)) != 0 ? 25 : 0;
    weight -= (flags & kInBio) != 0 ? 6 : 0;
    weight += (flags & (kInArticle | kInMain)) != 0 ? 4 : 0;
    if (heading_ != kNoNode) {
      const std::int64_t distance = std::int64_t{node} - std::int64_t{heading_};
      weight += distance >= 0 && distance < 80      ? 20
                : distance >= -40 && distance < 200 ? 10
                : distance < -200                   ? -10
                                                    : 0;
    }
    return weight;
  }

  void FromElements() {
    for (const NodeId id : evidence_.authors) {
      const std::string text = CleanTextOf(document_, id, kMaxBylineBytes);
      if (text.empty() || text.size() > kMaxShortByline * 2) {
        continue;
      }
      int weight = PlaceWeight(id);
      weight += text.size() > kMaxShortByline ? -20 : 0;
      weight += IntroducesAuthor(text) ? 8 : 0;
      // A link to the writer's page inside is the name and nothing else.
      std::vector<std::string> linked;
      for (NodeId at = id; at < document_[id].end; ++at) {
        if (document_[at].tag == Tag::k_a) {
          for (std::string& name : NamesInByline(CleanTextOf(document_, at, kMaxBylineBytes))) {
            if (std::find(linked.begin(), linked.end(), name) == linked.end()) {
              linked.push_back(std::move(name));
            }
          }
        }
      }
      if (!linked.empty()) {
        Add(std::move(linked), weight + 4, "rel", id);
      } else {
        Add(NamesInByline(text), weight, "class", id);
      }
    }
    for (const NodeId id : evidence_.headings) {
      (void)id;
    }
  }

  const Document& document_;
  const PageContext& context_;
  const PageEvidence& evidence_;
  const StructuredData& structured_;
  std::string site_;
  NodeId heading_;
  Byline byline_;
};

}  // namespace

Byline ChooseByline(const Document& document, const PageContext& context,
                    const PageReading& reading, std::string_view site_name, NodeId heading) {
  return Chooser(document, context, reading, site_name, heading).Choose();
}

}  // namespace kiosque
