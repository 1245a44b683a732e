#include "parser/page_title.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/unicode.h"
#include "parser/clean_text.h"

namespace kiosque {
namespace {

constexpr std::size_t kMaxTitleBytes = 600;
constexpr std::size_t kMaxHeadings = 24;
constexpr std::size_t kManyHeadings = 3;

// Letters and digits of `text`, folded, words joined by one space: what titles are compared by.
std::string Key(std::string_view text) {
  std::string key;
  for (const char c : FoldCase(text)) {
    const unsigned char u = static_cast<unsigned char>(c);
    const bool word = u >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    if (word) {
      key.push_back(c);
    } else if (!key.empty() && key.back() != ' ') {
      key.push_back(' ');
    }
  }
  while (!key.empty() && key.back() == ' ') {
    key.pop_back();
  }
  // Quotation marks and dashes above U+2000 count as spaces.
  return key;
}

// Scripts that put no space between words are compared by pairs of characters (three bytes each in
// UTF-8).
void AppendWord(std::string_view word, std::vector<std::string_view>* words) {
  const bool ideographs = word.size() >= 9 && static_cast<unsigned char>(word[0]) >= 0xE3 &&
                          static_cast<unsigned char>(word[0]) <= 0xE9;
  if (!ideographs) {
    words->push_back(word);
    return;
  }
  for (std::size_t at = 0; at + 6 <= word.size(); at += 3) {
    words->push_back(word.substr(at, 6));
  }
}

std::vector<std::string_view> KeyWords(std::string_view key) {
  std::vector<std::string_view> words;
  while (!key.empty()) {
    const std::size_t space = key.find(' ');
    if (space != 0) {
      AppendWord(key.substr(0, space), &words);
    }
    key = space == std::string_view::npos ? std::string_view() : key.substr(space + 1);
  }
  std::sort(words.begin(), words.end());
  return words;
}

// Token F1 of two keys.
double Overlap(std::string_view a, std::string_view b) {
  const auto wa = KeyWords(a);
  const auto wb = KeyWords(b);
  if (wa.empty() || wb.empty()) {
    return 0;
  }
  std::vector<std::string_view> common;
  std::set_intersection(wa.begin(), wa.end(), wb.begin(), wb.end(), std::back_inserter(common));
  return 2.0 * static_cast<double>(common.size()) / static_cast<double>(wa.size() + wb.size());
}

struct Separator {
  std::size_t begin;
  std::size_t end;
  bool strong;  // hardly ever part of a sentence
};

// Where the parts of a <title> may be told apart.
std::vector<Separator> Separators(std::string_view title) {
  static constexpr std::pair<std::string_view, bool> kMarks[] = {
      {" | ", true}, {" - ", false}, {" – ", false}, {" — ", false},  {" :: ", true},
      {" » ", true}, {" « ", true},  {" · ", true},  {" • ", true},   {" / ", false},
      {" › ", true}, {" : ", false}, {": ", false},  {" ― ", false},  {"｜", true},
      {" ~ ", true}, {" |", true},   {"| ", true},   {" \\ ", true},  {" < ", true},
      {" > ", true}, {" − ", false}, {"|", true},    {" -- ", false}, {"_", true}};
  const auto begins = [&](std::size_t i) {  // whether a mark may: nearly no place passes
    const auto plain = [](char c) { return IsAsciiAlphanumeric(c); };
    return !plain(title[i]) && (title[i] != ' ' || (i + 1 < title.size() && !plain(title[i + 1])));
  };
  std::vector<Separator> found;
  for (std::size_t i = 0; i < title.size(); ++i) {
    if (!begins(i)) {
      continue;
    }
    for (const auto& [mark, strong] : kMarks) {
      if (title.substr(i).starts_with(mark)) {
        found.push_back({i, i + mark.size(), strong});
        i += mark.size() - 1;
        break;
      }
    }
    if (found.size() >= 16) {
      break;
    }
  }
  return found;
}

// Whether `part` is a name of the site. A whole title must be equal to a known name; beside a
// separator (`loosely`) a piece or an extension of one will do.
bool NamesSite(std::string_view part, const std::vector<std::string>& known, bool loosely) {
  const std::string key = Key(part);
  if (key.empty()) {
    return true;
  }
  std::string glued = key;
  glued.erase(std::remove(glued.begin(), glued.end(), ' '), glued.end());
  for (const std::string& name : known) {
    std::string other = Key(name);
    if (other.empty()) {
      continue;
    }
    if (other == key) {
      return true;
    }
    if (loosely && other.size() >= 3 && key.starts_with(other + ' ') &&
        key.size() <= other.size() + 12) {
      return true;  // "CBC News" of "CBC"
    }
    other.erase(std::remove(other.begin(), other.end(), ' '), other.end());
    const bool piece = glued.size() >= 4 && other.find(glued) != std::string::npos;
    const bool extension = other.size() >= 4 && glued.find(other) != std::string::npos &&
                           glued.size() <= other.size() * 3;
    if (other == glued || (loosely && (piece || extension))) {
      return true;
    }
  }
  return false;
}

class TitleChooser {
 public:
  TitleChooser(const Document& document, const PageContext& context, const PageReading& reading)
      : document_(document),
        context_(context),
        evidence_(reading.evidence),
        structured_(reading.structured) {}

