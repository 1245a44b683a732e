#include "crawler/sorted_rows.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace kiosque {
namespace {

using RowList = std::vector<std::pair<std::string, std::string>>;

RowList ScannedRows(const SortedRows& rows, std::string_view prefix, std::string_view from,
                    std::size_t most = ~std::size_t{0}) {
  RowList found;
  rows.Scan(prefix, from, [&](std::string_view key, std::string_view value) {
    found.emplace_back(key, value);
    return found.size() < most;
  });
  return found;
}

TEST(SortedRows, AnswerAsAMapWouldThroughManyChanges) {
  SortedRows rows;
  std::map<std::string, std::string> truth;
  std::mt19937 random(7);
  for (int i = 0; i < 10'000; ++i) {
    // Grows, is changed, and shrinks to nothing, so that blocks are cut and joined again.
    const std::string key =
        "f" + std::string(1, static_cast<char>(random() % 256)) + std::to_string(random() % 40);
    if (random() % 10'000 > static_cast<unsigned>(i)) {
      const std::string value(random() % 300, static_cast<char>(random() % 256));
      rows.Put(key, value);
      truth[key] = value;
    } else {
      rows.Erase(key);
      truth.erase(key);
    }
    if (i % 1000 == 0) {
      ASSERT_EQ(ScannedRows(rows, "", ""), RowList(truth.begin(), truth.end())) << i;
    }
    ASSERT_EQ(rows.Get(key).has_value(), truth.contains(key));
  }
  for (const auto& [key, value] : truth) {
    ASSERT_EQ(rows.Get(key), value);
  }
}

TEST(SortedRows, ScanStopsAtTheEndOfThePrefixAndWhenToldTo) {
  SortedRows rows;
  for (int i = 100; i < 400; ++i) {
    rows.Put("a" + std::to_string(i), std::string(100, 'v'));
    rows.Put("b" + std::to_string(i), "w");
  }
  EXPECT_EQ(ScannedRows(rows, "a", "").size(), 300u);
  EXPECT_EQ(ScannedRows(rows, "a", "a350").front().first, "a350");
  EXPECT_EQ(ScannedRows(rows, "a", "a3505").front().first, "a351");
  EXPECT_EQ(ScannedRows(rows, "b", "a350").front().first, "b100");
  EXPECT_EQ(ScannedRows(rows, "a", "", 3).size(), 3u);
  EXPECT_TRUE(ScannedRows(rows, "a", "b").empty());
  EXPECT_TRUE(ScannedRows(rows, "c", "").empty());
}

TEST(SortedRows, ARowLargerThanABlockIsKeptLikeAnyOther) {
  SortedRows rows;
  const std::string large(100'000, 'x');
  rows.Put("b", large);
  rows.Put("a", "1");
  rows.Put("c", "3");
  EXPECT_EQ(rows.Get("b"), large);
  rows.Put("b", "");
  EXPECT_EQ(ScannedRows(rows, "", ""), (RowList{{"a", "1"}, {"b", ""}, {"c", "3"}}));
}

TEST(SortedRows, BlocksGoWithTheRowsThatFilledThem) {
  SortedRows rows;
  const auto key = [](int i) { return std::to_string(100'000 + i); };
  for (int i = 0; i < 10'000; ++i) {
    rows.Put(key(i), std::string(100, 'v'));
  }
  const std::size_t full = rows.blocks();
  EXPECT_GT(full, 250u);
  for (int i = 0; i < 10'000; ++i) {
    if (i % 20 != 0) {
      rows.Erase(key(i));
    }
  }
  EXPECT_LT(rows.blocks(), full / 4);
  EXPECT_EQ(ScannedRows(rows, "", "").size(), 500u);
  for (int i = 0; i < 10'000; i += 20) {
    rows.Erase(key(i));
  }
  EXPECT_EQ(rows.blocks(), 1u);
  rows.Erase("never there");
}

}  // namespace
}  // namespace kiosque
