#include "base/clock.h"

#include <fmt/format.h>

#include <array>

namespace kiosque {

using std::chrono::microseconds;

UtcTime SystemClock::Now() const {
  return std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now());
}

SteadyTime SystemClock::Steady() const {
  return std::chrono::steady_clock::now();
}

std::string FormatUtc(UtcTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::string text =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  clock.hours().count(), clock.minutes().count(), clock.seconds().count());
  if (clock.subseconds().count() != 0) {
    text += fmt::format(".{:06}", clock.subseconds().count());
  }
  return text + 'Z';
}

std::string FormatUtcSeconds(UtcTime time) {
  return FormatUtc(std::chrono::floor<std::chrono::seconds>(time));
}

namespace {

/// Reads fixed-width numbers off the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool Number(std::size_t digits, int* value) {
    if (text_.size() < digits) {
      return false;
    }
    *value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (text_[i] < '0' || text_[i] > '9') {
        return false;
      }
      *value = *value * 10 + (text_[i] - '0');
    }
    text_.remove_prefix(digits);
    return true;
  }

  bool Take(char c) {
    if (text_.empty() || text_.front() != c) {
      return false;
    }
    text_.remove_prefix(1);
    return true;
  }

  bool done() const { return text_.empty(); }
  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

/// A fraction of a second; digits beyond the sixth are read and dropped.
bool ReadFraction(Reader* in, int* micros) {
  int scale = 100'000;
  int digit = 0;
  bool any = false;
  *micros = 0;
  while (in->Number(1, &digit)) {
    *micros += digit * scale;
    scale /= 10;
    any = true;
  }
  return any;
}

/// "Z", "+01:00", "+0100", "" (UTC).
bool ReadOffset(Reader* in, std::chrono::minutes* offset) {
  *offset = std::chrono::minutes{0};
  if (in->done() || in->Take('Z') || in->Take('z')) {
    return true;
  }
  const bool negative = in->Take('-');
  int hours = 0;
  int minutes = 0;
  if ((!negative && !in->Take('+')) || !in->Number(2, &hours)) {
    return false;
  }
  in->Take(':');
  if (!in->done() && !in->Number(2, &minutes)) {
    return false;
  }
  *offset = std::chrono::minutes{(hours * 60 + minutes) * (negative ? -1 : 1)};
  return hours < 24 && minutes < 60;
}

std::optional<UtcTime> Assemble(const std::array<int, 6>& f, int micros,
                                std::chrono::minutes offset) {
  const std::chrono::year_month_day date{std::chrono::year{f[0]},
                                         std::chrono::month{static_cast<unsigned>(f[1])},
                                         std::chrono::day{static_cast<unsigned>(f[2])}};
  if (!date.ok() || f[3] > 23 || f[4] > 59 || f[5] > 60) {
    return std::nullopt;
  }
  return UtcTime{std::chrono::sys_days{date}} + std::chrono::hours{f[3]} +
         std::chrono::minutes{f[4]} + std::chrono::seconds{f[5]} + microseconds{micros} - offset;
}

bool IsCdxTimestamp(std::string_view text) {
  return text.size() == 14 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<UtcTime> ParseUtc(std::string_view text) {
  Reader in(text);
  std::array<int, 6> f{};
  int micros = 0;
  std::chrono::minutes offset{0};
  if (IsCdxTimestamp(text)) {
    in.Number(4, &f[0]);
    for (std::size_t i = 1; i < f.size(); ++i) {
      in.Number(2, &f[i]);
    }
    return Assemble(f, 0, offset);
  }
  if (!in.Number(4, &f[0]) || !in.Take('-') || !in.Number(2, &f[1]) || !in.Take('-') ||
      !in.Number(2, &f[2])) {
    return std::nullopt;
  }
  if (in.done()) {
    return Assemble(f, 0, offset);
  }
  if (!(in.Take('T') || in.Take('t') || in.Take(' ')) || !in.Number(2, &f[3]) || !in.Take(':') ||
      !in.Number(2, &f[4])) {
    return std::nullopt;
  }
  if (in.Take(':') && !in.Number(2, &f[5])) {
    return std::nullopt;
  }
  if (in.Take('.') && !ReadFraction(&in, &micros)) {
    return std::nullopt;
  }
  if (!ReadOffset(&in, &offset) || !in.done()) {
    return std::nullopt;
  }
  return Assemble(f, micros, offset);
}

}  // namespace kiosque
