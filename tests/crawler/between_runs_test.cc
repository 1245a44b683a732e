// What one run leaves to the next.
#include <gtest/gtest.h>

#include <string>

#include "support/crawl_simulation.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;
using testing::FakeResponse;

class BetweenRunsTest : public testing::CrawlSimulation {};

TEST_F(BetweenRunsTest, APauseAndARetryAfterOutliveTheRun) {
  ServeSite("https://a.example", 3);
  Run(Options({"https://a.example/"}, {{"limit", "2"}, {"delay", "5s"}}));
  const SteadyTime last = web_.log().back().at;
  Run(Options({"https://a.example/"}, {{"limit", "1"}, {"delay", "5s"}}));
  EXPECT_GE(web_.log().back().at - last, 5s);
  web_.ServeRest(FakeResponse().Code(503).Header("Retry-After", "3600"));
  web_.Serve("https://a.example/2024/04/13/article-numero-2/",
             FakeResponse().Code(503).Header("Retry-After", "3600"));
  web_.Serve("https://a.example/2024/04/13/article-numero-1/",
             FakeResponse().Code(503).Header("Retry-After", "3600"));
  Run(Options({"https://a.example/"}));
  const std::size_t asked = web_.log().size();
  clock_.Advance(30min);
  const auto report = Run(Options({"https://a.example/"}));
  EXPECT_EQ(web_.log().size(), asked) << "half an hour is no hour";
  EXPECT_EQ(report->stopped, StopReason::kFinished) << "and nobody waits for it";
  clock_.Advance(61min);
  Run(Options({"https://a.example/"}));
  EXPECT_GT(web_.log().size(), asked);
}

}  // namespace
}  // namespace kiosque