  PageTitle Choose() {
    FindSiteNames();
    Gather();
    Decide();
    return std::move(title_);
  }

 private:
  void FindSiteNames() {
    title_.site_name = CleanText(evidence_.Meta("og:site_name"));
    if (title_.site_name.empty()) {
      title_.site_name = CleanText(structured_.site_name);
    }
    if (title_.site_name.empty()) {
      title_.site_name = CleanText(evidence_.Meta("application-name"));
    }
    for (const std::string_view name :
         {evidence_.Meta("og:site_name"), structured_.site_name, evidence_.Meta("application-name"),
          evidence_.Meta("apple-mobile-web-app-title"), evidence_.Meta("publisher"),
          evidence_.Meta("dc.publisher")}) {
      if (!name.empty() && name.size() < 100) {
        known_.push_back(CleanText(name));
      }
    }
    // A page that gives its own title as the site's name tells nothing about the site.
    const std::string title = Key(CleanText(evidence_.Meta("og:title")));
    const auto says_title = [&](const std::string& name) {
      const std::string key = Key(name);
      return KeyWords(key).size() > 6 ||
             (!title.empty() && (key == title || key.find(title) != std::string::npos));
    };
    known_.erase(std::remove_if(known_.begin(), known_.end(), says_title), known_.end());
    if (says_title(title_.site_name)) {
      title_.site_name.clear();
    }
    const std::string domain = context_.url.RegistrableDomain();
    known_.push_back(domain);
    known_.push_back(domain.substr(0, domain.find('.')));
    known_.emplace_back(context_.url.hostname());
  }

  void Add(std::string_view text, int weight, std::string_view source, NodeId node, bool cut) {
    std::string clean = CleanText(text.substr(0, kMaxTitleBytes));
    if (cut) {
      clean = CutSiteName(clean, known_);
    }
    if (!clean.empty() && !NamesSite(clean, known_, false)) {
      title_.candidates.push_back({std::move(clean), weight, std::string(source), node});
    }
  }

  void Gather() {
    for (const StructuredItem& item : structured_.items) {
      if (item.rank >= 30 && !item.headline.empty()) {
        Add(item.headline, 78,
            item.syntax == StructuredItem::Syntax::kJsonLd ? "json-ld" : "microdata", kNoNode,
            true);
        break;
      }
    }
    Add(evidence_.Meta("og:title"), 80, "og", kNoNode, true);
    Add(evidence_.Meta("twitter:title"), 64, "twitter", kNoNode, true);
    for (const std::string_view name : {"parsely-title", "sailthru.title", "cxenseparse:title",
                                        "dc.title", "headline", "title"}) {
      Add(evidence_.Meta(name), 58, "meta", kNoNode, true);
    }
    if (evidence_.title != kNoNode) {
      Add(document_.Text(evidence_.title), 62, "title", kNoNode, true);
    }
    said_ = title_.candidates.size();
    GatherHeadings();
    CutTails();
  }

