#include "crawler/retry_after.h"

#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

using namespace std::chrono_literals;

UtcTime At(const char* text) {
  return ParseUtc(text).value();
}

const UtcTime kRetryNow = At("1994-11-06T08:00:00Z");

TEST(HttpDate, Rfc9110_5_6_7_ReadsAllThreeForms) {
  const UtcTime expected = At("1994-11-06T08:49:37Z");
  EXPECT_EQ(ParseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT", kRetryNow), expected);
  EXPECT_EQ(ParseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT", kRetryNow), expected);
  EXPECT_EQ(ParseHttpDate("Sun Nov  6 08:49:37 1994", kRetryNow), expected);
  EXPECT_EQ(ParseHttpDate("  Sun, 06 Nov 1994 08:49:37 GMT\t", kRetryNow), expected);
}

TEST(HttpDate, Rfc9110_5_6_7_TakesTwoDigitYearsFarAheadAsPast) {
  const UtcTime now = At("2026-01-01");
  EXPECT_EQ(ParseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT", now), At("1994-11-06T08:49:37Z"));
  EXPECT_EQ(ParseHttpDate("Friday, 06-Nov-43 08:49:37 GMT", now), At("2043-11-06T08:49:37Z"));
}

TEST(HttpDate, RefusesWhatIsNoDate) {
  for (const char* text : {"", " ", "0", "-1", "Sun", "Sun,", "Sun, 31 Feb 2024 00:00:00 GMT",
                           "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
                           "Sun, 06 Nov 1994 08:49:37 GMT;", "Sun, 06 nov 1994 08:49:37 GMT",
                           "Sun Nov  6 08:49:37 19", "Sunday, 06-Nov-94", "2024-01-01T00:00:00Z"}) {
    EXPECT_FALSE(ParseHttpDate(text, kRetryNow)) << text;
  }
}

TEST(RetryAfter, Rfc9110_10_2_3_ReadsSecondsAndDates) {
  EXPECT_EQ(ParseRetryAfter("120", kRetryNow), 120s);
  EXPECT_EQ(ParseRetryAfter(" 0 ", kRetryNow), 0s);
  EXPECT_EQ(ParseRetryAfter("Sun, 06 Nov 1994 08:49:37 GMT", kRetryNow), 49min + 37s);
}

TEST(RetryAfter, NeverAsksForThePast) {
  EXPECT_EQ(ParseRetryAfter("Sun, 06 Nov 1994 07:00:00 GMT", kRetryNow), 0s);
}

TEST(RetryAfter, RoundsUpSoThatNobodyComesEarly) {
  EXPECT_EQ(ParseRetryAfter("Sun, 06 Nov 1994 08:00:02 GMT", kRetryNow + 500ms), 2s);
}

TEST(RetryAfter, OwnPolicy_CutsAbsurdPauses) {
  EXPECT_EQ(ParseRetryAfter(std::string(10'000, '9'), kRetryNow), kMaxRetryAfter);
  EXPECT_EQ(ParseRetryAfter("Sun, 06 Nov 9994 08:00:02 GMT", kRetryNow), kMaxRetryAfter);
}

TEST(RetryAfter, IsSilentAboutNonsense) {
  for (const char* text : {"", "-5", "1.5", "soon", "12 s", "\x80"}) {
    EXPECT_FALSE(ParseRetryAfter(text, kRetryNow)) << text;
  }
}

}  // namespace
}  // namespace kiosque
