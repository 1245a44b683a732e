#include "crawler/named_routes.h"

#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

using Lists = std::vector<std::string>;

boost::asio::ip::address ParsedAddress(const std::string& text) {
  return boost::asio::ip::make_address(text);
}

// "address:port …" or "any:port" of the route for `url`; "dns" when there is none.
std::string Route(const NamedRoutes& routes, std::string_view url) {
  const auto route = routes.For(Url::Parse(url).value());
  if (!route) {
    return "dns";
  }
  std::string text;
  for (const auto& address : route->addresses) {
    text += address.to_string() + ' ';
  }
  return (text.empty() ? "any " : text) + std::to_string(route->port);
}

TEST(NamedRoutes, Curl_ConnectTo_EmptyPartsMeanAnyOrTheSame) {
  const auto routes = NamedRoutes::Make({"a.example:443:127.0.0.1:8443",
                                         "b.example::[::1]:", ":80::8080", "::192.0.2.7:9"},
                                        {}, "")
                          .value();
  EXPECT_EQ(Route(routes, "https://a.example/"), "127.0.0.1 8443");
  EXPECT_EQ(Route(routes, "https://A.example/"), "127.0.0.1 8443");
  EXPECT_EQ(Route(routes, "https://b.example:444/"), "::1 444");
  EXPECT_EQ(Route(routes, "http://c.example/"), "dns") << "another port of a host that DNS knows";
  EXPECT_EQ(Route(routes, "https://c.example/"), "192.0.2.7 9");
}

TEST(NamedRoutes, Curl_ConnectTo_FirstMatchCounts) {
  const auto routes =
      NamedRoutes::Make({"::127.0.0.1:1", "a.example::127.0.0.1:2"}, {}, "").value();
  EXPECT_EQ(Route(routes, "https://a.example/"), "127.0.0.1 1");
}

TEST(NamedRoutes, ConnectToANameCoversWhateverItResolvesTo) {
  const auto routes = NamedRoutes::Make({"::backend.internal:8080"}, {}, "").value();
  EXPECT_EQ(Route(routes, "https://a.example/"), "any 8080");
}

TEST(NamedRoutes, ResolveAppliesAfterConnectTo) {
  const auto routes = NamedRoutes::Make({"a.example:443:b.example:8443"},
                                        {"b.example:8443:10.0.0.1,10.0.0.2", "+*:80:10.0.0.3"}, "")
                          .value();
  EXPECT_EQ(Route(routes, "https://a.example/"), "10.0.0.1 10.0.0.2 8443");
  EXPECT_EQ(Route(routes, "http://other.example/"), "10.0.0.3 80");
  EXPECT_EQ(Route(routes, "https://other.example/"), "dns");
}

TEST(NamedRoutes, AProxyIsTheEndOfEveryConnection) {
  EXPECT_EQ(Route(NamedRoutes::Make({}, {}, "http://127.0.0.1:3128").value(), "https://a.example/"),
            "127.0.0.1 3128");
  EXPECT_EQ(Route(NamedRoutes::Make({}, {}, "socks5h://u:p@proxy.internal").value(),
                  "https://a.example/"),
            "any 1080");
  EXPECT_EQ(Route(NamedRoutes::Make({}, {}, "https://[::1]/").value(), "https://a.example/"),
            "::1 443");
}

TEST(NamedRoutes, CoversExactlyThatAddressAndPort) {
  const auto route = NamedRoutes::Make({"::127.0.0.1:8443"}, {}, "")
                         .value()
                         .For(Url::Parse("https://a.example/").value());
  ASSERT_TRUE(route);
  EXPECT_TRUE(route->Covers(ParsedAddress("127.0.0.1"), 8443));
  EXPECT_FALSE(route->Covers(ParsedAddress("127.0.0.1"), 22));
  EXPECT_FALSE(route->Covers(ParsedAddress("127.0.0.2"), 8443));
}

TEST(NamedRoutes, RefusesWhatCurlWouldNotUnderstand) {
  for (const char* text :
       {"", "a", "a:1", "a:1:b", "a:x:b:1", "a:1:b:99999", "[::1:1:b:1", "a:1:b:1:c"}) {
    EXPECT_TRUE(NamedRoutes::Make({text}, {}, "").has_error()) << text;
  }
  for (const char* text :
       {"", "a", "a:1", "a::1.2.3.4", "a:1:", "a:1:name", "a:1:1.2.3.4,x", ":1:1.2.3.4"}) {
    EXPECT_TRUE(NamedRoutes::Make({}, {text}, "").has_error()) << text;
  }
  for (const char* text : {"ftp://a", "http://", "a:b", "http://[::1", "a:1:2"}) {
    EXPECT_TRUE(NamedRoutes::Make({}, {}, text).has_error()) << text;
  }
}

}  // namespace
}  // namespace kiosque
