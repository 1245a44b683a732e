#include "crawler/socket_address.h"

#include <netinet/in.h>

#include <cstring>

namespace kiosque {

namespace ip = boost::asio::ip;

ip::address ToAddress(const sockaddr& address, std::uint16_t& port) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    port = ntohs(v4.sin_port);
    return ip::address_v4(ntohl(v4.sin_addr.s_addr));
  }
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  port = ntohs(v6.sin6_port);
  ip::address_v6::bytes_type bytes;
  std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  return ip::address_v6(bytes);
}

}  // namespace kiosque
