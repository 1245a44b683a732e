#include "parser/page_date.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "parser/clean_text.h"
#include "parser/date_vocabulary.h"
#include "parser/site_zone.h"

namespace kiosque {
namespace {

namespace ch = std::chrono;
using Role = DateCandidate::Role;

constexpr std::size_t kMaxDateCandidates = 256;
constexpr std::size_t kMaxDateElementBytes = 200;
constexpr std::size_t kMaxDateLabel = 60;  // "Published on" in an element of its own
constexpr int kVisible = 56;               // a visible date of this weight is the article's own
constexpr int kByTitle = 62;               // a visible date of this weight stands by the title
constexpr int kBestData = 93;              // structured data of an article, the usual meta elements
constexpr int kStray = 40;                 // a date of another story, most likely
constexpr int kClear = 50;
constexpr int kVote = 9;  // for each other kind of evidence that names the same day

class DateChooser {
 public:
  DateChooser(const Document& document, const PageContext& context, const PageReading& reading,
              std::string_view language, std::string_view declared, NodeId heading)
      : document_(document),
        context_(context),
        evidence_(reading.evidence),
        flags_(reading.evidence.RegionsFrom(document, heading)),
        structured_(reading.structured),
        heading_(heading),
        zone_(context.time_zone.empty() ? ZoneOfHost(context.url.hostname()) : context.time_zone) {
    options_.language = language;
    options_.order = OrderFor(language, declared, context.url.hostname(), context.url.path());
    if (context.fetched != UtcTime()) {
      options_.reference = context.fetched;
      options_.reference_offset = SiteOffset(zone_, context.fetched).value_or(ch::minutes(0));
    }
  }

  PageDates Choose() {
    FromStructured();
    FromMetas();
    FromUrl();
    FromElements();
    FromTitles();
    FromText();
    Decide();
    return std::move(dates_);
  }

 private:
  bool Believable(const DateText& date) const {
    const int year = static_cast<int>(date.day.year());
    return year >= 1990 && date.day.ok() && !IsInFuture(context_, ch::sys_days(date.day));
  }

  void Add(const DateText& date, Role role, int weight, std::string_view source,
           NodeId node = kNoNode) {
    if (Believable(date) && dates_.candidates.size() < kMaxDateCandidates) {
      dates_.candidates.push_back({date, role, std::max(weight, 1), std::string(source), node});
    }
  }

  void AddText(std::string_view text, Role role, int weight, std::string_view source,
               NodeId node = kNoNode) {
    if (text.empty()) {
      return;
    }
    if (const auto date = ParseDateText(text, options_)) {
      Add(*date, role, weight, source, node);
    }
  }

  void FromStructured() {
    for (const StructuredItem& item : structured_.items) {
      const bool json = item.syntax == StructuredItem::Syntax::kJsonLd;
      const std::string_view source = json ? "json-ld" : "microdata";
      const int base = item.rank >= 30   ? (json ? 100 : 91)
                       : item.rank >= 15 ? (json ? 84 : 72)
                                         : 10;
      AddText(item.published, Role::kPublished, base, source);
      AddText(item.created, Role::kPublished, base - 8, source);
      AddText(item.uploaded, Role::kPublished, base - 14, source);
      AddText(item.modified, Role::kModified, base, source);
    }
  }

  void FromMetas() {
    for (const MetaTag& meta : evidence_.metas) {
      // Properties of things in the body have their owners: parser/microdata.cc.
      if ((flags_[meta.node] & kInHead) == 0 && document_.HasAttribute(meta.node, "itemprop")) {
        continue;
      }
      if (const auto known = DateOfMeta(meta.name)) {
        AddText(meta.content, known->role, known->weight, "meta");
      }
    }
  }

  void FromUrl() {
    if (const auto date = DateInUrl(context_.url.path())) {
      Add(*date, Role::kPublished, 86, "url");
    }
  }

  // "… | DW | 28.04.2023": some systems put the day into the title.
  void FromTitles() {
    std::string title =
        evidence_.title == kNoNode ? std::string() : document_.Text(evidence_.title);
    for (const std::string_view text : {evidence_.Meta("og:title"), std::string_view(title)}) {
      for (const DateText& date : FindDates(text, options_, 2)) {
        const bool at_end = date.end + 2 >= text.size() && date.begin > 0;
        Add(date, Role::kEither, at_end && date.year_written ? 64 : 20, "title");
      }
    }
  }

