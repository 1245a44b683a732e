#include "parser/printed_byline.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "base/unicode.h"
#include "parser/byline_vocabulary.h"
#include "parser/clean_text.h"
#include "parser/date_text.h"
#include "parser/person_name.h"

namespace kiosque {
namespace {

constexpr int kLeastPrinted = 48;  // for names that no mark-up calls a byline
constexpr int kNoName = -40;       // NameLikeness of labels and buttons
constexpr int kLabelled = 50;      // a name behind "Author", far from the title
constexpr int kSigned = 50;        // a name alone behind the text, set to the right
constexpr int kBoldLine = 50;      // the one bold line between title and text that is a name
constexpr int kPlainLine = 56;     // a paragraph right behind the title that is a name
constexpr int kProfile = 50;       // a link to a reader's page closely behind the title
constexpr int kBesideAuthor = 56;  // a name beside an element that says author
constexpr int kPortrait = 62;      // a name under a portrait
constexpr NodeId kNearHeading = 260;
constexpr NodeId kJustBehind = 40;
constexpr NodeId kTouching = 24;     // no teaser fits between the title and what is this close
constexpr NodeId kSmallByline = 40;  // nodes of an element that is a byline and little else
constexpr std::size_t kShortName = 60;
constexpr std::size_t kLongText = 200;  // text of the article, no chrome
constexpr std::size_t kSoonAfter = 16;  // "… on Monday, 3 August"

class PrintedBylineFinder {
 public:
  explicit PrintedBylineFinder(const PrintedPage& page)
      : page_(page), document_(page.document), reader_(page.reader) {}

  std::vector<PrintedByline> Find() {
    for (const NodeId id : page_.evidence.bylines) {
      FromIntroduction(id);
    }
    for (const NodeId id : page_.evidence.texts) {
      FromDateLine(id);
    }
    DropLists();
    FromBareNames();
    FromProfileLinks();
    FromSignatures();
    return std::move(found_);
  }

 private:
  bool Has(NodeId id, unsigned flags) const { return (page_.flags[id] & flags) != 0; }

  int PlaceWeight(NodeId id) const {
    return BylinePlaceWeight(document_, page_.flags, page_.heading, id);
  }

  bool JustBehindTitle(NodeId id) const {
    return page_.heading != kNoNode && id >= document_[page_.heading].end &&
           id < document_[page_.heading].end + kJustBehind;
  }

  // Names found where nothing but words says that they are a byline: they must look like names.
  void Add(std::vector<std::string> names, int weight, NodeId id) {
    const auto poor = [](const std::string& name) {
      return NameLikeness(name) < 2 && AgencyOf(name).empty();
    };
    names.erase(std::remove_if(names.begin(), names.end(), poor), names.end());
    AddSure(std::move(names), weight, id);
  }

  void AddSure(std::vector<std::string> names, int weight, NodeId id) {
    if (!names.empty() && weight >= kLeastPrinted) {
      found_.push_back({std::move(names), weight, id});
    }
  }

  // "Von Jelko Djuren und Jutta Klaukien" where no class says that it is a byline.
  void FromIntroduction(NodeId id) {
    if (Has(id, kInAuthor)) {
      return;
    }
    const std::string text = CleanText(document_[id].text);
    if (MayBeSwahiliByline(text) && page_.language != "sw") {
      return;
    }
    const std::size_t intro = IntroductionLength(AsciiLower(text));
    // "Von <a>Jelko Djuren</a> und <a>Jutta Klaukien</a>": the names stand in the elements that
    // follow.
    const NodeId parent = document_[id].parent;
    const NodeId grand = document_[parent].parent;
    const bool alone = intro + 2 >= text.size();
    const NodeId box =
        alone && document_[parent].end <= id + 2 && grand != kNoNode ? grand : parent;
    std::vector<std::string> names;
    std::string around;
    if (document_[box].end - box <= kSmallByline) {
      std::vector<BylineSegment> segments = reader_.Segments(box);
      while (!segments.empty() && !IntroducesAuthor(segments.front().text)) {
        segments.erase(segments.begin());
      }
      names = reader_.NamesOfSegments(segments);
      for (const BylineSegment& segment : segments) {
        around.append(segment.text).append(" ");
      }
    } else {
      around = alone ? NextName(id, document_[box].end) : text;
      names = NamesInByline(around);
    }
    // "Authors" in an element of its own says so wherever it stands.
    const unsigned elsewhere = kAround & ~(Has(id, kInArticle) ? unsigned{kInAside} : 0U);
    const bool label = alone && IsAuthorLabel(AsciiLower(text)) && !Has(id, elsewhere);
    // On pages without a heading nothing tells what is near.
    const int away = page_.heading == kNoNode ? 0 : 6;
    const int weight = std::max(PlaceWeight(id) - away, label ? kLabelled : 0);
    if (names.size() == 1 && IsSureAlthoughPoor(names.front(), around, id, alone)) {
      AddSure(std::move(names), weight, id);
    } else {
      Add(std::move(names), weight, id);
    }
  }

