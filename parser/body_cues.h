// body_cues.h — words that tell what a part of a page is for, in its markup and in its text.
//
// Two small vocabularies, both generic: names that templates of many sites give to parts (class and
// id attributes), and phrases that readers of several languages see ("Lire aussi", "Mehr zum
// Thema"). Nothing here belongs to one site.
//
// Errors: none. Threads: pure functions over constant tables; ClassCueReader keeps a cache and
// belongs to one thread.
#ifndef KIOSQUE_PARSER_BODY_CUES_H_
#define KIOSQUE_PARSER_BODY_CUES_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>

namespace kiosque {

/// What a class or id name says an element is. Bit numbers.
enum class ClassCue : std::uint8_t {
  kBody,     ///< article-body, entry-content …
  kContent,  ///< content, article, post, story, main
  kLead,     ///< lead, dek, chapo, standfirst, intro, summary
  kTitle,
  kAuthor,
  kDate,
  kCaption,  ///< captions, credits
  kMedia,    ///< figures, galleries, players
  kShare,
  kRelated,
  kNav,
  kHeader,
  kFooter,
  kSidebar,
  kAd,
  kNewsletter,  ///< subscriptions, sign-ups
  kPaywall,
  kComment,
  kCookie,
  kTags,
  kHidden,  ///< hidden, modal, print-only …
  kQuote,
  kEmbed,     ///< embedded posts
  kBox,       ///< info boxes, notes
  kContents,  ///< tables of contents
  kList,      ///< cards, grids, feeds, teasers
  kForm,
  kButton,
  kText,  ///< text, paragraph, rich text
  kCount,
};
inline constexpr std::size_t kClassCues = static_cast<std::size_t>(ClassCue::kCount);
std::string_view ClassCueName(std::size_t cue);

/// Reads class and id values into bits of ClassCue; remembers values it has seen.
/// The views given must stay valid while the reader is used.
class ClassCueReader {
 public:
  std::uint32_t Read(std::string_view names);

 private:
  std::unordered_map<std::string_view, std::uint32_t> seen_;
};

/// What a phrase in the text says the text is. Bit numbers.
enum class TextCue : std::uint8_t {
  kRelated,
  kShare,
  kNewsletter,
  kPaywall,
  kCookie,
  kCopyright,
  kComment,
  kCaption,
  kByline,
  kDate,
  kAd,
  kTags,
  kMedia,
  kNote,  ///< editor's notes, corrections, sources
  kMonth,
  kSection,  ///< headings over boxes: most read, latest …
  kCount,
};
inline constexpr std::size_t kTextCues = static_cast<std::size_t>(TextCue::kCount);
std::string_view TextCueName(std::size_t cue);

struct TextCues {
  std::uint32_t at_start = 0;  ///< bits of phrases that begin within the first two words
  std::uint32_t anywhere = 0;
};

/// Finds phrases in hashed words (parser/body_words.h). Looks at the first 40 words only.
TextCues FindTextCues(std::span<const std::uint32_t> words);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_CUES_H_