  void GatherHeadings() {
    std::size_t count = 0;
    for (const NodeId id : evidence_.headings) {
      const Tag tag = document_[id].tag;
      if (tag == Tag::k_h3 || ++count > kMaxHeadings) {
        continue;
      }
      int weight = tag == Tag::k_h1 ? 96 : 30;
      weight -= (evidence_.flags[id] & (kInNav | kInFooter)) != 0 ? 50 : 0;
      weight -= (evidence_.flags[id] & (kInAside | kInHidden)) != 0 ? 25 : 0;
      weight -= (evidence_.flags[id] & (kInRelated | kInComments)) != 0 ? 15 : 0;
      weight -= LeadsHome(id) ? 40 : 0;
      const std::string text = CleanTextOf(document_, id, kMaxTitleBytes);
      weight -= text.starts_with("…") || text.starts_with("...") ? 40 : 0;  // goes on from another
      Add(text, weight, tag == Tag::k_h1 ? "h1" : "h2", id, false);
    }
  }

  // A heading that is a link to the front page is the logo.
  bool LeadsHome(NodeId id) const {
    for (NodeId at = id; at < document_[id].end && at < id + 6; ++at) {
      const std::string_view href =
          document_[at].tag == Tag::k_a ? document_.Get(at, "href") : std::string_view();
      if (href == "/" || (!href.empty() &&
                          (href == context_.url.origin() || href == context_.url.origin() + "/"))) {
        return true;
      }
    }
    return false;
  }

  // "Headline - Whatever": where another candidate says just "Headline", the rest is not part of
  // it.
  void CutTails() {
    auto& all = title_.candidates;
    for (std::size_t i = 0; i < said_; ++i) {
      const std::string text = all[i].text;
      for (const Separator& separator : Separators(text)) {
        const std::string head = Key(std::string_view(text).substr(0, separator.begin));
        const std::string tail = Key(std::string_view(text).substr(separator.end));
        for (std::size_t j = 0; j < all.size(); ++j) {
          const std::string other = i == j ? std::string() : Key(all[j].text);
          if (other.size() >= 8 && other == head) {
            all[i].text.assign(
                TrimControlsAndSpaces(std::string_view(text).substr(0, separator.begin)));
          } else if (other.size() >= 8 && other == tail && separator.strong) {
            all[i].text.assign(TrimControlsAndSpaces(std::string_view(text).substr(separator.end)));
          }
        }
      }
    }
  }

  // Evidence of one kind counts once: og, twitter and title are made by one template.
  static int KindOf(const TitleCandidate& candidate) {
    if (candidate.node != kNoNode) {
      return 0;
    }
    return candidate.source == "json-ld" || candidate.source == "microdata" ? 1 : 2;
  }

