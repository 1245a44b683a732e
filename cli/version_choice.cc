#include "cli/version_choice.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <utility>

#include "base/canonical.h"
#include "seeds/quantity.h"

namespace kiosque {
namespace {

/// More digits are a time ("20240413080000").
constexpr std::size_t kMaxNumberDigits = 6;
constexpr std::size_t kPlainDateBytes = 10;

std::optional<std::uint32_t> ParseNumber(std::string_view text) {
  std::uint32_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && rest == text.data() + text.size();
  return whole && text.size() <= kMaxNumberDigits ? std::optional(number) : std::nullopt;
}

Error NoSuchVersion(const std::vector<Version>& versions, const Url& url,
                    const std::string& wanted) {
  return Fail(Errc::kNotFound,
              fmt::format("{}: no version {}; there are 1 to {}, first seen {}", url.href(), wanted,
                          versions.size(), FormatUtc(versions.front().first_seen)));
}

}  // namespace

Result<VersionChoice> ParseVersionChoice(const std::string& text, UtcTime now) {
  if (text.empty()) {
    return VersionChoice(VersionsBack{});
  }
  if (text[0] == '-') {
    if (const auto back = ParseNumber(std::string_view(text).substr(1))) {
      return VersionChoice(VersionsBack{*back});
    }
  }
  if (const auto number = ParseNumber(text)) {
    return VersionChoice(VersionNumber{*number});
  }
  if (const std::optional<UtcTime> time = ParseSince(text, now)) {
    const bool plain_date = text.size() == kPlainDateBytes && text.find('-') != std::string::npos;
    return VersionChoice(plain_date ? *time + std::chrono::days{1} : *time);
  }
  return Fail(
      Errc::kInvalidArgument,
      fmt::format("--at: '{}' is no time and no version; write -1 for the version before the "
                  "newest, 2 for version 2, or 2024-04-13",
                  text));
}

Result<Version> ChooseVersion(std::vector<Version> versions, const VersionChoice& choice,
                              const Url& url) {
  if (const auto* back = std::get_if<VersionsBack>(&choice)) {
    if (back->count >= versions.size()) {
      return NoSuchVersion(versions, url, fmt::format("-{}", back->count));
    }
    return std::move(versions[versions.size() - 1 - back->count]);
  }
  if (const auto* number = std::get_if<VersionNumber>(&choice)) {
    for (Version& version : versions) {
      if (version.number == number->number) {
        return std::move(version);
      }
    }
    return NoSuchVersion(versions, url, std::to_string(number->number));
  }
  const UtcTime time = std::get<UtcTime>(choice);
  for (std::size_t i = versions.size(); i-- > 0;) {
    if (versions[i].first_seen <= time) {
      return std::move(versions[i]);
    }
  }
  return NoSuchVersion(versions, url, "at " + FormatUtc(time));
}

Result<Url> ReadUrlArgument(const std::string& text) {
  Result<Url> url = Url::Parse(text);
  if (!url && text.find("://") == std::string::npos && Url::Parse("https://" + text)) {
    return Fail(Errc::kInvalidArgument,
                fmt::format("'{}' is no URL; did you mean 'https://{}'?", text, text));
  }
  if (!url) {
    return Fail(Errc::kInvalidArgument, url.error().message);
  }
  return url;
}

Result<Url> FindArchivedUrl(const Archive& archive, const Url& url) {
  for (const Url& candidate : {url.WithoutFragment(), CanonicalUrl(url)}) {
    const Result<std::vector<Capture>> captures = archive.Captures(candidate);
    if (!captures) {
      return captures.error();
    }
    if (!captures->empty()) {
      return candidate;
    }
  }
  return Fail(Errc::kNotFound,
              fmt::format("{}: not in the archive; 'kiosque archive {}' puts it there", url.href(),
                          url.href()));
}

}  // namespace kiosque
