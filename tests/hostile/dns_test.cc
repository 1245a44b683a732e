// What names do: lead to private addresses, change their mind, never answer. getaddrinfo is ours in
// this binary, so that no resolver outside is asked.
#include <gtest/gtest.h>
#include <netdb.h>
#include <netinet/in.h>

#include <boost/asio/io_context.hpp>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "crawler/curl_fetcher.h"
#include "support/loopback_server.h"
#include "support/run_coroutine.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;
using testing::LoopbackServer;
using testing::Page;
using testing::Reply;
namespace asio = boost::asio;

// The names of this test's world. Looked up from curl's resolver threads.
class Names {
 public:
  static Names& Instance() {
    static Names names;
    return names;
  }
  void Set(std::string name, std::vector<std::string> addresses) {
    const std::scoped_lock lock(mutex_);
    addresses_[std::move(name)] = std::move(addresses);
  }
  // Lookups of "stuck.example" do not return before Release.
  void Release() {
    const std::scoped_lock lock(mutex_);
    released_ = true;
    changed_.notify_all();
  }
  std::size_t stuck() {
    const std::scoped_lock lock(mutex_);
    return stuck_;
  }
  std::vector<std::string> Lookup(const std::string& name) {
    std::unique_lock lock(mutex_);
    if (name == "stuck.example") {
      ++stuck_;
      changed_.wait(lock, [this] { return released_; });
      --stuck_;
      return {};
    }
    const auto found = addresses_.find(name);
    return found == addresses_.end() ? std::vector<std::string>() : found->second;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, std::vector<std::string>> addresses_;
  bool released_ = false;
  std::size_t stuck_ = 0;
};

}  // namespace
}  // namespace kiosque

// Interposes the C library's: the executable's symbols come first. One allocation a node, as
// FreeAddrInfo expects.
extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints,
                           addrinfo** result) {
  const auto addresses = kiosque::Names::Instance().Lookup(node != nullptr ? node : "");
  addrinfo* first = nullptr;
  addrinfo** last = &first;
  for (const std::string& text : addresses) {
    const auto address = boost::asio::ip::make_address_v4(text);
    auto* const info =
        static_cast<addrinfo*>(std::calloc(1, sizeof(addrinfo) + sizeof(sockaddr_in)));
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(static_cast<std::uint16_t>(service != nullptr ? std::atoi(service) : 0));
    where.sin_addr.s_addr = htonl(address.to_uint());
    std::memcpy(info + 1, &where, sizeof where);
    info->ai_family = AF_INET;
    info->ai_socktype =
        hints != nullptr && hints->ai_socktype != 0 ? hints->ai_socktype : SOCK_STREAM;
    info->ai_addrlen = sizeof(sockaddr_in);
    info->ai_addr = reinterpret_cast<sockaddr*>(info + 1);
    *last = info;
    last = &info->ai_next;
  }
  *result = first;
  return first != nullptr ? 0 : EAI_NONAME;
}

extern "C" void freeaddrinfo(addrinfo* info) {
  while (info != nullptr) {
    addrinfo* const next = info->ai_next;
    std::free(info);
    info = next;
  }
}

namespace kiosque {
namespace {

class HostileDns : public ::testing::Test {
 protected:
  HostileDns() {
    server_.On("/", Reply(Page("reached")));
    Use({});
  }
  void Use(std::vector<std::string> allow_net) {
    CurlFetcherOptions options;
    options.user_agent = "Kiosque/test";
    options.allow_net = std::move(allow_net);
    options.connect_timeout = 2s;
    fetcher_ = CurlFetcher::Make(io_.get_executor(), clock_, options).value();
  }
  FetchRequest Request(const std::string& host) {
    return FetchRequest(Url::Parse(server_.Origin(host) + "/").value());
  }
  FetchResult Fetch(const std::string& host) {
    std::optional<FetchResult> result;
    testing::Spawn(io_, fetcher_->Fetch(Request(host)), result);
    while (!result) {
      io_.run_one();
    }
    return std::move(*result);
  }

  Names& names_ = Names::Instance();
  asio::io_context io_;
  SystemClock clock_;
  LoopbackServer server_{io_};
  std::unique_ptr<CurlFetcher> fetcher_;
};

TEST_F(HostileDns, NameThatLeadsToThisMachine) {
  names_.Set("innocent.example", {"127.0.0.1"});
  const FetchResult result = Fetch("innocent.example");
  EXPECT_EQ(result.outcome, FetchOutcome::kAddressRefused);
  EXPECT_EQ(result.detail, "address 127.0.0.1 is loopback; --allow-net 127.0.0.1 would admit it");
  EXPECT_EQ(server_.connections(), 0u);
}

TEST_F(HostileDns, NameThatLeadsToTheMetadataServiceFirst) {
  Use({"127.0.0.0/8"});
  names_.Set("mixed.example", {"169.254.169.254", "10.0.0.1", "127.0.0.1"});
  const FetchResult result = Fetch("mixed.example");
  EXPECT_EQ(result.outcome, FetchOutcome::kOk) << result.detail;
  EXPECT_EQ(result.ip, "127.0.0.1");
}

TEST_F(HostileDns, NameThatChangesItsMind) {
  Use({"127.0.0.1"});
  names_.Set("rebind.example", {"127.0.0.1"});
  EXPECT_EQ(Fetch("rebind.example").outcome, FetchOutcome::kOk);
  names_.Set("rebind2.example", {"127.0.0.2"});
  EXPECT_EQ(Fetch("rebind2.example").outcome, FetchOutcome::kAddressRefused);
}

TEST_F(HostileDns, NameWithoutAddress) {
  EXPECT_EQ(Fetch("nowhere.example").outcome, FetchOutcome::kDnsFailure);
}

TEST_F(HostileDns, ResolverThatNeverAnswersHoldsNobodyElseUp) {
  Use({"127.0.0.0/8"});
  names_.Set("quick.example", {"127.0.0.1"});
  std::optional<FetchResult> stuck;
  testing::Spawn(io_, fetcher_->Fetch(Request("stuck.example")), stuck);
  EXPECT_EQ(Fetch("quick.example").outcome, FetchOutcome::kOk);
  while (!stuck) {
    io_.run_one();
  }
  // It was given up although its lookup has not come back to this day.
  EXPECT_EQ(names_.stuck(), 1u);
  EXPECT_TRUE(stuck->outcome == FetchOutcome::kTimeout ||
              stuck->outcome == FetchOutcome::kDnsFailure);
  EXPECT_LT(stuck->duration, 15s);
  EXPECT_EQ(Fetch("quick.example").outcome, FetchOutcome::kOk);
  names_.Release();
}

}  // namespace
}  // namespace kiosque
