// named_routes.h — where connections go because the user said so: --connect-to, --resolve, --proxy.
//
// curl does the routing; this reads the same lists to know which addresses were named by the user
// himself, so that AddressPolicy does not refuse them: `--connect-to ::127.0.0.1:8443` is leave to
// open sockets to 127.0.0.1:8443, and to no other address and port. It is no leave for URLs whose
// own host is a private address.
//
// Errors: Make refuses what curl would not understand, with a line for the user naming the switch.
// Threads: immutable after Make.
// Source: curl(1) --connect-to, --resolve, --proxy; libcurl's CURLOPT_CONNECT_TO(3),
// CURLOPT_RESOLVE(3).
#ifndef KIOSQUE_CRAWLER_NAMED_ROUTES_H_
#define KIOSQUE_CRAWLER_NAMED_ROUTES_H_

#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/url.h"

namespace kiosque {

/// The end of a connection that the user named.
class NamedRoute {
 public:
  std::uint16_t port = 0;
  /// The addresses he gave; empty = he gave a name, whatever it resolves to.
  std::vector<boost::asio::ip::address> addresses;

  /// Whether a socket to `address`:`to_port` is what he named.
  bool Covers(const boost::asio::ip::address& address, std::uint16_t to_port) const;
};

class NamedRoutes {
 public:
  NamedRoutes() = default;
  /// `connect_to`: "HOST1:PORT1:HOST2:PORT2" each, any part may be empty, IPv6 in brackets; the
  /// first that matches counts. `resolve`: "[+]HOST:PORT:ADDRESS[,ADDRESS]…", HOST may be "*"; the
  /// last counts. `proxy`: "[http://|https://|socks5://|socks5h://]HOST[:PORT]"; empty = none.
  static Result<NamedRoutes> Make(const std::vector<std::string>& connect_to,
                                  const std::vector<std::string>& resolve,
                                  const std::string& proxy);

  /// The route of a request for `url`; empty when it goes where DNS says.
  std::optional<NamedRoute> For(const Url& url) const;

 private:
  struct Redirection {
    std::string from_host;  // "" = any
    std::optional<std::uint16_t> from_port;
    std::string to_host;  // "" = the same
    std::optional<std::uint16_t> to_port;
  };
  struct Resolution {
    std::string host;  // "*" = any
    std::uint16_t port = 0;
    std::vector<boost::asio::ip::address> addresses;
  };
  static Result<Redirection> ParseConnectTo(const std::string& text);
  static Result<Resolution> ParseResolve(const std::string& text);
  static Result<NamedRoute> ParseProxy(const std::string& text);

  std::vector<Redirection> redirections_;
  std::vector<Resolution> resolutions_;
  std::optional<NamedRoute> proxy_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_NAMED_ROUTES_H_
