#include "crawler/retry_after.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/ascii.h"

namespace kiosque {
namespace {

using namespace std::chrono;  // NOLINT(google-build-using-namespace): calendar literals read better

// Reads a date from left to right; the first thing that does not fit makes it false for good.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && rest_.empty(); }

  void Expect(std::string_view literal) {
    if (ok_ && rest_.substr(0, literal.size()) == literal) {
      rest_.remove_prefix(literal.size());
    } else {
      ok_ = false;
    }
  }

  /// Exactly `digits` digits; leading spaces stand for zeros when `padded` (asctime's day).
  unsigned Number(std::size_t digits, bool padded = false) {
    unsigned value = 0;
    if (!ok_ || rest_.size() < digits) {
      ok_ = false;
      return 0;
    }
    for (std::size_t i = 0; i < digits; ++i) {
      const char c = rest_[i];
      if (padded && c == ' ' && value == 0) {
        continue;
      }
      if (c < '0' || c > '9') {
        ok_ = false;
        return 0;
      }
      value = value * 10 + static_cast<unsigned>(c - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }

  unsigned Month() {
    static constexpr std::array<std::string_view, 12> kNames = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto* const found = std::find(kNames.begin(), kNames.end(), rest_.substr(0, 3));
    if (!ok_ || found == kNames.end()) {
      ok_ = false;
      return 1;
    }
    rest_.remove_prefix(3);
    return static_cast<unsigned>(found - kNames.begin()) + 1;
  }

  /// Skips the letters of a day's name.
  void Letters() {
    std::size_t n = 0;
    while (n < rest_.size() &&
           ((rest_[n] >= 'A' && rest_[n] <= 'Z') || (rest_[n] >= 'a' && rest_[n] <= 'z'))) {
      ++n;
    }
    ok_ = ok_ && n > 0;
    rest_.remove_prefix(n);
  }

  bool Peek(char c, std::size_t at) const { return at < rest_.size() && rest_[at] == c; }

  seconds TimeOfDay() {
    const unsigned h = Number(2);
    Expect(":");
    const unsigned m = Number(2);
    Expect(":");
    const unsigned s = Number(2);
    ok_ = ok_ && h < 24 && m < 60 && s <= 60;  // 60: a leap second
    return hours{h} + minutes{m} + seconds{s};
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

std::optional<UtcTime> Assemble(int y, unsigned m, unsigned d, seconds time) {
  const year_month_day date{year{y}, month{m}, day{d}};
  if (!date.ok()) {
    return std::nullopt;
  }
  return UtcTime{sys_days{date}} + time;
}

// "Sunday, 06-Nov-94 08:49:37 GMT", from the '-' style day on.
std::optional<UtcTime> Rfc850(DateReader reader, UtcTime now) {
  const unsigned d = reader.Number(2);
  reader.Expect("-");
  const unsigned m = reader.Month();
  reader.Expect("-");
  const unsigned two_digits = reader.Number(2);
  reader.Expect(" ");
  const seconds time = reader.TimeOfDay();
  reader.Expect(" GMT");
  if (!reader.at_end()) {
    return std::nullopt;
  }
  const int this_year = static_cast<int>(year_month_day{floor<days>(now)}.year());
  int y = this_year - this_year % 100 + static_cast<int>(two_digits);
  if (y > this_year + 50) {
    y -= 100;
  }
  return Assemble(y, m, d, time);
}

}  // namespace

std::optional<UtcTime> ParseHttpDate(std::string_view text, UtcTime now) {
  DateReader reader(Trim(text, kHttpSpace));
  reader.Letters();
  if (reader.Peek(' ', 0)) {  // asctime: "Sun Nov  6 08:49:37 1994"
    reader.Expect(" ");
    const unsigned m = reader.Month();
    reader.Expect(" ");
    const unsigned d = reader.Number(2, /*padded=*/true);
    reader.Expect(" ");
    const seconds time = reader.TimeOfDay();
    reader.Expect(" ");
    const unsigned y = reader.Number(4);
    return reader.at_end() ? Assemble(static_cast<int>(y), m, d, time) : std::nullopt;
  }
  reader.Expect(", ");
  if (reader.Peek('-', 2)) {
    return Rfc850(reader, now);
  }
  const unsigned d = reader.Number(2);
  reader.Expect(" ");
  const unsigned m = reader.Month();
  reader.Expect(" ");
  const unsigned y = reader.Number(4);
  reader.Expect(" ");
  const seconds time = reader.TimeOfDay();
  reader.Expect(" GMT");
  return reader.at_end() ? Assemble(static_cast<int>(y), m, d, time) : std::nullopt;
}

std::optional<seconds> ParseRetryAfter(std::string_view text, UtcTime now) {
  text = Trim(text, kHttpSpace);
  if (!text.empty() &&
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    seconds pause{0};
    for (const char c : text) {
      pause = std::min(pause * 10 + seconds{c - '0'}, kMaxRetryAfter);
    }
    return pause;
  }
  const auto date = ParseHttpDate(text, now);
  if (!date) {
    return std::nullopt;
  }
  return std::clamp(ceil<seconds>(*date - now), seconds{0}, kMaxRetryAfter);
}

}  // namespace kiosque
