#include "parser/body_trim.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parser/ad_labels.h"

namespace kiosque {
namespace {

class BodyTrimmer {
 public:
  BodyTrimmer(const BodyFeatures& page, std::span<const float> scores, std::vector<bool>* keep)
      : page_(page), scores_(scores), keep_(*keep) {}

  void Run() {
    DropNextArticles();
    KeepLead();
    DropShouts();
    DropPointers();
    DropArrows();
    DropLabels();
    DropShareLinks();
    DropAdLabels();
    DropCredits();
    DropClocks();
    DropRepeats();
    DropAnnouncements();
    DropTail();
  }

 private:
  const TextBlock& block(std::size_t i) const { return page_.list().blocks[i]; }
  const BlockFacts& facts(std::size_t i) const { return page_.facts(i); }
  bool Stands(std::size_t i, std::uint32_t context) const {
    return (block(i).context & context) != 0;
  }
  bool Says(std::size_t i, TextCue cue) const {
    return (facts(i).text_cues.anywhere >> static_cast<unsigned>(cue) & 1U) != 0;
  }
  bool Begins(std::size_t i, TextCue cue) const {
    return (facts(i).text_cues.at_start >> static_cast<unsigned>(cue) & 1U) != 0;
  }

  // Endless pages append other articles: an article element that does not hold the title, below
  // the box that holds title and text, where the title is in an article element, too, or where
  // the other has an h1 of its own.
  void DropNextArticles() {
    if (page_.title_block() < 0) {
      return;
    }
    const auto title = static_cast<std::size_t>(page_.title_block());
    const NodeId own = ArticleOf(title);
    if (own == kNoNode) {
      return;
    }
    NodeId looked_at = kNoNode;  // what is below it and no article is in no other article
    for (std::size_t i = page_.RangeOf(own).second; i < keep_.size(); ++i) {
      const Node& container = page_.document()[block(i).container];
      const bool begins = IsOtherTitle(i) || (keep_[i] && Stands(title, kBlockInArticle));
      if (!begins || !Stands(i, kBlockInArticle) ||
          (container.parent == looked_at && container.tag != Tag::k_article)) {
        continue;
      }
      if (const NodeId other = ArticleWithout(title, i); other != kNoNode) {
        const auto first = static_cast<std::ptrdiff_t>(page_.RangeOf(other).first);
        std::fill(keep_.begin() + first, keep_.end(), false);
        return;
      }
      looked_at = container.parent;
    }
  }

  bool IsOtherTitle(std::size_t i) const {
    constexpr float kOther = 0.5F;
    constexpr float kWords = 3;
    return block(i).heading == 1 && facts(i).title_cover < kOther && facts(i).words >= kWords;
  }

  // The widest article element around block `i` that does not hold the title.
  NodeId ArticleWithout(std::size_t title, std::size_t i) const {
    const Document& document = page_.document();
    NodeId widest = kNoNode;
    for (NodeId id = block(i).container; id != kNoNode && page_.RangeOf(id).first > title;
         id = document[id].parent) {
      widest = document[id].tag == Tag::k_article ? id : widest;
    }
    return widest;
  }

  // The smallest element around a title that holds an article's worth of kept text, too; none if
  // the title is no h1.
  NodeId ArticleOf(std::size_t title) const {
    constexpr float kArticle = 100;
    if (block(title).heading != 1) {
      return kNoNode;
    }
    float words = 0;
    std::size_t from = title;
    std::size_t to = title;
    NodeId id = page_.document()[block(title).container].parent;
    for (; id != kNoNode; id = page_.document()[id].parent) {
      const auto [first, last] = page_.RangeOf(id);
      words += WordsKept(first, from) + WordsKept(to, last);
      from = first;
      to = last;
      if (words >= kArticle) {
        break;
      }
    }
    return id;
  }

  // Of blocks [first, last).
  float WordsKept(std::size_t first, std::size_t last) const {
    float words = 0;
    for (std::size_t i = first; i < last; ++i) {
      words += keep_[i] ? facts(i).words : 0;
    }
    return words;
  }

  // The page's own description, shown once above the text, is its lead, however far it stands
  // from the rest and whatever its markup is called.
  void KeepLead() {
    constexpr float kSame = 0.95F;
    constexpr float kTitle = 0.7F;
    constexpr float kLeast = 0.15F;
    constexpr float kWords = 8;
    constexpr std::uint32_t kNotLead = kBlockInNav | kBlockInFooter | kBlockInAriaHidden |
                                       kBlockInHidden | kBlockInFigcaption | kBlockInFigure |
                                       kBlockInForm | kBlockInAside | kBlockInCaptionTag;
    for (std::size_t i = 0; i < keep_.size() && !(keep_[i] && facts(i).text_words > 0); ++i) {
      const BlockFacts& f = facts(i);
      if (!keep_[i] && f.description_cover >= kSame && f.title_cover < kTitle &&
          scores_[i] >= kLeast && f.words >= kWords && f.link_density < 0.5F &&
          block(i).heading != 1 && !Stands(i, kNotLead)) {
        keep_[i] = !BeginsKeptBlock(i);
        return;
      }
    }
  }

