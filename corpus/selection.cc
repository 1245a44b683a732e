#include "corpus/selection.h"

#include <algorithm>

#include "base/surt.h"
#include "base/unicode.h"

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
  return archive.ScanVersions(query, [&](const VersionVisit& found) {
    const CorpusRow row{found.url, found.version, found.latest, !selection.as_of};
    return !Selects(selection, row) || visit(row);
  });
}

}  // namespace kiosque
