#include "parser/byline.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/unicode.h"
#include "parser/byline_reader.h"
#include "parser/byline_vocabulary.h"
#include "parser/clean_text.h"
#include "parser/person_name.h"
#include "parser/printed_byline.h"

namespace kiosque {
namespace {

constexpr std::size_t kMaxBylineCandidates = 128;
constexpr int kLeastWeight = 22;  // below it a name is more likely somebody else's
constexpr int kLeastPerson = 44;  // for a person where the winner is the paper itself
constexpr int kOffice = -20;      // NameLikeness of companies, desks and the like
constexpr int kPrintedMore = 70;  // a printed byline of this weight may add names to the data's
constexpr int kByTitle = 76;      // names printed by the title
constexpr int kUnknownMeta = 72;  // a meta element whose name ends with "author"
constexpr int kByRole = 25;       // a role where a name should stand: "Rasender Reporter"
constexpr int kSameRank = 5;      // items of structured data that are the article alike
constexpr int kLesserItem = 65;   // reviews and videos beside the article
constexpr std::size_t kManyNames = 3;
constexpr int kTags = -30;
constexpr NodeId kSameByline = 24;  // elements this close to each other are one byline

class BylineChooser {
 public:
  BylineChooser(const Document& document, const PageContext& context, const PageReading& reading,
                std::string_view site_name, std::string_view language, NodeId heading)
      : document_(document),
        evidence_(reading.evidence),
        flags_(reading.evidence.RegionsFrom(document, heading)),
        structured_(reading.structured),
        reader_(document, context.url, {site_name, reading.structured.site_name}),
        language_(language),
        heading_(heading) {}

  Byline Choose() {
    FromStructured();
    FromMetas();
    FromElements();
    FromTexts();
    JoinNeighbours();
    Decide();
    return std::move(byline_);
  }

 private:
  void Add(std::vector<std::string> names, int weight, std::string_view source, NodeId node) {
    // Beside a clear name, pieces that look like none are labels, the paper, the desk.
    const auto bad = [&](const std::string& name) {
      return NameLikeness(name) <= -20 || reader_.IsSite(name);
    };
    const auto clear = [&](const std::string& name) {
      return NameLikeness(name) >= 2 && !reader_.IsSite(name);
    };
    if (names.size() > 1 && std::any_of(names.begin(), names.end(), clear)) {
      names.erase(std::remove_if(names.begin(), names.end(), bad), names.end());
    }
    if (names.empty() || byline_.candidates.size() >= kMaxBylineCandidates) {
      return;
    }
    int worst = 100;
    for (const std::string& name : names) {
      int likeness = NameLikeness(name);
      // Photographers and bloggers have sites of their own name: that is a person, the paper's own
      // name is not.
      likeness = !reader_.IsSite(name)                        ? likeness
                 : likeness >= 8 && !reader_.IsSiteName(name) ? -12
                 : source == "text"                           ? -30
                                                              : -45;
      // What is printed as a byline is one even when it is a nickname; in data it is a log-in.
      likeness = node != kNoNode && likeness < 0 && likeness > -40 ? likeness / 2 : likeness;
      worst = std::min(worst, likeness);
    }
    // A row of single words is one of sections and tags.
    const bool words = names.size() >= kManyNames &&
                       std::all_of(names.begin(), names.end(), [](const std::string& name) {
                         return NameLikeness(name) < kClearName;
                       });
    worst = words ? std::min(worst, kTags) : worst;
    byline_.candidates.push_back({std::move(names), weight + worst, std::string(source), node});
  }

  void FromStructured() {
    int best_rank = 0;
    for (const StructuredItem& item : structured_.items) {
      best_rank = item.authors.empty() ? best_rank : std::max(best_rank, item.rank);
    }
    for (const StructuredItem& item : structured_.items) {
      const bool json = item.syntax == StructuredItem::Syntax::kJsonLd;
      std::vector<std::string> names;
      bool organisation = !item.authors.empty();
      for (const StructuredPerson& person : item.authors) {
        MergeNames(reader_.Names(person.name), &names);
        organisation = organisation && person.organization;
      }
      const bool by_role = names.empty();
      for (const StructuredPerson& person : item.authors) {
        if (by_role) {
          MergeNames(reader_.NamedByRole(person.name), &names);
        }
      }
      const int base = item.rank >= 30 ? (json ? 100 : 87) : item.rank >= 15 ? (json ? 75 : 62) : 8;
      // Reviews and comments have authors too.
      const int lesser = item.rank + kSameRank < best_rank ? kLesserItem : 0;
      Add(std::move(names), base - (organisation ? 15 : 0) - (by_role ? kByRole : 0) - lesser,
          json ? "json-ld" : "microdata", kNoNode);
    }
  }

