// fetch.cc — what one fetch costs through CurlFetcher: the floor under every crawl.
//
// usage: kiosque_bench_fetch URLFILE [-c CONNECTIONS] [-n MAX] [--allow-net CIDR] [--cacert FILE]
// [--connect-to …]
//
// Prints one line in the form of the other benchmarks' raw probes, so that both stand beside each
// other: pages, bytes, wall and CPU seconds, CPU milliseconds a page, peak memory.
#include <sys/resource.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/curl_fetcher.h"
#include "crawler/process_setup.h"

namespace {

struct Totals {
  std::size_t next = 0;
  std::size_t pages = 0;
  std::size_t bad = 0;
  std::size_t bytes = 0;
};

boost::asio::awaitable<void> Worker(kiosque::Fetcher& fetcher,
                                    const std::vector<kiosque::Url>& urls, Totals& totals) {
  while (totals.next < urls.size()) {
    kiosque::FetchRequest request(urls[totals.next++]);
    const kiosque::FetchResult result = co_await fetcher.Fetch(std::move(request));
    ++totals.pages;
    totals.bad += result.status == 200 ? 0 : 1;
    totals.bytes += result.body.size();
    if (totals.pages == 1 || (result.outcome != kiosque::FetchOutcome::kOk && totals.bad < 5)) {
      std::fprintf(stderr, "%s %d %s %s %s %s\n", result.url.href().c_str(), int{result.status},
                   result.ip.c_str(), result.protocol.c_str(), result.tls.c_str(),
                   result.detail.c_str());
    }
  }
}

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty()) {
    std::fputs(
        "usage: kiosque_bench_fetch URLFILE [-c CONNECTIONS] [-n MAX] [--allow-net CIDR] [--cacert "
        "FILE] "
        "[--connect-to H:P:H:P]\n",
        stderr);
    return 2;
  }
  kiosque::PrepareProcessForFetching();
  std::size_t connections = 16;
  std::size_t most = 0;
  kiosque::CurlFetcherOptions options;
  options.user_agent = "kiosque-bench/1";
  options.allow_net = {"127.0.0.0/8"};
  for (std::size_t i = 1; i + 1 < arguments.size(); i += 2) {
    if (arguments[i] == "-c") {
      connections = std::stoul(arguments[i + 1]);
    } else if (arguments[i] == "-n") {
      most = std::stoul(arguments[i + 1]);
    } else if (arguments[i] == "--allow-net") {
      options.allow_net.push_back(arguments[i + 1]);
    } else if (arguments[i] == "--cacert") {
      options.cacert = arguments[i + 1];
    } else if (arguments[i] == "--connect-to") {
      options.connect_to.push_back(arguments[i + 1]);
    }
  }
  std::vector<kiosque::Url> urls;
  std::ifstream file(arguments[0]);
  for (std::string line; std::getline(file, line) && (most == 0 || urls.size() < most);) {
    if (auto url = kiosque::Url::Parse(line)) {
      urls.push_back(std::move(*url));
    }
  }
  boost::asio::io_context io;
  const kiosque::SystemClock clock;
  auto fetcher = kiosque::CurlFetcher::Make(io.get_executor(), clock, options);
  if (!fetcher) {
    std::fprintf(stderr, "%s\n", fetcher.error().message.c_str());
    return 2;
  }
  Totals totals;
  const auto begin = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < connections; ++i) {
    boost::asio::co_spawn(io, Worker(**fetcher, urls, totals), boost::asio::detached);
  }
  io.run();
  const double wall =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double user = Seconds(usage.ru_utime);
  const double system = Seconds(usage.ru_stime);
  std::printf(
      "fetch pages=%zu bad=%zu MB=%.0f wall=%.2f user=%.2f sys=%.2f cpu_ms/page=%.4f pages/s=%.0f "
      "rss_kb=%ld\n",
      totals.pages, totals.bad, static_cast<double>(totals.bytes) / 1e6, wall, user, system,
      (user + system) * 1000 / static_cast<double>(totals.pages),
      static_cast<double>(totals.pages) / wall, usage.ru_maxrss);
  return 0;
}
