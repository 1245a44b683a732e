#include "base/clock.h"

#include <gtest/gtest.h>

namespace kiosque {
namespace {

using namespace std::chrono_literals;

UtcTime At(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month) /
                               static_cast<int>(day)};
}

TEST(FormatUtc, WritesRfc3339WithFractionsOnlyWhenThereAreAny) {
  EXPECT_EQ(FormatUtc(At(2024, 4, 13) + 8h + 30min), "2024-04-13T08:30:00Z");
  EXPECT_EQ(FormatUtc(At(2024, 4, 13) + 250ms), "2024-04-13T00:00:00.250000Z");
  EXPECT_EQ(FormatUtc(At(1969, 12, 31) + 23h), "1969-12-31T23:00:00Z");
}

TEST(ParseUtc, ReadsOffsetsFractionsDatesAndCdxDigits) {
  EXPECT_EQ(ParseUtc("2024-04-13T08:30:00Z"), At(2024, 4, 13) + 8h + 30min);
  EXPECT_EQ(ParseUtc("2024-04-13T08:30:00+01:00"), At(2024, 4, 13) + 7h + 30min);
  EXPECT_EQ(ParseUtc("2024-04-13T08:30:00-0530"), At(2024, 4, 13) + 14h);
  EXPECT_EQ(ParseUtc("2024-04-13 08:30"), At(2024, 4, 13) + 8h + 30min);
  EXPECT_EQ(ParseUtc("2024-04-13T00:00:00.123456789Z"), At(2024, 4, 13) + 123456us);
  EXPECT_EQ(ParseUtc("2024-04-13"), At(2024, 4, 13));
  EXPECT_EQ(ParseUtc("20240413083000"), At(2024, 4, 13) + 8h + 30min);
}

TEST(ParseUtc, RefusesWhatIsNotATime) {
  for (const char* text : {"", "yesterday", "2024-13-01", "2024-02-30", "2024-04-13T24:01:00Z",
                           "2024-04-13T08:30:00Zx", "2024-04-13T08", "2024-04-13T08:30:00.Z",
                           "2024-04-13T08:30:00+99:00", "2024041308300"}) {
    EXPECT_FALSE(ParseUtc(text)) << text;
  }
}

TEST(ParseUtc, IsTheInverseOfFormatUtc) {
  for (const auto step : {0us, 1us, 86'399'999'999us, 1'713'000'000'123'456us}) {
    const UtcTime time{step};
    EXPECT_EQ(ParseUtc(FormatUtc(time)), time);
  }
}

}  // namespace
}  // namespace kiosque