  void FromMetas() {
    for (const MetaAuthor& known : MetaAuthors()) {
      FromMeta(known.name, known.weight);
    }
    std::vector<std::string_view> others;
    for (const MetaTag& meta : evidence_.metas) {
      if (IsMetaAuthor(meta.name) &&
          std::find(others.begin(), others.end(), meta.name) == others.end()) {
        others.push_back(meta.name);
        FromMeta(meta.name, kUnknownMeta);
      }
    }
    // The card that search plug-ins write: label1 = "Written by", data1 = the name.
    for (const std::string_view number : {"1", "2"}) {
      const std::string label =
          CleanText(evidence_.Meta(std::string("twitter:label").append(number)));
      const bool author = IntroducesAuthor(label) || AsciiLower(label).ends_with(" by") ||
                          ContainsNoCase(label, "verfasst");
      if (author) {
        Add(reader_.Names(evidence_.Meta(std::string("twitter:data").append(number))), 82, "meta",
            kNoNode);
      }
    }
  }

  void FromMeta(std::string_view name, int weight) {
    std::vector<std::string> names;
    std::vector<std::string> roles;
    for (const MetaTag& meta : evidence_.metas) {
      if (meta.name == name && meta.content.find("://") == std::string_view::npos) {
        MergeNames(reader_.Names(meta.content), &names);
        MergeNames(reader_.NamedByRole(meta.content), &roles);
      }
    }
    const bool by_role = names.empty();
    Add(by_role ? std::move(roles) : std::move(names), weight - (by_role ? kByRole : 0), "meta",
        kNoNode);
  }

  void FromElements() {
    for (const NodeId id : evidence_.authors) {
      if ((flags_[id] & kInComments) != 0) {
        continue;  // readers
      }
      const std::vector<BylineSegment> segments = reader_.Segments(id);
      std::size_t bytes = 0;
      for (const BylineSegment& segment : segments) {
        bytes += segment.text.size();
      }
      if (bytes == 0) {
        continue;
      }
      int weight = BylinePlaceWeight(document_, flags_, heading_, id);
      weight -= bytes > kMaxShortByline ? 12 : 0;
      weight += IntroducesAuthor(segments.front().text) ? 8 : 0;
      const std::string front = AsciiLower(segments.front().text);
      weight -= NamesReviewer(front) && front.find("text") == std::string::npos ? 40 : 0;
      std::vector<std::string> linked = reader_.LinkedNames(id);
      if (!linked.empty()) {
        Add(std::move(linked), weight + 4, "rel", id);
      } else {
        Add(reader_.NamesOfSegments(segments), weight - (bytes > 2 * kMaxShortByline ? 20 : 0),
            "class", id);
      }
    }
  }

  void FromTexts() {
    for (PrintedByline& printed :
         FindPrintedBylines({document_, evidence_, flags_, reader_, language_, heading_})) {
      Add(std::move(printed.names), printed.weight, "text", printed.node);
    }
  }

  // Two elements side by side that name one writer each are one byline.
  void JoinNeighbours() {
    auto& all = byline_.candidates;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
      if (all[i].node == kNoNode || all[i].weight < 40) {
        continue;
      }
      NodeId last = all[i].node;
      for (std::size_t j = i + 1; j < all.size(); ++j) {
        const bool beside = all[j].source == all[i].source && all[j].node != kNoNode &&
                            all[j].node > last && all[j].node - document_[last].end < kSameByline &&
                            all[j].node - last < 2 * kSameByline &&
                            std::abs(all[j].weight - all[i].weight) <= 6 &&
                            reader_.SameClass(all[j].node, all[i].node);
        if (!beside || CreditsBetween(document_[last].end, all[j].node)) {
          break;
        }
        last = all[j].node;
        MergeNames(all[j].names, &all[i].names);
      }
    }
  }

  // Whether a text between two elements says "edited by", "reviewed by" …
  bool CreditsBetween(NodeId from, NodeId to) const {
    for (NodeId at = from; at < to; ++at) {
      if (document_[at].tag == Tag::kText && document_[at].text.size() < kMaxShortByline &&
          NamesReviewer(AsciiLower(document_[at].text))) {
        return true;
      }
    }
    return false;
  }

  static bool HoldsAll(const std::vector<std::string>& more,
                       const std::vector<std::string>& fewer) {
    return more.size() > fewer.size() &&
           std::all_of(fewer.begin(), fewer.end(), [&](const std::string& name) {
             return std::any_of(more.begin(), more.end(), [&](const std::string& other) {
               return FoldCase(other) == FoldCase(name);
             });
           });
  }

