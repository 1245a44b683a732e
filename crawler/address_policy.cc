#include "crawler/address_policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace kiosque {
namespace {

namespace ip = boost::asio::ip;

struct Block4 {
  std::uint32_t base;
  int bits;
  std::string_view kind;
};

constexpr std::uint32_t V4(unsigned a, unsigned b, unsigned c, unsigned d) {
  return a << 24 | b << 16 | c << 8 | d;
}

// IANA IPv4 Special-Purpose Address Registry, the rows that are not globally reachable, and
// multicast.
constexpr std::array<Block4, 16> kBlocks4 = {{
    {V4(0, 0, 0, 0), 8, "this network"},
    {V4(10, 0, 0, 0), 8, "private"},
    {V4(100, 64, 0, 0), 10, "shared (carrier NAT)"},
    {V4(127, 0, 0, 0), 8, "loopback"},
    {V4(169, 254, 0, 0), 16, "link-local"},
    {V4(172, 16, 0, 0), 12, "private"},
    {V4(192, 0, 0, 0), 24, "reserved"},
    {V4(192, 0, 2, 0), 24, "documentation"},
    {V4(192, 88, 99, 0), 24, "reserved"},
    {V4(192, 168, 0, 0), 16, "private"},
    {V4(198, 18, 0, 0), 15, "benchmarking"},
    {V4(198, 51, 100, 0), 24, "documentation"},
    {V4(203, 0, 113, 0), 24, "documentation"},
    {V4(224, 0, 0, 0), 4, "multicast"},
    {V4(240, 0, 0, 0), 4, "reserved"},
    {V4(255, 255, 255, 255), 32, "broadcast"},
}};

std::string_view Kind4(std::uint32_t address) {
  for (const Block4& block : kBlocks4) {
    const std::uint32_t mask = block.bits == 0 ? 0 : ~std::uint32_t{0} << (32 - block.bits);
    if ((address & mask) == block.base) {
      return block.kind;
    }
  }
  return {};
}

using Bytes6 = ip::address_v6::bytes_type;

bool HasPrefix(const Bytes6& address, const Bytes6& prefix, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (!std::equal(prefix.begin(), prefix.begin() + static_cast<std::ptrdiff_t>(whole),
                  address.begin())) {
    return false;
  }
  const int rest = bits % 8;
  return rest == 0 || (address[whole] >> (8 - rest)) == (prefix[whole] >> (8 - rest));
}

struct Block6 {
  std::array<unsigned char, 6> base;  // the first 48 bits; no block here is longer, but ::1
  int bits;
  std::string_view kind;
};

// IANA IPv6 Special-Purpose Address Registry, the rows that are not globally reachable, and
// multicast.
constexpr std::array<Block6, 10> kBlocks6 = {{
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, "local NAT64"},
    {{0x01, 0x00, 0, 0, 0, 0}, 16, "discard"},
    {{0x20, 0x01, 0x00, 0, 0, 0}, 23, "reserved (Teredo and kin)"},
    {{0x20, 0x01, 0x0d, 0xb8, 0, 0}, 32, "documentation"},
    {{0x3f, 0xff, 0x00, 0, 0, 0}, 20, "documentation"},
    {{0x5f, 0x00, 0, 0, 0, 0}, 16, "segment routing"},
    {{0xfc, 0x00, 0, 0, 0, 0}, 7, "private"},
    {{0xfe, 0x80, 0, 0, 0, 0}, 10, "link-local"},
    {{0xfe, 0xc0, 0, 0, 0, 0}, 10, "site-local"},
    {{0xff, 0x00, 0, 0, 0, 0}, 8, "multicast"},
}};

