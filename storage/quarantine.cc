#include "storage/quarantine.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "base/article_text.h"
#include "base/unicode.h"

namespace kiosque {
namespace {

// A brief may well be rewritten to a fifth of its length; a story is not.
constexpr std::size_t kShortText = 200;
// A headline that speaks of an error is longer than the title of an error page.
constexpr std::size_t kLongestErrorTitle = 64;

std::size_t TextBytes(const Article& article) {
  std::size_t bytes = 0;
  for (const Block& block : article.blocks) {
    bytes += block.text.size();
  }
  return bytes;
}

}  // namespace

bool IsErrorTitle(std::string_view title) {
  static constexpr std::array<std::string_view, 30> kPhrases = {
      "404 not found",
      "page not found",
      "not found - ",
      "403 forbidden",
      "access denied",
      "access to this page has been denied",
      "just a moment",
      "attention required",
      "verify you are human",
      "are you a robot",
      "checking your browser",
      "ddos-guard",
      "502 bad gateway",
      "503 service",
      "service unavailable",
      "504 gateway",
      "500 internal",
      "internal server error",
      "error establishing a database connection",
      "database error",
      "page introuvable",
      "page non trouvée",
      "erreur 404",
      "accès refusé",
      "site en maintenance",
      "maintenance en cours",
      "página não encontrada",
      "página no encontrada",
      "under maintenance",
      "account suspended"};
  const std::string folded = FoldCase(NormalText(title));
  return folded.size() <= kLongestErrorTitle &&
         (folded == "404" || folded == "error" || folded == "erreur" ||
          std::any_of(kPhrases.begin(), kPhrases.end(), [&](std::string_view phrase) {
            return folded.find(phrase) != std::string::npos;
          }));
}

bool LooksLikeAccident(const Article& before, const Article& now) {
  const std::size_t length = TextBytes(before);
  const bool shrunk = length >= kShortText && TextBytes(now) * 5 < length;
  const bool title_lost = !before.title.empty() && CollapseSpace(now.title).empty();
  return shrunk || title_lost || (IsErrorTitle(now.title) && !IsErrorTitle(before.title));
}

}  // namespace kiosque
