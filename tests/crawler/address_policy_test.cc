#include "crawler/address_policy.h"

#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

boost::asio::ip::address Address(const std::string& text) {
  return boost::asio::ip::make_address(text);
}

AddressPolicy Allowing(const std::vector<std::string>& ranges) {
  return AddressPolicy::Make(ranges).value();
}

bool Refuses(const AddressPolicy& policy, std::string_view url) {
  return policy.RefuseUrl(Url::Parse(url).value()).has_value();
}

TEST(AddressPolicy, Rfc6890_KnowsWhatIsNotPublic) {
  for (const char* text :
       {"0.0.0.0",         "0.1.2.3",        "10.0.0.1",        "10.255.255.255",  "100.64.0.1",
        "100.127.255.255", "127.0.0.1",      "127.255.255.255", "169.254.169.254", "172.16.0.1",
        "172.31.255.255",  "192.0.0.1",      "192.0.2.1",       "192.88.99.1",     "192.168.1.1",
        "198.18.0.1",      "198.19.255.255", "198.51.100.7",    "203.0.113.9",     "224.0.0.1",
        "239.255.255.255", "240.0.0.1",      "255.255.255.255"}) {
    EXPECT_NE(NonPublicKind(Address(text)), "") << text;
    EXPECT_TRUE(AddressPolicy().RefuseAddress(Address(text))) << text;
  }
  for (const char* text :
       {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.0",
        "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255"}) {
    EXPECT_EQ(NonPublicKind(Address(text)), "") << text;
    EXPECT_FALSE(AddressPolicy().RefuseAddress(Address(text))) << text;
  }
}

TEST(AddressPolicy, Rfc6890_KnowsWhatIsNotPublicInIpv6) {
  for (const char* text : {"::",
                           "::1",
                           "::127.0.0.1",
                           "::2",
                           "::ffff:10.0.0.1",
                           "::ffff:127.0.0.1",
                           "64:ff9b::7f00:1",
                           "64:ff9b::a9fe:a9fe",
                           "64:ff9b:1::1",
                           "100::1",
                           "2001::1",
                           "2001:db8::1",
                           "2002:7f00:1::1",
                           "2002:c0a8:101::",
                           "3fff::1",
                           "5f00::1",
                           "fc00::1",
                           "fdff::1",
                           "fe80::1",
                           "febf::1",
                           "fec0::1",
                           "ff02::1",
                           "4000::1",
                           "1::"}) {
    EXPECT_NE(NonPublicKind(Address(text)), "") << text;
  }
  for (const char* text : {"2001:4860:4860::8888", "2606:4700::1111", "::ffff:1.1.1.1",
                           "64:ff9b::101:101", "2002:101:101::1", "2001:200::1", "3ffe::1"}) {
    EXPECT_EQ(NonPublicKind(Address(text)), "") << text;
  }
}

TEST(AddressPolicy, RefusesLiteralsInWhateverSpelling) {
  for (const char* url :
       {"http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/",
        "http://127.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
        "http://[0:0:0:0:0:ffff:7f00:1]/", "http://169.254.169.254/latest/meta-data/",
        "http://localhost/", "http://LOCALHOST:8080/", "http://localhost./", "http://a.localhost/",
        "http://user@10.0.0.1/", "http://0/",
        "http://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1/"}) {
    EXPECT_TRUE(Refuses(AddressPolicy(), url)) << url;
  }
  for (const char* url : {"http://example.org/", "http://1.1.1.1/", "http://localhost.example.org/",
                          "http://mylocalhost/", "http://[2606:4700::1111]/"}) {
    EXPECT_FALSE(Refuses(AddressPolicy(), url)) << url;
  }
}

TEST(AddressPolicy, Fetch_BlocksPortsOfOtherProtocols) {
  EXPECT_TRUE(Refuses(AddressPolicy(), "http://example.org:25/"));
  EXPECT_TRUE(Refuses(AddressPolicy(), "https://example.org:6667/"));
  EXPECT_TRUE(Refuses(AddressPolicy(), "https://example.org:0/"));
  EXPECT_FALSE(Refuses(AddressPolicy(), "http://example.org:8080/"));
}

TEST(AddressPolicy, AdmitsNamedRanges) {
  const AddressPolicy policy = Allowing({"127.0.0.0/8", "fd00::/8", "10.1.2.3"});
  for (const char* url : {"http://127.0.0.1/", "http://localhost/", "http://[fd12::1]/",
                          "http://10.1.2.3/", "http://[::ffff:127.0.0.1]/"}) {
    EXPECT_FALSE(Refuses(policy, url)) << url;
  }
  for (const char* url : {"http://10.1.2.4/", "http://[::1]/", "http://[fc00::1]/"}) {
    EXPECT_TRUE(Refuses(policy, url)) << url;
  }
  EXPECT_FALSE(Refuses(Allowing({"0.0.0.0/0", "::/0"}), "http://[::1]:8080/"));
}

TEST(AddressPolicy, NamesTheRangeItCannotRead) {
  for (const char* text : {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x",
                           "localhost", "fd00::/129", "10.0.0/8", "/8"}) {
    const auto policy = AddressPolicy::Make({text});
    ASSERT_TRUE(policy.has_error()) << text;
    EXPECT_EQ(policy.error().code, Errc::kInvalidArgument);
    EXPECT_NE(policy.error().message.find(std::string("'") + text + "'"), std::string::npos);
  }
}

TEST(AddressPolicy, SaysWhichSwitchWouldHelp) {
  EXPECT_EQ(AddressPolicy().RefuseAddress(Address("192.168.1.1")),
            "address 192.168.1.1 is private; --allow-net 192.168.1.1 would admit it");
}

}  // namespace
}  // namespace kiosque
