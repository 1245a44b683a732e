#include "crawler/response_terms.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"

namespace kiosque {
namespace {

constexpr std::string_view kAgent = "kiosque";

UsageTerms TermOf(std::string_view word) {
  if (word == "noindex") {
    return kNoIndex;
  }
  if (word == "nofollow") {
    return kNoFollow;
  }
  if (word == "none") {
    return kNoIndex | kNoFollow;
  }
  if (word == "noarchive") {
    return kNoArchive;
  }
  return word == "noai" ? UsageTerms{kNoAi} : UsageTerms{0};
}

}  // namespace

UsageTerms TermsOfRobotsTag(std::string_view value, std::string_view agent) {
  const std::string lower = AsciiLower(value);
  UsageTerms terms = 0;
  bool ours = true;
  for (std::string_view rest = lower; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    std::string_view word = rest.substr(0, comma);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    // "googlebot: noindex, nofollow": the name holds for all that follows it.
    if (const std::size_t colon = word.find(':'); colon != std::string_view::npos) {
      const std::string_view name = Trim(word.substr(0, colon), kHttpSpace);
      // A date has commas and colons of its own: "unavailable_after: Fri, 25 Jun 2030 15:00:00
      // GMT".
      const bool rest_of_date = !name.empty() && IsAsciiDigit(name.front());
      const bool rule_with_value =
          name == "unavailable_after" || name.starts_with("max-") || rest_of_date;
      ours = rule_with_value ? ours : name == agent;
      word.remove_prefix(rule_with_value ? word.size() : colon + 1);
    }
    terms = static_cast<UsageTerms>(terms | (ours ? TermOf(Trim(word, kHttpSpace)) : 0));
  }
  return terms;
}

UsageTerms TermsOfResponse(const FetchResult& result, const PageLinks* page) {
  unsigned terms = 0;
  for (const std::string_view value : result.Fields("X-Robots-Tag")) {
    terms |= TermsOfRobotsTag(value, kAgent);
  }
  if (Trim(result.Field("tdm-reservation"), kHttpSpace) == "1") {
    terms |= kTdmReserved;
  }
  const auto add = [&](UsageTerm term, bool said) { terms |= said ? unsigned{term} : 0u; };
  if (page != nullptr) {
    add(kNoIndex, page->noindex);
    add(kNoFollow, page->nofollow);
    add(kNoArchive, page->noarchive);
    add(kNoAi, page->noai);
    add(kTdmReserved, page->tdm_reserved);
  }
  return static_cast<UsageTerms>(terms);
}

std::string TdmRowKey(std::string_view origin) {
  return std::string("ft").append(origin);
}

/// In the page the word is for the caches of search engines: a tenth of the press has it in its
/// template. In a response it was put there for machines like this one.
bool IsForbiddenToKeep(NoArchivePolicy policy, const FetchResult& result, UsageTerms terms) {
  switch (policy) {
    case NoArchivePolicy::kIgnore:
      return false;
    case NoArchivePolicy::kStrict:
      return (terms & kNoArchive) != 0;
    case NoArchivePolicy::kObey:
      break;
  }
  return (terms & kNoArchive) != 0 && (TermsOfResponse(result, nullptr) & kNoArchive) != 0;
}

}  // namespace kiosque
