#include "parser/metadata_explain.h"

#include <algorithm>
#include <utility>

#include "parser/byline.h"
#include "parser/metadata.h"
#include "parser/page_date.h"
#include "parser/page_title.h"

namespace kiosque {
namespace {

std::string_view RoleName(DateCandidate::Role role) {
  switch (role) {
    case DateCandidate::Role::kPublished:
      return "published";
    case DateCandidate::Role::kModified:
      return "modified";
    case DateCandidate::Role::kEither:
      break;
  }
  return "date";
}

std::string Joined(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) {
    joined += joined.empty() ? name : "; " + name;
  }
  return joined;
}

bool IsDay(const std::optional<ArticleDate>& chosen, const std::string& day) {
  return chosen && chosen->Iso().substr(0, day.size()) == day;
}

}  // namespace

std::vector<MetadataVerdict> ExplainMetadata(const Document& document, const PageContext& context,
                                             const Article& article) {
  std::vector<MetadataVerdict> verdicts;
  const PageReading reading = ReadPage(document, context);
  PageTitle title = ChooseTitle(document, context, reading);
  std::stable_sort(
      title.candidates.begin(), title.candidates.end(),
      [](const TitleCandidate& a, const TitleCandidate& b) { return a.weight > b.weight; });
  for (TitleCandidate& candidate : title.candidates) {
    const bool chosen = candidate.text == article.title;
    verdicts.push_back({"title", std::move(candidate.text), std::move(candidate.source),
                        candidate.weight, chosen});
  }
  const Byline byline =
      ChooseByline(document, context, reading, article.site_name, article.language, title.place);
  for (const BylineCandidate& candidate : byline.candidates) {
    std::string names = Joined(candidate.names);
    const bool chosen = names == article.credit;
    verdicts.push_back({"byline", std::move(names), candidate.source, candidate.weight, chosen});
  }
  const PageDates dates = ChooseDates(document, context, reading, article.language,
                                      article.declared_language, title.place);
  for (const DateCandidate& candidate : dates.candidates) {
    std::string value = ToArticleDate(candidate.date, std::nullopt, candidate.source).Iso();
    const std::string day = value.substr(0, value.find('T'));
    const bool chosen = candidate.role == DateCandidate::Role::kModified
                            ? IsDay(article.modified, day)
                            : IsDay(article.published, day);
    verdicts.push_back({std::string(RoleName(candidate.role)), std::move(value), candidate.source,
                        candidate.weight, chosen});
  }
  return verdicts;
}

}  // namespace kiosque
