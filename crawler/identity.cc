#include "crawler/identity.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/url.h"

namespace kiosque {
namespace {

// Visible ASCII, and spaces: what may stand in a field value without splitting or garbling it.
bool IsFieldText(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool IsMailAddress(std::string_view text) {
  const auto at = text.find('@');
  return at != 0 && at != std::string_view::npos &&
         text.find('@', at + 1) == std::string_view::npos &&
         text.find_first_of(" ()<>,;:\\\"[]/", 0) == std::string_view::npos &&
         text.find('.', at) != std::string_view::npos && !text.ends_with('.');
}

}  // namespace

Result<CrawlerIdentity> CrawlerIdentity::Make(std::string_view version, std::string_view contact,
                                              std::string_view user_agent) {
  if (!IsFieldText(user_agent)) {
    return Fail(Errc::kInvalidArgument, "the user agent may hold visible ASCII characters only");
  }
  constexpr std::string_view kMailto = "mailto:";
  const std::string_view address =
      contact.starts_with(kMailto) ? contact.substr(kMailto.size()) : contact;
  const bool mail = IsFieldText(address) && IsMailAddress(address);
  if (!mail && (!IsFieldText(contact) || !Url::Parse(contact) ||
                contact.find_first_of(" ()") != std::string_view::npos)) {
    return Fail(
        Errc::kInvalidArgument,
        fmt::format(
            "contact '{}' is neither an e-mail address nor an http(s) URL without parentheses",
            contact));
  }
  CrawlerIdentity identity;
  identity.from = mail ? std::string(address) : std::string();
  identity.user_agent = user_agent.empty() ? fmt::format("Kiosque/{} (+{})", version, contact)
                                           : std::string(user_agent);
  return identity;
}

}  // namespace kiosque