  // Whether most of the names are clearly people's.
  bool HoldsPerson(const BylineCandidate& candidate) const {
    const auto people =
        std::count_if(candidate.names.begin(), candidate.names.end(), [&](const std::string& name) {
          return NameLikeness(name) >= kClearName && !reader_.IsSite(name);
        });
    return 2 * static_cast<std::size_t>(people) > candidate.names.size();
  }

  // Whether nobody is named but the paper, a desk, a company.
  bool HoldsOffices(const BylineCandidate& candidate) const {
    return std::all_of(candidate.names.begin(), candidate.names.end(),
                       [&](const std::string& name) {
                         return reader_.IsSite(name) || NameLikeness(name) <= kOffice;
                       });
  }

  // The writer whom the page prints by its title, where nothing but a meta element names somebody
  // else: such elements are filled in by templates and by whoever pressed the button.
  const BylineCandidate* PrintedInstead(const BylineCandidate& winner) const {
    const BylineCandidate* printed = nullptr;
    for (const BylineCandidate& other : byline_.candidates) {
      const bool data = other.source == "json-ld" || other.source == "microdata";
      const bool shared =
          std::any_of(other.names.begin(), other.names.end(), [&](const std::string& name) {
            return std::find(winner.names.begin(), winner.names.end(), name) != winner.names.end();
          });
      if (winner.source != "meta" || (data && other.weight >= kLeastWeight) ||
          (shared && other.source != "meta" && other.weight >= kLeastPerson)) {
        return nullptr;
      }
      if (printed == nullptr && other.node != kNoNode && other.weight >= kByTitle &&
          HoldsPerson(other)) {
        printed = &other;
      }
    }
    return printed;
  }

  // What the other kinds of evidence that name the same people add.
  int Agreement(const BylineCandidate& winner) const {
    constexpr int kVote = 12;
    int votes = 0;
    for (const BylineCandidate& other : byline_.candidates) {
      const bool same = other.source != winner.source && other.names == winner.names &&
                        other.weight >= kLeastWeight;
      votes += same ? 1 : 0;
    }
    return kVote * std::min(votes, 3);
  }

  void Decide() {
    auto& all = byline_.candidates;
    std::stable_sort(
        all.begin(), all.end(),
        [](const BylineCandidate& a, const BylineCandidate& b) { return a.weight > b.weight; });
    if (all.empty() || all.front().weight < kLeastWeight) {
      return;
    }
    const BylineCandidate* winner = &all.front();
    for (const BylineCandidate& other : all) {
      // The page prints more writers than its data name.
      const auto named = [](const std::string& name) { return NameLikeness(name) >= 8; };
      const bool printed = other.node != kNoNode || other.source == "meta";
      if (winner == &all.front() && other.weight >= kPrintedMore && printed &&
          other.names.size() <= 6 && HoldsAll(other.names, winner->names) &&
          std::all_of(other.names.begin(), other.names.end(), named)) {
        winner = &other;
      }
    }
    if (const BylineCandidate* printed = PrintedInstead(*winner)) {
      winner = printed;
    }
    // A system names the paper where it knows nobody; a person who is named beside it wrote it.
    if (HoldsOffices(*winner)) {
      for (const BylineCandidate& other : all) {
        if (other.weight >= kLeastPerson && HoldsPerson(other)) {
          winner = &other;
          break;
        }
      }
    }
    // An agency is no person; where only another candidate names one it is still the source.
    for (const std::string& name : winner->names) {
      byline_.credit += byline_.credit.empty() ? name : "; " + name;
      const std::string_view agency = AgencyOf(name);
      if (agency.empty()) {
        byline_.people.push_back(name);
      } else if (byline_.agency.empty()) {
        byline_.agency = agency;
      }
    }
    byline_.score = winner->weight + Agreement(*winner);
    byline_.source = winner->source;
  }

  const Document& document_;
  const PageEvidence& evidence_;
  std::vector<std::uint16_t> flags_;  // regions as the title sees them
  const StructuredData& structured_;
  BylineReader reader_;
  std::string_view language_;
  NodeId heading_;
  Byline byline_;
};

}  // namespace

Byline ChooseByline(const Document& document, const PageContext& context,
                    const PageReading& reading, std::string_view site_name,
                    std::string_view language, NodeId heading) {
  return BylineChooser(document, context, reading, site_name, language, heading).Choose();
}

}  // namespace kiosque
