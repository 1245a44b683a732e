#include "corpus/selection.h"

#include <algorithm>

#include "base/surt.h"
#include "base/unicode.h"
#include "storage/page_aliases.h"

namespace kiosque {
namespace {

std::string PrimaryTag(const std::string& language) {
  return language.substr(0, language.find('-'));
}

bool HasLanguage(const Selection& selection, const std::string& language) {
  const auto& wanted = selection.languages;
  return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [&](const std::string& one) {
           return language == one || PrimaryTag(language) == one;
         });
}

bool HasTag(const Selection& selection, const std::vector<std::string>& tags) {
  const auto& wanted = selection.tags;
  return wanted.empty() || std::any_of(tags.begin(), tags.end(), [&](const std::string& tag) {
           const std::string folded = FoldCase(tag);
           return std::any_of(wanted.begin(), wanted.end(),
                              [&](const std::string& one) { return FoldCase(one) == folded; });
         });
}

/// What is known of addresses that show the same article (storage/page_aliases.h).
class Aliases {
 public:
  Aliases(const Archive& archive, const VersionQuery& query) : archive_(archive), query_(query) {
    (void)archive.ScanState(kAliasPrefix, kAliasPrefix, [this](std::string_view, std::string_view) {
      any_ = true;
      return false;
    });
  }

  std::vector<std::string> Of(const Url& url) const {
    std::vector<std::string> addresses;
    if (any_) {
      for (const Url& alias : AliasesOf(archive_, url)) {
        addresses.push_back(alias.href());
      }
    }
    return addresses;
  }

  /// Whether the query finds the article of `url` under the address that holds it.
  bool IsFoundElsewhere(const Url& url) const {
    const std::optional<Url> holder = any_ ? HolderOfAlias(archive_, url) : std::nullopt;
    if (!holder || !IsAsked(*holder)) {
      return false;
    }
    const Result<Version> held = archive_.VersionNumber(*holder, 1);
    return held && (!query_.as_of || held->first_seen <= *query_.as_of);
  }

 private:
  bool IsAsked(const Url& url) const {
    const std::string key = SurtKey(url);
    return query_.sites.empty() ||
           std::any_of(query_.sites.begin(), query_.sites.end(),
                       [&](const std::string& site) { return key.starts_with(site); });
  }

  const Archive& archive_;
  const VersionQuery& query_;
  bool any_ = false;
};

}  // namespace

UtcTime Appeared(const CorpusRow& row) {
  const auto& published = row.version.article.published;
  return published ? UtcTime(published->utc) : row.version.first_seen;
}

bool Selects(const Selection& selection, const CorpusRow& row) {
  const Article& article = row.version.article;
  return article.words >= selection.min_words &&
         !(selection.since && Appeared(row) < *selection.since) &&
         !(selection.until && Appeared(row) >= *selection.until) &&
         HasLanguage(selection, article.language) && HasTag(selection, article.tags);
}

Status VisitCorpus(const Archive& archive, const Selection& selection,
                   const std::function<bool(const CorpusRow&)>& visit) {
  VersionQuery query;
  query.which = selection.versions;
  query.as_of = selection.as_of;
  for (const std::string& host : selection.hosts) {
    query.sites.push_back(SurtHostPrefix(host));
  }
  const Aliases aliases(archive, query);
  return archive.ScanVersions(query, [&](const VersionVisit& found) {
    CorpusRow row{found.url, found.version, found.latest, !selection.as_of};
    if (!Selects(selection, row) || aliases.IsFoundElsewhere(found.url)) {
      return true;
    }
    row.aliases = aliases.Of(found.url);
    return visit(row);
  });
}

}  // namespace kiosque