  // How much a visible date at `node` is likely to be the article's.
  int PlaceWeight(NodeId node) const {
    const std::uint16_t flags = flags_[node];
    int weight = 50;
    weight -= (flags & (kInNav | kInFooter | kInComments)) != 0 ? 45 : 0;
    weight -= (flags & (kInRelated | kInAside)) != 0 ? 25 : 0;
    weight -= (flags & kInHidden) != 0 ? 10 : 0;
    weight += (flags & (kInArticle | kInMain)) != 0 ? 4 : 0;
    weight -= (flags & kInLink) != 0 ? 5 : 0;
    if (heading_ != kNoNode) {
      const std::int64_t distance = std::int64_t{node} - std::int64_t{heading_};
      const std::int64_t away = distance < 0 ? -distance : distance;
      weight += distance >= 0 && distance < 60      ? 20
                : distance >= -40 && distance < 160 ? 12
                : distance < -200                   ? -8
                                                    : 0;
      weight -= static_cast<int>(std::min<std::int64_t>(away / 16, 8));
    }
    return weight;
  }

  Role RoleAt(NodeId node, std::string_view text) const {
    if (SaysPublished(text)) {
      return Role::kPublished;
    }
    if (SaysModified(text) || (flags_[node] & kInModified) != 0) {
      // WordPress marks the one visible date "published updated".
      for (NodeId at = node; at != kNoNode && node - at < 4; at = document_[at].parent) {
        if (ContainsNoCase(document_.Get(at, "class"), "publish")) {
          return Role::kPublished;
        }
      }
      return Role::kModified;
    }
    return Role::kEither;
  }

  // The few words that stand before `node` in another element: "Published:".
  std::string_view LabelBefore(NodeId node) const {
    for (NodeId at = node; at > 0 && node - at < 8;) {
      --at;
      const std::string_view text = TrimControlsAndSpaces(document_[at].text);
      if (document_[at].tag == Tag::kText && !text.empty()) {
        return text.size() <= kMaxDateLabel ? text : std::string_view();
      }
    }
    return {};
  }

  void FromElements() {
    for (const NodeId id : evidence_.times) {
      int weight = PlaceWeight(id) + 8;
      const std::string text = CleanTextOf(document_, id, kMaxDateElementBytes);
      Role role = RoleAt(id, text);
      role = role == Role::kEither ? RoleAt(id, LabelBefore(id)) : role;
      if (document_.HasAttribute(id, "pubdate")) {
        role = Role::kPublished;
        weight += 12;
      }
      std::string_view value;
      for (const std::string_view name :
           {"datetime", "data-datetime", "data-published", "data-timestamp", "data-utime",
            "data-date", "content", "title"}) {
        value = value.empty() ? document_.Get(id, name) : value;
      }
      const auto from_attribute = ParseDateText(value, options_);
      const auto date = from_attribute && !from_attribute->relative ? from_attribute
                                                                    : ParseDateText(text, options_);
      if (date) {
        Add(*date, role, weight, "time", id);
      }
    }
    for (const NodeId id : evidence_.dates) {
      const std::string text = CleanTextOf(document_, id, kMaxDateElementBytes);
      AddVisible(id, text, PlaceWeight(id) + 6, "class");
    }
  }

  // Each date in a short visible text, with the role that the words before it give.
  void AddVisible(NodeId id, std::string_view text, int weight, std::string_view source) {
    std::size_t from = 0;
    const auto dates = FindDates(text, options_, 3);
    for (const DateText& date : dates) {
      std::string_view before = TrimControlsAndSpaces(text.substr(from, date.begin - from));
      const bool alone = from == 0 && before.size() <= 3;
      from = date.end;
      before = alone ? LabelBefore(id) : before;
      if (SaysOther(before)) {
        continue;
      }
      const Role role = RoleAt(id, before);
      int w = weight - (date.year_written ? 0 : 15) - (date.ambiguous ? 2 : 0);
      w += role == Role::kPublished ? 12 : 0;
      w += SaysFirstPublished(before) ? 16 : 0;
      // A date that is most of its text is a label; one in a sentence belongs to the story.
      const std::size_t share = 100 * (date.end - date.begin) / (text.size() + 1);
      w += share >= 50 ? 4 : share < 15 && role == Role::kEither ? -12 : 0;
      Add(date, role, w, source, id);
    }
    if (dates.empty() && source == "class" && options_.reference) {
      AddText(text, RoleAt(id, text), weight - 10, source, id);
    }
  }