  int Score(std::size_t i, const std::vector<std::string>& keys) const {
    const auto& all = title_.candidates;
    const bool heading = all[i].node != kNoNode;
    double agreement[3] = {0, 0, 0};
    for (std::size_t j = 0; j < said_; ++j) {
      if (i != j && KindOf(all[j]) != KindOf(all[i])) {
        double& best = agreement[KindOf(all[j])];
        best = std::max(best, keys[i] == keys[j] ? 1.0 : Overlap(keys[i], keys[j]));
      }
    }
    double score = all[i].weight + 14 * agreement[1] + 16 * agreement[2];
    if (heading && said_ > 0) {
      const double best = std::max(agreement[1], agreement[2]);
      // A short heading that shares nothing with what the page calls itself is a rubric.
      const std::size_t length = KeyWords(keys[i]).size();
      score -= best < 0.1 ? (length <= 3 ? 34 : 8) : best < 0.35 && length <= 3 ? 24 : 0;
      score -= data_agree_ && best < 0.6 ? 22 : 0;
      // Where a lesser heading says what the data say, the great one is the site's; where there are
      // many great ones, they are the sections'.
      score -= all[i].source == "h1" && best < 0.6 && lesser_agrees_ ? 20 : 0;
      score -= all[i].source == "h1" && best < 0.95 && great_headings_ >= kManyHeadings ? 20 : 0;
      score += all[i].source == "h2" ? (best > 0.95 ? 46 : best > 0.75 ? 20 : 0) : 0;
    }
    const std::size_t words = KeyWords(keys[i]).size();
    score -= words == 1 && keys[i].size() < 12 ? 12 : 0;
    return static_cast<int>(score);
  }

  void Decide() {
    const auto& all = title_.candidates;
    std::vector<std::string> keys;
    for (const TitleCandidate& candidate : all) {
      keys.push_back(Key(candidate.text));
    }
    for (std::size_t i = 0; i < said_; ++i) {
      for (std::size_t j = i + 1; j < said_; ++j) {
        data_agree_ =
            data_agree_ || (KindOf(all[i]) != KindOf(all[j]) && Overlap(keys[i], keys[j]) > 0.9);
      }
    }
    for (std::size_t i = said_; i < all.size(); ++i) {
      great_headings_ += all[i].source == "h1" ? 1 : 0;
      for (std::size_t j = 0; j < said_; ++j) {
        lesser_agrees_ = lesser_agrees_ || (all[i].source == "h2" && keys[i] == keys[j]);
      }
    }
    int best = -1000;
    std::size_t chosen = all.size();
    for (std::size_t i = 0; i < all.size(); ++i) {
      const int score = Score(i, keys);
      if (score > best) {
        best = score;
        chosen = i;
      }
    }
    if (chosen == all.size()) {
      return;
    }
    title_.text = all[chosen].text;
    title_.source = all[chosen].source;
    title_.score = best;
    double closest = 0.5;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const double overlap = all[i].node == kNoNode    ? 0
                             : keys[i] == keys[chosen] ? 1.0
                                                       : Overlap(keys[i], keys[chosen]);
      if (overlap > closest) {
        closest = overlap;
        title_.heading = all[i].node;
      }
    }
    DropKicker(keys[chosen]);
    title_.place = title_.heading != kNoNode ? title_.heading : PrintedPlace();
  }

  // The lesser heading (h3 … h6) that is the title, on pages that have no greater one: the first
  // outside of the boxes around articles, else the first in a box whose class is also that of a
  // whole page's column (Blogger's "widget").
  NodeId PrintedPlace() const {
    NodeId in_box = kNoNode;
    constexpr NodeId kSmallHeading = 64;
    const std::string key = Key(title_.text);
    for (NodeId id = document_.body(); id < document_.size(); ++id) {
      const Tag tag = document_[id].tag;
      const bool lesser =
          tag == Tag::k_h3 || tag == Tag::k_h4 || tag == Tag::k_h5 || tag == Tag::k_h6;
      const bool small = document_[id].end - id <= kSmallHeading;  // bounds the work, too
      const unsigned around = evidence_.flags[id] & kAround;
      if (lesser && small && (around & ~unsigned{kInRelated}) == 0 &&
          Key(CleanTextOf(document_, id, kMaxTitleBytes)) == key) {
        if (around == 0) {
          return id;
        }
        in_box = in_box == kNoNode ? id : in_box;
      }
    }
    return in_box;
  }

