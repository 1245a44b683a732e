#include "base/usage_terms.h"

#include <array>
#include <string_view>
#include <utility>

namespace kiosque {

std::string DescribeTerms(UsageTerms terms) {
  constexpr std::array<std::pair<UsageTerm, std::string_view>, 5> kNames{
      {{kNoIndex, "noindex"},
       {kNoFollow, "nofollow"},
       {kNoArchive, "noarchive"},
       {kNoAi, "noai"},
       {kTdmReserved, "tdm-reserved"}}};
  std::string text;
  for (const auto& [bit, name] : kNames) {
    if ((terms & bit) != 0) {
      text.append(text.empty() ? "" : ", ").append(name);
    }
  }
  return text;
}

}  // namespace kiosque