std::uint32_t V4At(const Bytes6& bytes, std::size_t at) {
  return V4(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
}

// The IPv4 address inside an IPv6 one, for the forms that a host or a gateway takes out again.
std::optional<std::uint32_t> Embedded4(const Bytes6& bytes) {
  static constexpr Bytes6 kNat64 = {0x00, 0x64, 0xff, 0x9b};
  static constexpr Bytes6 kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  static constexpr Bytes6 kZero = {};
  if (HasPrefix(bytes, kNat64, 96) || HasPrefix(bytes, kMapped, 96) ||
      HasPrefix(bytes, kZero, 96)) {
    return V4At(bytes, 12);
  }
  if (bytes[0] == 0x20 && bytes[1] == 0x02) {  // 6to4
    return V4At(bytes, 2);
  }
  return std::nullopt;
}

std::string_view Kind6(const ip::address_v6& address) {
  if (address.is_loopback()) {
    return "loopback";
  }
  if (address.is_unspecified()) {
    return "this network";
  }
  const Bytes6 bytes = address.to_bytes();
  if (const auto inner = Embedded4(bytes)) {
    return Kind4(*inner);
  }
  for (const Block6& block : kBlocks6) {
    Bytes6 base{};
    std::copy(block.base.begin(), block.base.end(), base.begin());
    if (HasPrefix(bytes, base, block.bits)) {
      return block.kind;
    }
  }
  // RFC 4291 §2.4: so far only 2000::/3 is given out as global unicast.
  return bytes[0] >> 5 == 1 ? std::string_view() : "reserved";
}

ip::address_v6 AsV6(const ip::address& address) {
  return address.is_v6() ? address.to_v6() : ip::make_address_v6(ip::v4_mapped, address.to_v4());
}

bool IsLocalhost(std::string_view host) {
  if (host.ends_with('.')) {
    host.remove_suffix(1);
  }
  return host == "localhost" || host.ends_with(".localhost");
}

// Fetch Standard, "bad port": ports of protocols that an HTTP request could be mistaken for.
constexpr std::array<std::uint16_t, 81> kBadPorts = {
    0,    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,   25,
    37,   42,   43,   53,   69,   77,   79,   87,   95,   101,  102,  103,  104,  109,
    110,  111,  113,  115,  117,  119,  123,  135,  137,  139,  143,  161,  179,  389,
    427,  465,  512,  513,  514,  515,  526,  530,  531,  532,  540,  548,  554,  556,
    563,  587,  601,  636,  989,  990,  993,  995,  1719, 1720, 1723, 2049, 3659, 4045,
    5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697};
static_assert(std::is_sorted(kBadPorts.begin(), kBadPorts.end()));

}  // namespace

std::string_view NonPublicKind(const ip::address& address) {
  return address.is_v4() ? Kind4(address.to_v4().to_uint()) : Kind6(address.to_v6());
}

Result<AddressPolicy> AddressPolicy::Make(const std::vector<std::string>& allowed) {
  AddressPolicy policy;
  for (const std::string& text : allowed) {
    const auto slash = text.find('/');
    boost::system::error_code error;
    const ip::address base = ip::make_address(text.substr(0, slash), error);
    const int longest = base.is_v4() ? 32 : 128;
    int bits = longest;
    bool valid = !error;
    if (slash != std::string::npos) {
      const char* const end = text.data() + text.size();
      const auto parsed = std::from_chars(text.data() + slash + 1, end, bits);
      valid =
          valid && parsed.ec == std::errc() && parsed.ptr == end && bits >= 0 && bits <= longest;
    }
    if (!valid) {
      return Fail(
          Errc::kInvalidArgument,
          fmt::format("'{}' is not an address range; write it like 127.0.0.0/8 or fd00::/8", text));
    }
    policy.allowed_.push_back(Range{AsV6(base), base.is_v4() ? bits + 96 : bits});
  }
  return policy;
}

bool AddressPolicy::Admits(const ip::address& address) const {
  const Bytes6 bytes = AsV6(address).to_bytes();
  return std::any_of(allowed_.begin(), allowed_.end(), [&bytes](const Range& range) {
    return HasPrefix(bytes, range.base.to_bytes(), range.bits);
  });
}

std::optional<std::string> AddressPolicy::RefuseAddress(const ip::address& address) const {
  const std::string_view kind = NonPublicKind(address);
  if (kind.empty() || Admits(address)) {
    return std::nullopt;
  }
  const std::string text = address.to_string();
  return fmt::format("address {} is {}; --allow-net {} would admit it", text, kind, text);
}

std::optional<std::string> AddressPolicy::RefuseUrl(const Url& url) const {
  if (std::binary_search(kBadPorts.begin(), kBadPorts.end(), url.port())) {
    return fmt::format("port {} belongs to another protocol", url.port());
  }
  std::string_view host = url.hostname();
  if (IsLocalhost(host)) {
    const bool admitted = Admits(ip::address_v4::loopback()) || Admits(ip::address_v6::loopback());
    return admitted ? std::nullopt
                    : std::optional<std::string>(fmt::format(
                          "{} is this machine; --allow-net 127.0.0.0/8 would admit it", host));
  }
  if (!url.HostIsAddress()) {
    return std::nullopt;
  }
  if (host.starts_with('[')) {
    host = host.substr(1, host.size() - 2);
  }
  boost::system::error_code error;
  const ip::address address = ip::make_address(std::string(host), error);
  return error ? std::optional<std::string>("host is no address") : RefuseAddress(address);
}

}  // namespace kiosque