  // "Interne Unterlagen im Netz Daten von Rheinmetall gehackt": a heading made of a kicker, a
  // headline and perhaps a date, where the page's data give the headline alone.
  void DropKicker(const std::string& chosen) {
    if (title_.source != "h1" && title_.source != "h2") {
      return;
    }
    if (!HoldsElements(title_.heading)) {
      return;
    }
    const std::string first_part = FirstPart(title_.heading);
    for (std::size_t i = 0; i < said_; ++i) {
      const std::string text = title_.candidates[i].text;
      const bool said_whole = Key(text) == first_part;
      std::size_t begin = 0;
      std::vector<Separator> separators = Separators(text);
      separators.push_back({text.size(), text.size(), false});
      for (const Separator& separator : separators) {
        for (const std::string_view part :
             {std::string_view(text).substr(begin, separator.begin - begin),
              std::string_view(text)}) {
          const std::string key = Key(part);
          if (key == chosen) {
            title_.text.assign(TrimControlsAndSpaces(
                part));  // the same words with the punctuation between the parts
            return;
          }
          const bool inside = key.size() >= 16 && key.size() < chosen.size() &&
                              KeyWords(key).size() >= 3 &&
                              (chosen.starts_with(key) || chosen.ends_with(key));
          const bool own_element = key == first_part && said_whole;
          if (inside && (2 * key.size() >= chosen.size() || own_element)) {
            title_.text.assign(TrimControlsAndSpaces(part));
            return;
          }
        }
        begin = separator.end;
      }
    }
  }

  // The key of the heading's first text.
  std::string FirstPart(NodeId heading) const {
    for (NodeId at = heading + 1; at < document_[heading].end; ++at) {
      if (document_[at].tag == Tag::kText && !TrimControlsAndSpaces(document_[at].text).empty()) {
        return Key(CleanText(document_[at].text));
      }
    }
    return {};
  }

  bool HoldsElements(NodeId heading) const {
    int texts = 0;
    for (NodeId at = heading + 1; heading != kNoNode && at < document_[heading].end; ++at) {
      texts += document_[at].tag == Tag::kText && !TrimControlsAndSpaces(document_[at].text).empty()
                   ? 1
                   : 0;
    }
    return texts > 1;
  }

  const Document& document_;
  const PageContext& context_;
  const PageEvidence& evidence_;
  const StructuredData& structured_;
  std::vector<std::string> known_;
  std::size_t said_ = 0;  // how many candidates come from data; the headings follow
  std::size_t great_headings_ = 0;
  bool lesser_agrees_ = false;  // an h2 says what the data say
  bool data_agree_ = false;     // JSON-LD and the template say the same
  PageTitle title_;
};

}  // namespace

std::string CutSiteName(std::string_view title, const std::vector<std::string>& known) {
  std::string_view rest = title;
  for (bool changed = true; changed;) {
    changed = false;
    const auto separators = Separators(rest);
    if (separators.empty()) {
      break;
    }
    const Separator last = separators.back();
    const Separator first = separators.front();
    const std::string_view tail = rest.substr(last.end);
    const std::string_view head = rest.substr(0, first.begin);
    if (NamesSite(tail, known, true) && !Key(rest.substr(0, last.begin)).empty()) {
      rest = TrimControlsAndSpaces(rest.substr(0, last.begin));
      changed = true;
    } else if (NamesSite(head, known, true) && !Key(rest.substr(first.end)).empty()) {
      rest = TrimControlsAndSpaces(rest.substr(first.end));
      changed = true;
    } else if (last.strong && KeyWords(Key(tail)).size() <= 4 &&
               KeyWords(Key(rest.substr(0, last.begin))).size() >= 3) {
      rest = TrimControlsAndSpaces(rest.substr(0, last.begin));  // a bar ends the sentence
      changed = true;
    }
  }
  return std::string(rest);
}

PageTitle ChooseTitle(const Document& document, const PageContext& context,
                      const PageReading& reading) {
  return TitleChooser(document, context, reading).Choose();
}

}  // namespace kiosque
