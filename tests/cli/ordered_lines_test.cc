#include "cli/ordered_lines.h"

#include <gtest/gtest.h>

#include <atomic>
#include <sstream>
#include <string>
#include <thread>

namespace kiosque {
namespace {

std::string Numbers(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += std::to_string(i) + "\n";
  }
  return text;
}

TEST(OrderedLines, AnswersInInputOrderWhateverTheThreads) {
  for (const unsigned threads : {1u, 2u, 7u}) {
    std::istringstream in(Numbers(1000));
    std::ostringstream out;
    AnswerLines(in, out, threads, [](std::string line, std::uint64_t number) {
      if (number % 3 == 0) {
        std::this_thread::yield();  // let others overtake
      }
      return line;
    });
    EXPECT_EQ(out.str(), Numbers(1000)) << threads;
  }
}

TEST(OrderedLines, SkipsBlankLinesAndCountsThem) {
  std::istringstream in("a\n\n \t\nb\n");
  std::ostringstream out;
  AnswerLines(in, out, 2, [](const std::string& line, std::uint64_t number) {
    return line + std::to_string(number);
  });
  EXPECT_EQ(out.str(), "a1\nb4\n");
}

TEST(OrderedLines, DoesNotRunFarAheadOfTheSlowest) {
  std::istringstream in(Numbers(1000));
  std::ostringstream out;
  std::atomic<std::uint64_t> highest = 0;
  std::uint64_t seen_by_first = 0;
  AnswerLines(in, out, 2, [&](std::string line, std::uint64_t number) {
    if (number == 1) {
      while (highest < 16) {  // the others come to the end of the window, and no further
        std::this_thread::yield();
      }
      seen_by_first = highest;
    }
    for (std::uint64_t known = highest;
         known < number && !highest.compare_exchange_weak(known, number);) {
    }
    return line;
  });
  EXPECT_EQ(seen_by_first, 16u);
}

}  // namespace
}  // namespace kiosque
