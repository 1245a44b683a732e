// socket_address.h — the address and port of a sockaddr, as Asio's types.
//
// Errors: none; REQUIRES AF_INET or AF_INET6. Threads: pure functions.
#ifndef KIOSQUE_CRAWLER_SOCKET_ADDRESS_H_
#define KIOSQUE_CRAWLER_SOCKET_ADDRESS_H_

#include <sys/socket.h>

#include <boost/asio/ip/address.hpp>
#include <cstdint>

namespace kiosque {

/// The address of `address`, and its port (host order) into `port`.
boost::asio::ip::address ToAddress(const sockaddr& address, std::uint16_t& port);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_SOCKET_ADDRESS_H_
