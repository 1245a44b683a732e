#include "crawler/named_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "crawler/response_head.h"

namespace kiosque {
namespace {

namespace ip = boost::asio::ip;

// Cuts a host, bracketed or up to the next colon, off `rest`; false when a bracket is not closed.
bool TakeHost(std::string_view& rest, std::string_view& host) {
  std::size_t end = 0;
  if (rest.starts_with('[')) {
    end = rest.find(']');
    if (end == std::string_view::npos) {
      return false;
    }
    ++end;
  } else {
    end = std::min(rest.find(':'), rest.size());
  }
  host = rest.substr(0, end);
  rest.remove_prefix(end);
  return true;
}

bool TakeColon(std::string_view& rest) {
  const bool there = rest.starts_with(':');
  rest.remove_prefix(there ? 1 : 0);
  return there;
}

// Cuts a port, possibly empty, off `rest`.
bool TakePort(std::string_view& rest, std::optional<std::uint16_t>& port) {
  const std::string_view digits = rest.substr(0, rest.find(':'));
  rest.remove_prefix(digits.size());
  if (digits.empty()) {
    return true;
  }
  std::uint16_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  port = value;
  return error == std::errc() && end == digits.data() + digits.size();
}

std::optional<ip::address> AsAddress(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  boost::system::error_code error;
  const ip::address address = ip::make_address(std::string(host), error);
  return error ? std::nullopt : std::optional(address);
}

}  // namespace

bool NamedRoute::Covers(const ip::address& address, std::uint16_t to_port) const {
  return to_port == port && (addresses.empty() || std::find(addresses.begin(), addresses.end(),
                                                            address) != addresses.end());
}

Result<NamedRoutes::Redirection> NamedRoutes::ParseConnectTo(const std::string& text) {
  Redirection entry;
  std::string_view rest = text;
  std::string_view from;
  std::string_view to;
  if (!TakeHost(rest, from) || !TakeColon(rest) || !TakePort(rest, entry.from_port) ||
      !TakeColon(rest) || !TakeHost(rest, to) || !TakeColon(rest) ||
      !TakePort(rest, entry.to_port) || !rest.empty()) {
    return Fail(
        Errc::kInvalidArgument,
        fmt::format("--connect-to '{}': write it HOST1:PORT1:HOST2:PORT2, as for curl", text));
  }
  entry.from_host = from;
  entry.to_host = to;
  return entry;
}

Result<NamedRoutes::Resolution> NamedRoutes::ParseResolve(const std::string& text) {
  const auto bad = [&text] {
    return Fail(
        Errc::kInvalidArgument,
        fmt::format("--resolve '{}': write it HOST:PORT:ADDRESS[,ADDRESS], as for curl", text));
  };
  Resolution entry;
  std::string_view rest = text;
  rest.remove_prefix(rest.starts_with('+') ? 1 : 0);
  std::string_view host;
  std::optional<std::uint16_t> port;
  if (!TakeHost(rest, host) || host.empty() || !TakeColon(rest) || !TakePort(rest, port) || !port ||
      !TakeColon(rest)) {
    return bad();
  }
  entry.host = host;
  entry.port = *port;
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    const auto address = AsAddress(rest.substr(0, comma));
    if (!address) {
      return bad();
    }
    entry.addresses.push_back(*address);
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
  }
  if (entry.addresses.empty()) {
    return bad();
  }
  return entry;
}

Result<NamedRoute> NamedRoutes::ParseProxy(const std::string& text) {
  const auto bad = [&text] {
    return Fail(
        Errc::kInvalidArgument,
        fmt::format("--proxy '{}': write it [http|https|socks5|socks5h]://HOST:PORT", text));
  };
  std::string_view rest = text;
  NamedRoute route;
  route.port = 1080;  // curl's default
  if (const auto scheme_end = rest.find("://"); scheme_end != std::string_view::npos) {
    const std::string_view scheme = rest.substr(0, scheme_end);
    if (scheme != "http" && scheme != "https" && !scheme.starts_with("socks")) {
      return bad();
    }
    route.port = scheme == "https" ? 443 : 1080;
    rest.remove_prefix(scheme_end + 3);
  }
  rest = rest.substr(0, rest.find_first_of("/?#"));
  if (const auto at = rest.rfind('@'); at != std::string_view::npos) {
    rest.remove_prefix(at + 1);
  }
  std::string_view host;
  std::optional<std::uint16_t> port;
  if (!TakeHost(rest, host) || host.empty() ||
      (!rest.empty() && (!TakeColon(rest) || !TakePort(rest, port) || !rest.empty()))) {
    return bad();
  }
  route.port = port.value_or(route.port);
  if (const auto address = AsAddress(host)) {
    route.addresses.push_back(*address);
  }
  return route;
}

Result<NamedRoutes> NamedRoutes::Make(const std::vector<std::string>& connect_to,
                                      const std::vector<std::string>& resolve,
                                      const std::string& proxy) {
  NamedRoutes routes;
  for (const std::string& text : connect_to) {
    auto entry = ParseConnectTo(text);
    if (!entry) {
      return entry.error();
    }
    routes.redirections_.push_back(std::move(*entry));
  }
  for (const std::string& text : resolve) {
    auto entry = ParseResolve(text);
    if (!entry) {
      return entry.error();
    }
    routes.resolutions_.push_back(std::move(*entry));
  }
  if (!proxy.empty()) {
    auto route = ParseProxy(proxy);
    if (!route) {
      return route.error();
    }
    routes.proxy_ = std::move(*route);
  }
  return routes;
}

std::optional<NamedRoute> NamedRoutes::For(const Url& url) const {
  if (proxy_) {
    return proxy_;
  }
  std::string host(url.hostname());
  std::uint16_t port = url.port();
  NamedRoute route;
  bool named = false;
  for (const Redirection& entry : redirections_) {
    if ((entry.from_host.empty() || EqualsNoCase(entry.from_host, host)) &&
        entry.from_port.value_or(port) == port) {
      named = !entry.to_host.empty();
      host = named ? entry.to_host : host;
      port = entry.to_port.value_or(port);
      break;
    }
  }
  if (named) {
    if (const auto address = AsAddress(host)) {
      route.addresses.push_back(*address);
    }
  }
  for (const Resolution& entry : resolutions_) {
    if ((entry.host == "*" || EqualsNoCase(entry.host, host)) && entry.port == port) {
      route.addresses = entry.addresses;
      named = true;
    }
  }
  if (!named) {
    return std::nullopt;
  }
  route.port = port;
  return route;
}

}  // namespace kiosque