  // Whether a paragraph of the text begins with the words of block `i`, whole or cut off.
  bool BeginsKeptBlock(std::size_t i) const {
    const auto words = [this](std::size_t at) {
      const std::size_t count = std::min<std::size_t>(block(at).words(), 6);
      return std::span(page_.list().words).subspan(block(at).word_begin, count);
    };
    for (std::size_t k = 0; k < keep_.size(); ++k) {
      if (k != i && keep_[k] && std::ranges::equal(words(k), words(i))) {
        return true;
      }
    }
    return false;
  }

  // "FED-UP OWNER SPEARHEADS RECALL EFFORT": a line that is one link, all in capitals, leads to
  // another article.
  void DropShouts() {
    constexpr float kLink = 0.9F;
    constexpr float kWords = 4;
    for (std::size_t i = 0; i < keep_.size(); ++i) {
      const TextCounts& counts = block(i).counts;
      const std::uint32_t letters = counts.chars - counts.symbols - counts.digits;
      if (keep_[i] && block(i).heading == 0 && facts(i).link_density >= kLink &&
          facts(i).words >= kWords && counts.upper * 10 >= letters * 9) {
        keep_[i] = false;
      }
    }
  }

  // "Lire aussi : …", "Read more: …": a line that says so, is mostly a link and no sentence; where
  // it is nearly all link, the title of the other article may be one.
  void DropPointers() {
    constexpr float kLink = 0.5F;
    constexpr float kOnlyLink = 0.75F;
    constexpr float kWords = 30;
    for (std::size_t i = 0; i < keep_.size(); ++i) {
      if (keep_[i] && Begins(i, TextCue::kRelated) && facts(i).link_density >= kLink &&
          facts(i).words <= kWords && !Stands(i, kBlockInTable) &&
          (block(i).counts.last != 's' || facts(i).link_density >= kOnlyLink)) {
        keep_[i] = false;
      }
    }
  }

  // ">> Mehr dazu im Vergleich": a line that an arrow leads out of the article.
  void DropArrows() {
    constexpr float kLink = 0.55F;
    constexpr float kLeast = 4;
    constexpr float kMost = 30;
    for (std::size_t i = 0; i < keep_.size(); ++i) {
      if (keep_[i] && block(i).counts.first == '.' && facts(i).link_density >= kLink &&
          facts(i).words >= kLeast && facts(i).words <= kMost &&
          !Stands(i, kBlockInTable | kBlockInListItem) && BeginsWithArrow(i)) {
        keep_[i] = false;
      }
    }
  }

  bool BeginsWithArrow(std::size_t i) const {
    constexpr std::string_view kArrows[] = {">>", "► ", "▶ ", "→ ", "➜ ", "> ", "» "};
    const std::string_view text = page_.document()[page_.list().texts[block(i).text_begin]].text;
    const std::size_t at = std::min(text.find_first_not_of(" \t\r\n\f"), text.size());
    return std::ranges::any_of(
        kArrows, [&](std::string_view arrow) { return text.substr(at).starts_with(arrow); });
  }

  // "See the rating", "Buy on Amazon": a short link that is on the page many times is a button.
  void DropLabels() {
    constexpr float kLink = 0.9F;
    constexpr float kWords = 6;
    constexpr std::size_t kTimes = 4;
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> labels;
    for (std::size_t i = 0; i < keep_.size(); ++i) {
      if (keep_[i] && facts(i).words > 0 && facts(i).words <= kWords &&
          facts(i).link_density >= kLink &&
          !Stands(i, kBlockInTable | kBlockInHeading | kBlockInListItem)) {
        labels[HashOf(i)].push_back(i);
      }
    }
    for (const auto& [hash, places] : labels) {
      for (const std::size_t i : places) {
        keep_[i] = places.size() < kTimes;
      }
    }
  }

  // "Advertisement", "La suite après la publicité": a line that says nothing else.
  void DropAdLabels() {
    constexpr std::uint32_t kMarked =
        kBlockInListItem | kBlockInTable | kBlockInHeading | kBlockInPre | kBlockInDefinition;
    for (std::size_t i = 0; i < keep_.size(); ++i) {
      if (keep_[i] && !Stands(i, kMarked) &&
          IsAdLabel(std::span(page_.list().words).subspan(block(i).word_begin, block(i).words()))) {
        keep_[i] = false;
      }
    }
  }

  // "Foto: dpa", "Crédits photos : Bestimage".
  void DropCredits() {
    constexpr float kWords = 12;
    constexpr std::uint32_t kMarked =
        kBlockInListItem | kBlockInTable | kBlockInQuote | kBlockInPre;
    for (std::size_t i = 0; i < keep_.size(); ++i) {
      if (keep_[i] && Begins(i, TextCue::kCaption) && facts(i).words <= kWords &&
          block(i).heading == 0 && block(i).counts.last != 's' && block(i).counts.last != ':' &&
          !Stands(i, kMarked)) {
        keep_[i] = false;
      }
    }
  }