  void FromText() {
    const bool told = std::any_of(
        dates_.candidates.begin(), dates_.candidates.end(), [](const DateCandidate& candidate) {
          return candidate.role != Role::kModified && candidate.weight >= 86;
        });
    for (const NodeId id : evidence_.texts) {
      // Where data tell the date, only a text by the title could add to it.
      const std::int64_t distance = std::int64_t{id} - std::int64_t{heading_};
      if (told && (heading_ == kNoNode || distance < -60 || distance > 200)) {
        continue;
      }
      if ((flags_[id] & (kInDate | kInNav | kInComments)) == 0) {
        const std::string_view text = document_[id].text;
        AddVisible(id, text, PlaceWeight(id) - 12 - (text.size() > 80 ? 8 : 0), "text");
      }
    }
  }

  // Evidence of one kind counts once.
  static int KindOf(const DateCandidate& candidate) {
    if (candidate.node != kNoNode) {
      return 4;
    }
    constexpr std::string_view kKinds[] = {"json-ld", "microdata", "meta", "url", "title"};
    const auto found = std::find(std::begin(kKinds), std::end(kKinds), candidate.source);
    return static_cast<int>(found - std::begin(kKinds)) + 5;
  }

  int Votes(const DateCandidate& candidate) const {
    unsigned kinds = 0;
    for (const DateCandidate& other : dates_.candidates) {
      const bool counts = other.role != Role::kModified && other.date.day == candidate.date.day &&
                          (other.node == kNoNode || other.weight >= kVisible) && other.weight > 20;
      if (counts && KindOf(other) != KindOf(candidate)) {
        kinds |= 1U << KindOf(other);
      }
    }
    return kVote * __builtin_popcount(kinds);
  }

  // What the page prints by its title, when that is an earlier day than `data` says and nothing
  // printed agrees with `data`: a page that moved to another system, or was saved again, carries
  // the day of that in its data.
  const DateCandidate* EarlierPrinted(const DateCandidate& data) const {
    if (data.node != kNoNode || data.source == "url") {
      return nullptr;
    }
    const DateCandidate* printed = nullptr;
    for (const DateCandidate& other : dates_.candidates) {
      const bool visible = other.node != kNoNode && other.weight >= kVisible;
      if (other.role == Role::kModified || (!visible && other.source != "url")) {
        continue;
      }
      if (ch::sys_days(other.date.day) >= ch::sys_days(data.date.day) - ch::days(1)) {
        return nullptr;
      }
      const bool by_title = visible && other.weight >= kByTitle && other.date.year_written;
      if (by_title && printed != nullptr && printed->date.day != other.date.day) {
        return nullptr;  // a list of dates is that of other stories
      }
      if (by_title && (printed == nullptr || other.weight > printed->weight)) {
        printed = &other;
      }
    }
    return printed;
  }

  // Whether data of the best kind name an earlier day of publication than `candidate`.
  bool SaidEarlier(const DateCandidate& candidate) const {
    return std::any_of(
        dates_.candidates.begin(), dates_.candidates.end(), [&](const DateCandidate& other) {
          return other.role == Role::kPublished && other.node == kNoNode &&
                 other.weight >= kBestData &&
                 ch::sys_days(other.date.day) + ch::days(1) < ch::sys_days(candidate.date.day);
        });
  }

  void Decide() {
    auto& all = dates_.candidates;
    std::optional<ch::year_month_day> changed;
    for (const DateCandidate& candidate : all) {
      if (candidate.role == Role::kModified && !changed) {
        changed = candidate.date.day;
      }
    }
    const DateCandidate* published = nullptr;
    const DateCandidate* modified = nullptr;
    int best = 0;
    for (const DateCandidate& candidate : all) {
      if (candidate.role == Role::kModified) {
        modified =
            modified == nullptr || candidate.weight > modified->weight ? &candidate : modified;
        continue;
      }
      int score = candidate.weight + Votes(candidate);
      // A bare "date" that is the day of the last change says just that.
      score -= candidate.role == Role::kEither && candidate.node == kNoNode &&
                       changed == candidate.date.day
                   ? 20
                   : 0;
      // Nothing is changed before it is published.
      score -= candidate.role == Role::kPublished && candidate.node == kNoNode &&
                       candidate.source != "url" && changed == candidate.date.day &&
                       SaidEarlier(candidate)
                   ? 20
                   : 0;
      if (score > best) {
        best = score;
        published = &candidate;
      }
    }
    if (const DateCandidate* printed = published ? EarlierPrinted(*published) : nullptr) {
      published = printed;
      best = printed->weight;
    }
    // Nothing but stray dates beside a clear date of change: better the day of the change than one
    // of another page.
    const bool stray =
        published != nullptr && best < kStray && modified != nullptr && modified->weight >= kClear;
    if (published == nullptr || stray) {
      published = modified;
      best = 0;
    }
    dates_.published_score = best;
    dates_.modified_score = modified == nullptr ? 0 : modified->weight;
    if (published != nullptr) {
      dates_.published = Finished(*published);
    }
    if (modified != nullptr) {
      dates_.modified = Finished(*modified);
    }
    std::stable_sort(all.begin(), all.end(), [](const DateCandidate& a, const DateCandidate& b) {
      return a.weight > b.weight;
    });
  }

