#include "support/simulated_month.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

// The whole month with 1,000 sites is bench/simulated_month.
TEST(SimulatedMonth, NoRequestBreaksAPromiseAndEveryArticleIsVisitedAsItsLadderSays) {
  testing::MonthOptions options;
  options.sites = 12;
  options.old_articles = 60;
  options.new_a_day = 8;
  options.days = 10;
  const testing::MonthResult result = testing::SimulatedMonth(options).Run();
  for (const std::string& example : result.examples) {
    ADD_FAILURE() << example;
  }
  EXPECT_EQ(result.violations, 0u);
  EXPECT_EQ(result.never_visited, 0u);
  EXPECT_GT(result.intervals_checked, 10'000u);
  EXPECT_EQ(result.runs, 10u * 96u);
}

}  // namespace
}  // namespace kiosque
