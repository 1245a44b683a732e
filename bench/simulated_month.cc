// A month of crawling in virtual time (tests/support/simulated_month.h): simulated_month [SITES
// [OLD_ARTICLES [DAYS]]]
//
// Prints what was done and what it cost; ends with 1 when a rule was broken.
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>

#include "support/simulated_month.h"

int main(int argc, char** argv) {
  kiosque::testing::MonthOptions options;
  const auto number = [&](int i, std::size_t otherwise) {
    return argc > i ? std::strtoul(argv[i], nullptr, 10) : otherwise;
  };
  options.sites = number(1, options.sites);
  options.old_articles = number(2, options.old_articles);
  options.days = static_cast<int>(number(3, static_cast<std::size_t>(options.days)));
  const kiosque::testing::MonthResult result = kiosque::testing::SimulatedMonth(options).Run();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  for (const std::string& example : result.examples) {
    std::printf("violation: %s\n", example.c_str());
  }
  std::printf("%zu sites, %llu articles, %d days, %llu runs\n", options.sites,
              static_cast<unsigned long long>(result.articles), options.days,
              static_cast<unsigned long long>(result.runs));
  std::printf(
      "%llu requests, %llu of them for articles; %llu intervals checked; %llu violations; %llu "
      "never visited\n",
      static_cast<unsigned long long>(result.requests),
      static_cast<unsigned long long>(result.article_visits),
      static_cast<unsigned long long>(result.intervals_checked),
      static_cast<unsigned long long>(result.violations),
      static_cast<unsigned long long>(result.never_visited));
  std::printf("%.1f s of CPU, %.1f us a request, %ld MB at most\n",
              seconds(usage.ru_utime) + seconds(usage.ru_stime),
              1e6 * (seconds(usage.ru_utime) + seconds(usage.ru_stime)) /
                  static_cast<double>(result.requests),
              usage.ru_maxrss / 1024);
  return result.violations + result.never_visited > 0 ? 1 : 0;
}
