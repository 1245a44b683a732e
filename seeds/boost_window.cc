#include "seeds/boost_window.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace kiosque {
namespace {

constexpr std::size_t kDayLength = 10;  // "2023-12-18"

std::optional<int> ParseFactor(std::string_view text) {
  int factor = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), factor);
  const bool whole = error == std::errc() && rest == text.data() + text.size();
  return whole && factor >= 2 && factor <= BoostWindow::kMostFactor ? std::optional(factor)
                                                                    : std::nullopt;
}

}  // namespace

std::optional<BoostWindow> BoostWindow::Parse(std::string_view text) {
  BoostWindow window;
  if (const std::size_t x = text.find(" x"); x != std::string_view::npos) {
    const std::optional<int> factor = ParseFactor(text.substr(x + 2));
    if (!factor) {
      return std::nullopt;
    }
    window.factor = *factor;
    text = text.substr(0, x);
  }
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view last = text.substr(slash + 1);
  const std::optional<UtcTime> begin = ParseUtc(text.substr(0, slash));
  const std::optional<UtcTime> end = ParseUtc(last);
  if (!begin || !end) {
    return std::nullopt;
  }
  window.begin = *begin;
  window.end = last.size() == kDayLength ? *end + std::chrono::days(1) : *end;
  return window.begin < window.end ? std::optional(window) : std::nullopt;
}

}  // namespace kiosque
