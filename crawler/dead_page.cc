#include "crawler/dead_page.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/unicode.h"

namespace kiosque {
namespace {

struct Cue {
  std::string_view text;  // lower case
  std::string_view kind;
};

constexpr std::array kCues{
    // Soft 404.
    Cue{"page not found", "not found"},
    Cue{"page introuvable", "not found"},
    Cue{"page non trouv", "not found"},
    Cue{"page inexistante", "not found"},
    Cue{"page n'existe", "not found"},
    Cue{"page n’existe", "not found"},
    Cue{"page n'est plus", "not found"},
    Cue{"page n’est plus", "not found"},
    Cue{"article introuvable", "not found"},
    Cue{"contenu introuvable", "not found"},
    Cue{"article n'existe", "not found"},
    Cue{"article n’existe", "not found"},
    Cue{"erreur 404", "not found"},
    Cue{"error 404", "not found"},
    Cue{"404 error", "not found"},
    Cue{"404 not found", "not found"},
    Cue{"404 -", "not found"},
    Cue{"404 |", "not found"},
    Cue{"404 –", "not found"},
    Cue{"not found", "not found"},
    Cue{"nothing found", "not found"},
    Cue{"nothing was found", "not found"},
    Cue{"no results found", "not found"},
    Cue{"can't be found", "not found"},
    Cue{"can’t be found", "not found"},
    Cue{"cannot be found", "not found"},
    Cue{"could not be found", "not found"},
    Cue{"couldn't find", "not found"},
    Cue{"couldn’t find", "not found"},
    Cue{"does not exist", "not found"},
    Cue{"doesn't exist", "not found"},
    Cue{"doesn’t exist", "not found"},
    Cue{"no longer available", "not found"},
    Cue{"page unavailable", "not found"},
    Cue{"no longer exists", "not found"},
    Cue{"rien trouvé", "not found"},
    Cue{"aucun résultat", "not found"},
    Cue{"no encontrada", "not found"},
    Cue{"no encontrado", "not found"},
    Cue{"no existe", "not found"},
    Cue{"não encontrad", "not found"},
    Cue{"nao encontrad", "not found"},
    Cue{"não existe", "not found"},
    Cue{"nicht gefunden", "not found"},
    Cue{"غير موجود", "not found"},
    Cue{"لم يتم العثور", "not found"},
    // The host has been switched off.
    Cue{"account suspended", "suspended"},
    Cue{"account has been suspended", "suspended"},
    Cue{"site suspended", "suspended"},
    Cue{"website suspended", "suspended"},
    Cue{"compte suspendu", "suspended"},
    Cue{"site suspendu", "suspended"},
    Cue{"hébergement suspendu", "suspended"},
    Cue{"service suspended", "suspended"},
    Cue{"bandwidth limit exceeded", "suspended"},
    Cue{"cuenta suspendida", "suspended"},
    Cue{"conta suspensa", "suspended"},
    Cue{"website expired", "suspended"},
    // The name is for sale.
    Cue{"domain is for sale", "for sale"},
    Cue{"domain for sale", "for sale"},
    Cue{"domain name is for sale", "for sale"},
    Cue{"buy this domain", "for sale"},
    Cue{"domaine est à vendre", "for sale"},
    Cue{"domaine à vendre", "for sale"},
    Cue{"domain parked", "for sale"},
    Cue{"parked domain", "for sale"},
    Cue{"parked free", "for sale"},
    Cue{"domain has expired", "for sale"},
    Cue{"domain expired", "for sale"},
    Cue{"domaine a expiré", "for sale"},
    Cue{"dominio en venta", "for sale"},
    Cue{"steht zum verkauf", "for sale"},
    // A server without a site.
    Cue{"welcome to nginx", "empty server"},
    Cue{"apache2 debian default page", "empty server"},
    Cue{"apache2 ubuntu default page", "empty server"},
    Cue{"iis windows server", "empty server"},
    Cue{"default web site page", "empty server"},
    Cue{"default web page", "empty server"},
    Cue{"index of /", "empty server"},
    Cue{"web server is running", "empty server"},
    Cue{"site is coming soon", "empty server"},
    Cue{"site en construction", "empty server"},
};

std::string_view KindOfText(std::string_view text) {
  const std::string lower = FoldCase(text);
  if (lower == "404" || lower == "oops" || lower == "oops!") {
    return "not found";
  }
  const auto* const found = std::find_if(kCues.begin(), kCues.end(), [&](const Cue& cue) {
    return lower.find(cue.text) != std::string::npos;
  });
  return found == kCues.end() ? std::string_view() : found->kind;
}

}  // namespace

std::string_view DeadPageKind(const Article& article) {
  constexpr std::uint32_t kFewWords = 80;
  // A date that only the address gives was promised for the page that is gone.
  const bool dated = article.published && article.published->source != "url";
  if (article.words > kFewWords || dated || !article.byline.empty()) {
    return {};
  }
  if (const std::string_view kind = KindOfText(article.title); !kind.empty()) {
    return kind;
  }
  for (const Block& block : article.blocks) {
    if (block.kind == BlockKind::kHeading) {
      return KindOfText(block.text);
    }
  }
  return {};
}

}  // namespace kiosque
