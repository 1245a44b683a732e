#include "parser/byline.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/unicode.h"
#include "parser/byline_reader.h"
#include "parser/byline_vocabulary.h"
#include "parser/clean_text.h"
#include "parser/date_text.h"
#include "parser/person_name.h"

namespace kiosque {
namespace {

constexpr std::size_t kMaxBylineCandidates = 128;
constexpr std::size_t kMaxShortByline = 160;
constexpr int kLeastWeight = 22;   // below it a name is more likely somebody else's
constexpr int kLeastPrinted = 48;  // for names that no mark-up calls a byline
constexpr int kLeastPerson = 44;   // for a person where the winner is the paper itself
constexpr int kClearName = 8;      // NameLikeness of two to four capitalised words
constexpr int kOffice = -20;       // NameLikeness of companies, desks and the like
constexpr int kLabelled = 50;      // a name behind "Author", far from the title
constexpr int kSigned = 50;        // a name alone behind the text, set to the right
constexpr NodeId kNearHeading = 260;
constexpr NodeId kJustBehind = 40;
constexpr NodeId kSameByline = 24;  // elements this close to each other are one byline

class BylineChooser {
 public:
  BylineChooser(const Document& document, const PageContext& context, const PageReading& reading,
                std::string_view site_name, NodeId heading)
      : document_(document),
        evidence_(reading.evidence),
        structured_(reading.structured),
        reader_(document, context.url, {site_name, reading.structured.site_name}),
        heading_(heading) {}

  Byline Choose() {
    FromStructured();
    FromMetas();
    FromElements();
    FromTexts();
    DropLists();
    FromBareNames();
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
                                                              : -45;
      // What is printed as a byline is one even when it is a nickname; in data it is a log-in.
      likeness = node != kNoNode && likeness < 0 && likeness > -40 ? likeness / 2 : likeness;
      worst = std::min(worst, likeness);
    }
    byline_.candidates.push_back({std::move(names), weight + worst, std::string(source), node});
  }

  void FromStructured() {
    for (const StructuredItem& item : structured_.items) {
      const bool json = item.syntax == StructuredItem::Syntax::kJsonLd;
      std::vector<std::string> names;
      bool organisation = !item.authors.empty();
      for (const StructuredPerson& person : item.authors) {
        MergeNames(reader_.Names(person.name), &names);
        organisation = organisation && person.organization;
      }
      const int base = item.rank >= 30 ? (json ? 100 : 87) : item.rank >= 15 ? (json ? 75 : 62) : 8;
      Add(std::move(names), base - (organisation ? 15 : 0), json ? "json-ld" : "microdata",
          kNoNode);
    }
  }

  void FromMetas() {
    for (const MetaAuthor& known : MetaAuthors()) {
      std::vector<std::string> names;
      for (const MetaTag& meta : evidence_.metas) {
        if (meta.name == known.name && meta.content.find("://") == std::string_view::npos) {
          MergeNames(reader_.Names(meta.content), &names);
        }
      }
      Add(std::move(names), known.weight, "meta", kNoNode);
    }
    // The card that search plug-ins write: label1 = "Written by", data1 = the name.
    for (const std::string_view number : {"1", "2"}) {
      const std::string label =
          CleanText(evidence_.Meta(std::string("twitter:label").append(number)));
      const bool author = IntroducesAuthor(label) || ContainsNoCase(label, "written by") ||
                          ContainsNoCase(label, "verfasst");
      if (author) {
        Add(reader_.Names(evidence_.Meta(std::string("twitter:data").append(number))), 82, "meta",
            kNoNode);
      }
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
      const std::int64_t away = distance < 0 ? -distance : distance;
      weight += distance >= 0 && distance < 80      ? 20
                : distance >= -40 && distance < 200 ? 10
                : distance < -200                   ? -12
                                                    : -4;
      weight -= static_cast<int>(std::min<std::int64_t>(away / 24, 6));
    }
    return weight;
  }

