#include "parser/ad_labels.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "parser/body_words.h"

namespace kiosque {
namespace {

constexpr std::size_t kMostWords = 8;

constexpr std::string_view kLabels[] = {
    "advertisement",
    "advertisements",
    "advertising",
    "advertisement continue reading below",
    "advertisement scroll to continue",
    "advertisement story continues below",
    "article continues after ad",
    "article continues after advertisement",
    "article continues after this advertisement",
    "article continues below",
    "article continues below ad",
    "article continues below advertisement",
    "article continues below this ad",
    "article continues below this advertisement",
    "continue reading after the ad",
    "continues after advertisement",
    "paid advertisement",
    "paid content",
    "remove ads",
    "report this ad",
    "scroll to continue",
    "scroll to continue with content",
    "scroll to continue reading",
    "skip ad",
    "skip advertisement",
    "sponsored",
    "sponsored content",
    "sponsored links",
    "story continues after advertisement",
    "story continues below",
    "story continues below advertisement",
    "story continues below this ad",
    "publicité",
    "publicités",
    "annonce publicitaire",
    "annonce sponsorisée",
    "annonces",
    "contenu sponsorisé",
    "espace publicitaire",
    "la suite après cette publicité",
    "la suite après la publicité",
    "la suite de l article après la publicité",
    "la suite sous cette publicité",
    "lire la suite après la publicité",
    "message publicitaire",
    "anzeige",
    "anzeigen",
    "werbeanzeige",
    "werbung",
    "artikel wird nach der werbung fortgesetzt",
    "nach der werbung weiterlesen",
    "weiter nach der anzeige",
    "weiter nach der werbung",
    "publicidad",
    "anuncio",
    "anuncios",
    "contenido patrocinado",
    "continúa después de la publicidad",
    "el artículo continúa después de la publicidad",
    "la noticia continúa después de la publicidad",
    "sigue leyendo después de la publicidad",
    "publicidade",
    "anúncio",
    "anúncios",
    "conteúdo patrocinado",
    "continua após a publicidade",
    "continua depois da publicidade",
    "continue lendo após a publicidade",
    "pubblicità",
    "continua a leggere dopo la pubblicità",
    "advertentie",
    "advertenties",
    "advertensie",
    "lees verder na de advertentie",
    "annons",
    "annonse",
    "annonsørinnhold",
    "artikeln fortsätter under annonsen",
    "artikkelen fortsetter under annonsen",
    "mainos",
    "reklam",
    "reklama",
    "reklame",
    "reklama artykuł jest kontynuowany poniżej",
    "реклама",
    "διαφήμιση",
    "iklan",
    "tangazo",
    "matangazo",
    "itangazo ryamamaza",
    "kwamamaza",
    "dokam barotra",
    "isikhangiso",
    "إعلان",
    "إعلانات",
    "اعلان",
    "تبلیغات",
    "広告",
    "광고",
    "广告",
    "廣告",
    "विज्ञापन",
};

std::uint64_t HashOfLabel(std::span<const std::uint32_t> words) {
  std::uint64_t hash = words.size();
  for (const std::uint32_t word : words) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 29;
  }
  return hash;
}

std::unordered_set<std::uint64_t> HashLabels() {
  std::unordered_set<std::uint64_t> hashes;
  for (const std::string_view label : kLabels) {
    hashes.insert(HashOfLabel(HashWords(label)));
  }
  return hashes;
}

}  // namespace

bool IsAdLabel(std::span<const std::uint32_t> words) {
  static const std::unordered_set<std::uint64_t> kHashes = HashLabels();
  if (words.empty() || words.size() > kMostWords) {
    return false;
  }
  const auto half = words.first(words.size() / 2);
  if (words.size() % 2 == 0 && std::ranges::equal(half, words.last(half.size()))) {
    words = half;
  }
  return kHashes.contains(HashOfLabel(words));
}

}  // namespace kiosque