  // The text closely behind `id` that holds a name; empty when there is none before `end`.
  std::string NextName(NodeId id, NodeId end) const {
    constexpr NodeId kClose = 8;
    for (NodeId at = id + 1; at < end && at <= id + kClose; ++at) {
      std::string text = CleanText(document_[at].text.substr(0, kMaxShortByline));
      if (document_[at].tag == Tag::kText && !NamesInByline(text).empty()) {
        return text;
      }
    }
    return {};
  }

  // Log-ins ("by jkabongo on August 3") and teams ("By | The Example Team") look like no person,
  // but the words around them leave no doubt.
  bool IsSureAlthoughPoor(const std::string& name, const std::string& around, NodeId id,
                          bool introduced_apart) const {
    if (NameLikeness(name) <= kNoName || name.size() < 3 || !ClearlyIntroducesAuthor(around)) {
      return false;
    }
    const bool one_word = name.find(' ') == std::string::npos;
    const std::size_t at = around.find(name);
    if (at == std::string::npos ||
        (!one_word && !IsInitials(name) && !IsOrganisation(AsciiLower(name)))) {
      return false;
    }
    if (introduced_apart && JustBehindTitle(id)) {
      return true;
    }
    const std::string_view rest =
        TrimControlsAndSpaces(std::string_view(around).substr(at + name.size()));
    if (rest.empty()) {
      return JustBehindTitle(id);
    }
    const auto dates = FindDates(rest, DateTextOptions(), 1);
    return !dates.empty() && dates.front().begin <= kSoonAfter;
  }

  // "R. R."
  static bool IsInitials(std::string_view name) {
    constexpr std::size_t kLongest = 8;
    return name.size() <= kLongest && name.find(". ") != std::string_view::npos &&
           std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }

  // "04.02.2022 | 13:10 Uhr | Uta Helkenberg", close to the title.
  void FromDateLine(NodeId id) {
    const std::string_view raw = document_[id].text;
    const int weight = PlaceWeight(id) - 14;
    if (weight < kLeastPrinted || raw.size() > 100 || Has(id, kInAuthor)) {
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
    if (names.size() == 1 && NameLikeness(names[0]) >= kClearName) {
      Add(std::move(names), weight, id);
    }
  }

  // "by Ray Nayler" under each of ten book covers is no byline; the one right behind the title
  // is.
  void DropLists() {
    std::set<std::string> names;
    std::set<std::string> behind_title;
    for (const PrintedByline& printed : found_) {
      names.insert(FoldCase(printed.names.front()));
      if (JustBehindTitle(printed.node)) {
        behind_title.insert(FoldCase(printed.names.front()));
      }
    }
    if (names.size() <= 2) {
      return;
    }
    const bool keep = behind_title.size() == 1;
    found_.erase(std::remove_if(found_.begin(), found_.end(),
                                [&](const PrintedByline& printed) {
                                  return !keep || !JustBehindTitle(printed.node);
                                }),
                 found_.end());
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
    if (page_.heading == kNoNode) {
      return;
    }
    const NodeId end =
        std::min<NodeId>(static_cast<NodeId>(document_.size()), page_.heading + kNearHeading);
    std::string portrait;
    NodeId portrait_at = 0;
    std::vector<PrintedByline> bold;
    bool in_text = false;
    for (NodeId at = document_[page_.heading].end; at < end; ++at) {
      const Node& node = document_[at];
      if (node.tag == Tag::k_img) {
        portrait =
            IsPortrait(at) ? CleanText(document_.Get(at, "alt").substr(0, 80)) : std::string();
        portrait_at = at;
        continue;
      }
      in_text = in_text || (node.tag == Tag::kText && node.text.size() > kLongText);
      if (node.tag != Tag::kText || node.text.size() > kShortName || node.text.size() < 2 ||
          Has(at, kAround | kInAuthor | kInHeading)) {
        continue;
      }
      std::vector<std::string> names = BareNames(CleanText(node.text));
      if (names.empty()) {
        continue;
      }
      const NodeId box = BoxOfEmphasis(node.parent);
      const bool alone = document_[box].tag == Tag::k_p && document_[box].end <= at + 2;
      const bool agency = names.size() == 1 && !AgencyOf(names.front()).empty();
      const std::string& first = names.front();
      if (at - portrait_at < 12 && !agency && portrait.find(first) != std::string::npos &&
          portrait.size() < 2 * first.size() + 12) {
        Add(std::move(names), kPortrait, at);
      } else if (alone && JustBehindTitle(at) && (agency || document_.Get(box, "class").empty())) {
        Add(std::move(names), kPlainLine, at);
      } else if (!agency && names.size() == 1 && !Has(at, kInLink | kInList) && BesideAuthor(at)) {
        Add(std::move(names), kBesideAuthor, at);
      } else if (alone && !agency && box != node.parent && !in_text) {
        bold.push_back({std::move(names), kBoldLine, at});
      }
    }
    // Several such lines are speakers, or people whom the article is about; further below they are
    // sub-headings.
    if (bold.size() == 1) {
      Add(std::move(bold[0].names), bold[0].weight, bold[0].node);
    }
  }

  // "<a href='/user/7'>MikeNils</a>" closely behind the title: sites that their readers write.
  void FromProfileLinks() {
    if (page_.heading == kNoNode) {
      return;
    }
    const NodeId end =
        std::min<NodeId>(static_cast<NodeId>(document_.size()), page_.heading + kNearHeading / 2);
    for (NodeId at = document_[page_.heading].end; at < end; ++at) {
      if (document_[at].tag != Tag::k_a || Has(at, kAround | kInAuthor) ||
          !LeadsToProfile(document_.Get(at, "href"))) {
        continue;
      }
      const std::string text = CleanTextOf(document_, at, kShortName);
      std::vector<std::string> names = reader_.Names(text);
      if (names.size() == 1 && names.front() == text && NameLikeness(text) > kNoName) {
        AddSure(std::move(names), kProfile, at);
        return;
      }
    }
  }

  static bool LeadsToProfile(std::string_view href) {
    constexpr std::string_view kParts[] = {"/user", "/profil"};
    href = href.substr(0, 256);
    return std::any_of(std::begin(kParts), std::end(kParts),
                       [&](std::string_view part) { return ContainsNoCase(href, part); });
  }

  // Whether an element that says author stands right before or behind `id`: the portrait, the
  // lines about him.
  bool BesideAuthor(NodeId id) const {
    constexpr NodeId kBeside = 8;
    const auto& authors = page_.evidence.authors;
    const auto next = std::lower_bound(authors.begin(), authors.end(), id);
    return (next != authors.end() && *next - id <= kBeside) ||
           (next != authors.begin() && id - document_[*(next - 1)].end <= kBeside &&
            document_[*(next - 1)].end <= id);
  }

  NodeId BoxOfEmphasis(NodeId parent) const {
    const Tag tag = document_[parent].tag;
    const bool emphasis =
        tag == Tag::k_strong || tag == Tag::k_b || tag == Tag::k_em || tag == Tag::k_i;
    return emphasis ? document_[parent].parent : parent;
  }

  // The names that a short text consists of; none when there is anything else in it.
  std::vector<std::string> BareNames(const std::string& text) const {
    if (!AgencyOf(text).empty()) {
      return {text};
    }
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
    NodeId id = page_.heading != kNoNode ? document_[page_.heading].end : document_.body();
    for (; id < document_.size(); ++id) {
      const Node& node = document_[id];
      if (node.tag != Tag::k_p || node.end - id > kMostNodes ||
          Has(id, kAround | kInAuthor | kInHeading)) {
        continue;
      }
      const bool right = document_.Get(id, "align") == "right" ||
                         ContainsNoCase(document_.Get(id, "class"), "right") ||
                         ContainsNoCase(document_.Get(id, "style"), "right");
      if (right) {
        Add(BareNames(CleanTextOf(document_, id, kMaxShortByline)), kSigned, id);
      }
    }
  }

  const PrintedPage& page_;
  const Document& document_;
  const BylineReader& reader_;
  std::vector<PrintedByline> found_;
};

}  // namespace

int BylinePlaceWeight(const Document& document, std::span<const std::uint16_t> flags,
                      NodeId heading, NodeId node) {
  const std::uint16_t at = flags[node];
  int weight = 50;
  weight -= (at & (kInNav | kInFooter | kInComments)) != 0 ? 45 : 0;
  const bool behind_title = heading != kNoNode && node >= document[heading].end &&
                            node < document[heading].end + kTouching;
  weight -= (at & (kInRelated | kInAside)) == 0 ? 0 : behind_title ? 12 : 25;
  weight -= (at & kInBio) != 0 ? 6 : 0;
  weight += (at & (kInArticle | kInMain)) != 0 ? 4 : 0;
  if (heading != kNoNode && heading < document.size()) {
    const std::int64_t distance = std::int64_t{node} - std::int64_t{heading};
    const std::int64_t away = distance < 0 ? -distance : distance;
    weight += distance >= 0 && distance < 80      ? 20
              : distance >= -40 && distance < 200 ? 10
              : distance < -200                   ? -12
                                                  : -4;
    weight -= static_cast<int>(std::min<std::int64_t>(away / 24, 6));
  }
  return weight;
}

std::vector<PrintedByline> FindPrintedBylines(const PrintedPage& page) {
  return PrintedBylineFinder(page).Find();
}

}  // namespace kiosque