  void FromElements() {
    for (const NodeId id : evidence_.authors) {
      if ((evidence_.flags[id] & kInComments) != 0) {
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
      int weight = PlaceWeight(id);
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

  // "Von Jelko Djuren und Jutta Klaukien" where no class says that it is a byline.
  void FromTexts() {
    for (const NodeId id : evidence_.bylines) {
      if ((evidence_.flags[id] & kInAuthor) != 0) {
        continue;
      }
      const std::string text = CleanText(document_[id].text);
      const std::size_t intro = IntroductionLength(AsciiLower(text));
      // "Von <a>Jelko Djuren</a> und <a>Jutta Klaukien</a>": the names stand in the elements that
      // follow.
      const NodeId parent = document_[id].parent;
      const NodeId grand = document_[parent].parent;
      const bool alone = intro + 2 >= text.size();
      const NodeId box =
          alone && document_[parent].end <= id + 2 && grand != kNoNode ? grand : parent;
      std::vector<std::string> names;
      if (document_[box].end - box <= 40) {
        std::vector<BylineSegment> segments = reader_.Segments(box);
        while (!segments.empty() && !IntroducesAuthor(segments.front().text)) {
          segments.erase(segments.begin());
        }
        names = reader_.NamesOfSegments(segments);
      } else {
        names = NamesInByline(text);
      }
      // "Authors" in an element of its own says so wherever it stands.
      const bool label =
          alone && IsAuthorLabel(AsciiLower(text)) && (evidence_.flags[id] & kAround) == 0;
      AddPrinted(std::move(names), std::max(PlaceWeight(id) - 6, label ? kLabelled : 0), id);
    }
    for (const NodeId id : evidence_.texts) {
      FromDateLine(id);
    }
  }

  // "by Ray Nayler" under each of ten book covers is no byline.
  void DropLists() {
    auto& all = byline_.candidates;
    const auto printed = [](const BylineCandidate& candidate) {
      return candidate.source == "text";
    };
    if (std::count_if(all.begin(), all.end(), printed) > 2) {
      all.erase(std::remove_if(all.begin(), all.end(), printed), all.end());
    }
  }

  // A small round picture, by its class or address.
  bool IsPortrait(NodeId image) const {
    for (const std::string_view name : {"class", "src", "data-src"}) {
      const std::string_view value = document_.Get(image, name);
      for (const std::string_view word : {"avatar", "author", "autor", "headshot", "portrait",
                                          "profile", "rounded-full", "circle"}) {
        if (ContainsNoCase(value.substr(0, 300), word)) {
          return true;
        }
      }
    }
    return false;
  }

  // A portrait and the name under it, or a paragraph behind the title that is a name and nothing
  // else.
  void FromBareNames() {
    if (heading_ == kNoNode) {
      return;
    }
    const NodeId end =
        std::min<NodeId>(static_cast<NodeId>(document_.size()), heading_ + kNearHeading);
    std::string portrait;
    NodeId portrait_at = 0;
    for (NodeId at = document_[heading_].end; at < end; ++at) {
      const Node& node = document_[at];
      if (node.tag == Tag::k_img) {
        portrait =
            IsPortrait(at) ? CleanText(document_.Get(at, "alt").substr(0, 80)) : std::string();
        portrait_at = at;
        continue;
      }
      if (node.tag != Tag::kText || node.text.size() > 60 || node.text.size() < 5 ||
          (evidence_.flags[at] & (kAround | kInAuthor | kInHeading)) != 0) {
        continue;
      }
      std::vector<std::string> names = BareNames(CleanText(node.text));
      if (names.empty()) {
        continue;
      }
      const Node& parent = document_[node.parent];
      const NodeId box = parent.tag == Tag::k_strong || parent.tag == Tag::k_b ||
                                 parent.tag == Tag::k_em || parent.tag == Tag::k_i
                             ? parent.parent
                             : node.parent;
      const bool alone = document_[box].tag == Tag::k_p && document_[box].end <= at + 2;
      const std::string& first = names.front();
      if (at - portrait_at < 12 && portrait.find(first) != std::string::npos &&
          portrait.size() < 2 * first.size() + 12) {
        AddPrinted(std::move(names), 62, at);
      } else if (alone && at < document_[heading_].end + kJustBehind &&
                 document_.Get(box, "class").empty()) {
        AddPrinted(std::move(names), 56, at);
      }
    }
    FromSignatures();
  }

  // The names that a short text consists of; none when there is anything else in it.
  std::vector<std::string> BareNames(const std::string& text) const {
    if (text.find_first_of(":!?") != std::string::npos || IsRole(AsciiLower(text))) {
      return {};
    }
    std::vector<std::string> names = NamesInByline(text);
    std::size_t bytes = 0;
    for (const std::string& name : names) {
      bytes += name.size();
      if (NameLikeness(name) < kClearName || reader_.IsSite(name)) {
        return {};
      }
    }
    constexpr std::size_t kMostBetween = 5;  // " and ", "/", ", "
    return bytes + kMostBetween * names.size() >= text.size() ? names : std::vector<std::string>();
  }

  // "Jean Kabongo" behind the text, in a paragraph of its own that is set to the right.
  void FromSignatures() {
    constexpr NodeId kMostNodes = 5;
    for (NodeId id = document_[heading_].end; id < document_.size(); ++id) {
      const Node& node = document_[id];
      if (node.tag != Tag::k_p || node.end - id > kMostNodes ||
          (evidence_.flags[id] & (kAround | kInAuthor | kInHeading)) != 0) {
        continue;
      }
      const bool right = document_.Get(id, "align") == "right" ||
                         ContainsNoCase(document_.Get(id, "class"), "right") ||
                         ContainsNoCase(document_.Get(id, "style"), "right");
      if (right) {
        AddPrinted(BareNames(CleanTextOf(document_, id, kMaxShortByline)), kSigned, id);
      }
    }
  }

  // Names found where nothing but words says that they are a byline: they must look like names.
  void AddPrinted(std::vector<std::string> names, int weight, NodeId id) {
    const auto poor = [](const std::string& name) {
      return NameLikeness(name) < 2 && AgencyOf(name).empty();
    };
    names.erase(std::remove_if(names.begin(), names.end(), poor), names.end());
    if (weight >= kLeastPrinted) {
      Add(std::move(names), weight, "text", id);
    }
  }

  // "04.02.2022 | 13:10 Uhr | Uta Helkenberg", close to the title.
  void FromDateLine(NodeId id) {
    const std::string_view raw = document_[id].text;
    const int weight = PlaceWeight(id) - 14;
    if (weight < kLeastPrinted || raw.size() > 100 || (evidence_.flags[id] & kInAuthor) != 0) {
      return;
    }
    const std::string text = CleanText(raw);
    const auto dates = FindDates(text, DateTextOptions(), 1);
    if (dates.empty() || dates[0].end + 4 > text.size()) {
      return;
    }
    std::string_view rest = TrimControlsAndSpaces(std::string_view(text).substr(dates[0].end));
    const std::size_t mark = rest.find_first_of("|-/,");
    const bool marked =
        mark < 5 || rest.starts_with("–") || rest.starts_with("·") || rest.starts_with("•");
    if (!marked) {
      return;
    }
    rest = rest.substr(mark < 5                                   ? mark + 1
                       : rest.find(' ') == std::string_view::npos ? 0
                                                                  : rest.find(' '));
    std::vector<std::string> names = NamesInByline(rest);
    if (names.size() == 1 && NameLikeness(names[0]) >= 8) {
      AddPrinted(std::move(names), weight, id);
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

  bool HoldsPerson(const BylineCandidate& candidate) const {
    return std::any_of(candidate.names.begin(), candidate.names.end(),
                       [&](const std::string& name) {
                         return NameLikeness(name) >= kClearName && !reader_.IsSite(name);
                       });
  }

  // Whether nobody is named but the paper, a desk, a company.
  bool HoldsOffices(const BylineCandidate& candidate) const {
    return std::all_of(candidate.names.begin(), candidate.names.end(),
                       [&](const std::string& name) {
                         return reader_.IsSite(name) || NameLikeness(name) <= kOffice;
                       });
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
      if (winner == &all.front() && other.weight >= 62 && printed && other.names.size() <= 6 &&
          HoldsAll(other.names, winner->names) &&
          std::all_of(other.names.begin(), other.names.end(), named)) {
        winner = &other;
      }
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
    byline_.node = winner->node;
  }

  const Document& document_;
  const PageEvidence& evidence_;
  const StructuredData& structured_;
  BylineReader reader_;
  NodeId heading_;
  Byline byline_;
};

}  // namespace

Byline ChooseByline(const Document& document, const PageContext& context,
                    const PageReading& reading, std::string_view site_name, NodeId heading) {
  return BylineChooser(document, context, reading, site_name, heading).Choose();
}

}  // namespace kiosque
