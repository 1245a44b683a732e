#include "base/url.h"

#include <optional>
#include <string>
#include <utility>

#include "base/sanitize.h"
#include "base/url_host.h"
#include "base/url_parser.h"

namespace kiosque {
namespace {

constexpr std::size_t kShownBytes = 200;

Error NotAUrl(std::string_view input) {
  if (input.size() > kMaxUrlBytes) {
    return Fail(Errc::kInvalidUrl, "URL longer than " + std::to_string(kMaxUrlBytes) + " bytes");
  }
  std::string shown = SanitizeLine(input.substr(0, kShownBytes));
  return Fail(Errc::kInvalidUrl, "not an http or https URL: '" + std::move(shown) + "'");
}

Result<Url> OrError(std::optional<Url> url, std::string_view input) {
  if (!url) {
    return NotAUrl(input);
  }
  return *std::move(url);
}

}  // namespace

Result<Url> Url::Parse(std::string_view input) {
  return OrError(UrlParser::Parse(input, nullptr, {}), input);
}

Result<Url> Url::Resolve(std::string_view reference) const {
  return OrError(UrlParser::Parse(reference, this, {}), reference);
}

Result<Url> Url::Resolve(std::string_view reference, std::string_view encoding) const {
  return OrError(UrlParser::Parse(reference, this, encoding), reference);
}

std::string_view Url::scheme() const {
  return https_ ? "https" : "http";
}

std::string_view Url::username() const {
  const std::size_t begin = scheme().size() + 3;
  return std::string_view(href_).substr(begin, username_end_ - begin);
}

std::string_view Url::password() const {
  // "user:pass@host": the ':' and the '@' belong to neither.
  if (host_begin_ < username_end_ + 2) {
    return {};
  }
  return std::string_view(href_).substr(username_end_ + 1, host_begin_ - username_end_ - 2);
}

std::string_view Url::hostname() const {
  return std::string_view(href_).substr(host_begin_, host_end_ - host_begin_);
}

std::string_view Url::host() const {
  return std::string_view(href_).substr(host_begin_, path_begin_ - host_begin_);
}

std::uint16_t Url::port() const {
  if (has_explicit_port()) {
    return port_;
  }
  return https_ ? 443 : 80;
}

std::string_view Url::path() const {
  return std::string_view(href_).substr(path_begin_, query_begin_ - path_begin_);
}

std::string_view Url::search() const {
  const std::string_view query =
      std::string_view(href_).substr(query_begin_, fragment_begin_ - query_begin_);
  return query.size() > 1 ? query : std::string_view();
}

std::string_view Url::hash() const {
  const std::string_view fragment = std::string_view(href_).substr(fragment_begin_);
  return fragment.size() > 1 ? fragment : std::string_view();
}

std::string_view Url::path_and_query() const {
  return std::string_view(href_).substr(path_begin_, fragment_begin_ - path_begin_);
}

std::string Url::origin() const {
  std::string origin(scheme());
  origin += "://";
  origin += host();
  return origin;
}

bool Url::HostIsAddress() const {
  return IsAddressLiteral(hostname());
}

Url Url::WithoutFragment() const {
  Url copy = *this;
  copy.href_.resize(fragment_begin_);
  return copy;
}

Url Url::WithoutCredentials() const {
  const std::uint32_t begin = static_cast<std::uint32_t>(scheme().size()) + 3;
  const std::uint32_t removed = host_begin_ - begin;
  Url copy = *this;
  copy.href_.erase(begin, removed);
  copy.username_end_ = begin;
  copy.host_begin_ = begin;
  copy.host_end_ -= removed;
  copy.path_begin_ -= removed;
  copy.query_begin_ -= removed;
  copy.fragment_begin_ -= removed;
  return copy;
}

Url Url::WithPath(std::string_view path_and_query) const {
  return UrlParser::ReplacePath(*this, path_and_query);
}

}  // namespace kiosque