  // The winner with the time that another candidate of its day tells, and as the site's own clock
  // shows it.
  ArticleDate Finished(const DateCandidate& winner) const {
    DateText best = winner.date;
    for (const DateCandidate& other : dates_.candidates) {
      if (!best.has_time && other.role == winner.role && other.date.day == best.day &&
          other.date.has_time && other.weight > 20) {
        best = other.date;
      }
    }
    if (best.has_time && best.offset == ch::minutes(0)) {
      ShowLocally(winner.role, &best);
    }
    const auto offset = SiteOffset(zone_, UtcTime(ch::sys_days(best.day) + best.time));
    return ToArticleDate(best, offset, winner.source);
  }

  // An instant in UTC belongs to the day that the reader sees: the address and the visible date
  // tell which one that is, else the zone of the site.
  void ShowLocally(Role role, DateText* date) const {
    const auto instant = ch::sys_days(date->day) + date->time;
    std::optional<ch::minutes> offset = SiteOffset(zone_, UtcTime(instant));
    bool seen_as_written = false;
    int clearest = kVisible;
    std::optional<ch::minutes> told;
    for (const DateCandidate& other : dates_.candidates) {
      if ((other.role == Role::kModified) != (role == Role::kModified)) {
        continue;
      }
      const bool visible = other.node != kNoNode && other.weight >= clearest && !other.date.offset;
      if (visible || other.source == "url") {
        clearest = visible ? other.weight + 1 : clearest;
        const auto offset_told = OffsetTold(instant, other.date);
        seen_as_written = seen_as_written || other.date.day == date->day;
        told = visible || !told ? offset_told : told;
      }
    }
    if (told) {
      Shift(*told, date);
      return;
    }
    // Elsewhere it stays as it is written.
    const bool other_day =
        offset && ch::floor<ch::days>(instant + *offset) != ch::sys_days(date->day);
    if (other_day && !seen_as_written) {
      Shift(*offset, date);
    }
  }

  static void Shift(ch::minutes offset, DateText* date) {
    const auto local = ch::sys_days(date->day) + date->time + offset;
    const auto day = ch::floor<ch::days>(local);
    date->day = ch::year_month_day(day);
    date->time = local - day;
    date->offset = offset;
  }

  // What the clock adds to UTC if `seen` is the local form of `instant`: exact when it shows the
  // time, else the least whole hour that puts the instant on the day seen. Empty when it is another
  // instant or the same day.
  static std::optional<ch::minutes> OffsetTold(ch::sys_seconds instant, const DateText& seen) {
    const auto seen_day = ch::sys_days(seen.day);
    if (seen.has_time) {
      const auto difference =
          ch::round<ch::minutes>(seen_day + seen.time - ch::floor<ch::minutes>(instant));
      const bool a_zone = difference.count() % 15 == 0 && difference >= ch::hours(-12) &&
                          difference <= ch::hours(14);
      return a_zone && difference != ch::minutes(0) ? std::optional(difference) : std::nullopt;
    }
    const auto day = ch::floor<ch::days>(instant);
    if (seen_day == day - ch::days(1)) {
      const auto back = ch::floor<ch::hours>(instant - day) + ch::hours(1);
      return back <= ch::hours(11) ? std::optional<ch::minutes>(-back) : std::nullopt;
    }
    if (seen_day == day + ch::days(1)) {
      const auto ahead = ch::ceil<ch::hours>(day + ch::days(1) - instant);
      return ahead <= ch::hours(13) ? std::optional<ch::minutes>(ahead) : std::nullopt;
    }
    return std::nullopt;
  }

  const Document& document_;
  const PageContext& context_;
  const PageEvidence& evidence_;
  std::vector<std::uint16_t> flags_;  // regions as the title sees them
  const StructuredData& structured_;
  NodeId heading_;
  std::string zone_;
  DateTextOptions options_;
  PageDates dates_;
};

}  // namespace

PageDates ChooseDates(const Document& document, const PageContext& context,
                      const PageReading& reading, std::string_view language,
                      std::string_view declared, NodeId heading) {
  return DateChooser(document, context, reading, language, declared, heading).Choose();
}

}  // namespace kiosque