  // "14 h 05", "Mis à jour le 12 mars": the hour of each post of a live blog.
  void DropClocks() {
    constexpr float kWords = 8;
    constexpr std::uint32_t kMarked =
        kBlockInListItem | kBlockInTable | kBlockInHeading | kBlockInPre | kBlockInDefinition;
    for (std::size_t i = 0; i < keep_.size(); ++i) {
      if (keep_[i] && block(i).time_chars * 2 > block(i).counts.chars && facts(i).words <= kWords &&
          block(i).counts.digits > 0 && !Stands(i, kMarked)) {
        keep_[i] = false;
      }
    }
  }

  // Sentences that stand in the text twice are pull quotes, or a summary's; more often, notices
  // where embedded posts would stand. Verses are shorter.
  void DropRepeats() {
    constexpr float kWords = 15;
    constexpr std::size_t kNotice = 3;
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> copies;
    for (std::size_t i = 0; i < keep_.size(); ++i) {
      if (keep_[i] && facts(i).words >= kWords && block(i).counts.last == 's' &&
          !Stands(i, kBlockInTable | kBlockInPre | kBlockInListItem)) {
        copies[HashOf(i)].push_back(i);
      }
    }
    std::vector<std::size_t> dropped;
    for (const auto& [hash, places] : copies) {
      std::size_t best = places.front();
      for (const std::size_t i : places) {
        constexpr float kSurer = 0.1F;
        best = scores_[i] > scores_[best] + kSurer ? i : best;
      }
      std::copy_if(
          places.begin(), places.end(), std::back_inserter(dropped),
          [&, times = places.size()](std::size_t i) { return i != best || times >= kNotice; });
    }
    // A page that says little else means it.
    float rest = WordsKept(0, keep_.size());
    const float enough = rest / 4;
    for (const std::size_t i : dropped) {
      rest -= facts(i).words;
    }
    for (std::size_t k = 0; k < dropped.size() && rest >= enough; ++k) {
      keep_[dropped[k]] = false;
    }
  }

  std::uint64_t HashOf(std::size_t i) const {
    std::uint64_t hash = 0;
    for (std::uint32_t w = block(i).word_begin; w < block(i).word_end; ++w) {
      hash = (hash ^ page_.list().words[w]) * 0x9E3779B97F4A7C15ULL;
      hash ^= hash >> 29;
    }
    return hash;
  }

  // "Partager sur WhatsApp", linked, between two paragraphs.
  void DropShareLinks() {
    constexpr float kWords = 6;
    constexpr float kLinked = 0.95F;
    for (std::size_t i = 0; i < keep_.size(); ++i) {
      if (keep_[i] && Begins(i, TextCue::kShare) && facts(i).words <= kWords &&
          facts(i).link_density >= kLinked && block(i).heading == 0) {
        keep_[i] = false;
      }
    }
  }

  // A short line that announces what was not kept ("Mehr Themen:").
  void DropAnnouncements() {
    constexpr float kWords = 6;
    for (std::size_t i = 0; i < keep_.size(); ++i) {
      const bool alone = i + 1 == keep_.size() || !keep_[i + 1];
      if (keep_[i] && alone && facts(i).words <= kWords && block(i).counts.last == ':' &&
          !Stands(i, kBlockInTable)) {
        keep_[i] = false;
      }
    }
  }

  // Below the last paragraph: headings over nothing, invitations to follow, join and subscribe.
  void DropTail() {
    constexpr float kInvitation = 40;
    constexpr float kHeading = 8;
    constexpr int kHeadings = 2;
    int headings = 0;
    for (std::size_t i = keep_.size(); i-- > 0;) {
      if (!keep_[i]) {
        continue;
      }
      const bool heading =
          block(i).heading != 0 && facts(i).words <= kHeading && ++headings <= kHeadings;
      if (!heading && !(Invites(i) && facts(i).words <= kInvitation)) {
        return;
      }
      keep_[i] = false;
    }
  }

  bool Invites(std::size_t i) const {
    return Begins(i, TextCue::kNewsletter) || Begins(i, TextCue::kShare) ||
           Begins(i, TextCue::kPaywall) || Begins(i, TextCue::kComment) ||
           (Begins(i, TextCue::kRelated) && block(i).counts.last != 's') ||
           (Says(i, TextCue::kNewsletter) && block(i).links > 0);
  }

  const BodyFeatures& page_;
  std::span<const float> scores_;
  std::vector<bool>& keep_;
};

}  // namespace

void TrimBody(const BodyFeatures& page, std::span<const float> scores, std::vector<bool>* keep) {
  BodyTrimmer(page, scores, keep).Run();
}

}  // namespace kiosque
