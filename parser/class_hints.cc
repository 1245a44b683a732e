#include "parser/class_hints.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/ascii.h"

namespace kiosque {
namespace {

struct HintWord {
  std::string_view text;  // at least four bytes, lower case
  std::uint16_t hints;
};

constexpr HintWord kHintWords[] = {
    {"author", kHintAuthor},
    {"byline", kHintAuthor},
    {"by-line", kHintAuthor},
    {"autor", kHintAuthor},
    {"auteur", kHintAuthor},
    {"writer", kHintAuthor},
    {"verfasser", kHintAuthor},
    {"redakteur", kHintAuthor},
    {"vcard", kHintAuthor},
    {"contributor", kHintAuthor},
    {"journalist", kHintAuthor},
    {"reporter", kHintAuthor},
    {"signature", kHintAuthor},
    {"firma", kHintAuthor},
    {"creator", kHintAuthor},
    {"skribent", kHintAuthor},
    {"escritor", kHintAuthor},
    {"posted-by", kHintAuthor},
    {"date", kHintDate},
    {"time", kHintDate},
    {"publi", kHintDate},
    {"posted", kHintDate},
    {"datum", kHintDate},
    {"fecha", kHintDate},
    {"dato", kHintDate},
    {"entry-meta", kHintDate},
    {"post-meta", kHintDate},
    {"update", kHintModified},
    {"modif", kHintModified},
    {"edited", kHintModified},
    {"aktualis", kHintModified},
    {"actualiz", kHintModified},
    {"atualiza", kHintModified},
    {"-bio", kHintBio},
    {"_bio", kHintBio},
    {"biograph", kHintBio},
    {"about-author", kHintBio},
    {"author-box", kHintBio},
    {"authorbox", kHintBio},
    {"about-the-author", kHintBio},
    {"author-desc", kHintBio},
    {"author-info", kHintBio},
    {"comment", kHintComments},
    {"disqus", kHintComments},
    {"kommentar", kHintComments},
    {"respond", kHintComments},
    {"related", kHintRelated},
    {"recommend", kHintRelated},
    {"popular", kHintRelated},
    {"sidebar", kHintRelated},
    {"teaser", kHintRelated},
    {"promo", kHintRelated},
    {"trending", kHintRelated},
    {"latest", kHintRelated},
    {"mostread", kHintRelated},
    {"most-read", kHintRelated},
    {"newsletter", kHintRelated},
    {"similar", kHintRelated},
    {"carousel", kHintRelated},
    {"widget", kHintRelated},
    {"ticker", kHintRelated},
    {"recent", kHintRelated},
    {"read-next", kHintRelated},
    {"next-post", kHintRelated},
    {"prev-post", kHintRelated},
    {"read-more", kHintRelated},
    {"readmore", kHintRelated},
    {"more-", kHintRelated},
    {"upnext", kHintRelated},
    {"footer", kHintFooter},
    {"copyright", kHintFooter},
    {"navbar", kHintNav},
    {"navigation", kHintNav},
    {"breadcrumb", kHintNav | kHintTrail},
    {"hierarchie", kHintNav | kHintTrail},
    {"ariane", kHintNav | kHintTrail},
    {"category-name", kHintSection},
    {"cat-link", kHintSection},
    {"-category", kHintSection},
    {"-categories", kHintSection},
    {"rubrique", kHintSection},
    {"mega-menu", kHintNav},
    {"main-menu", kHintNav},
    {"title", kHintTitle},
    {"post-", kHintPost},
    {"entry-", kHintPost},
    {"article-", kHintPost},
    {"headline", kHintTitle},
};

constexpr std::size_t kBuckets = 1024;

std::uint32_t Lower4(std::string_view text, std::size_t at) {
  std::uint32_t gram = 0;
  for (std::size_t k = 0; k < 4; ++k) {
    const unsigned char c = static_cast<unsigned char>(text[at + k]);
    gram = (gram << 8) | (c >= 'A' && c <= 'Z' ? c | 0x20U : c);
  }
  return gram;
}

std::size_t Bucket(std::uint32_t gram) {
  return (gram * 2654435761U) >> 22;
}

struct WordTable {
  std::array<std::uint8_t, kBuckets> first{};  // 1-based index into kHintWords, 0 = none
  std::array<std::uint8_t, std::size(kHintWords)> next{};  // the next word of that bucket
};

WordTable MakeTable() {
  WordTable table;
  for (std::size_t i = 0; i < std::size(kHintWords); ++i) {
    std::uint8_t& head = table.first[Bucket(Lower4(kHintWords[i].text, 0))];
    table.next[i] = head;
    head = static_cast<std::uint8_t>(i + 1);
  }
  return table;
}

}  // namespace

std::uint16_t ClassHints(std::string_view value) {
  static const WordTable table = MakeTable();
  value = value.substr(0, kMaxHintBytes);
  std::uint16_t hints = 0;
  if (value.size() < 4) {
    return hints;
  }
  std::uint32_t gram = Lower4(value, 0) >> 8;
  for (std::size_t i = 0; i + 4 <= value.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(value[i + 3]);
    gram = (gram << 8) | (c >= 'A' && c <= 'Z' ? c | 0x20U : c);
    for (std::uint8_t word = table.first[Bucket(gram)]; word != 0; word = table.next[word - 1U]) {
      if (StartsWithNoCase(value.substr(i), kHintWords[word - 1U].text)) {
        hints = static_cast<std::uint16_t>(hints | kHintWords[word - 1U].hints);
      }
    }
  }
  return hints;
}

}  // namespace kiosque
