#include "base/article.h"

#include <fmt/format.h>

#include <array>

namespace kiosque {

namespace {

constexpr std::array<std::string_view, 6> kKindNames = {"article", "hub",   "liveblog",
                                                        "gallery", "video", "other"};

std::string OffsetSuffix(std::chrono::minutes offset) {
  if (offset.count() == 0) {
    return "Z";
  }
  const auto minutes = offset.count() < 0 ? -offset.count() : offset.count();
  return fmt::format("{}{:02}:{:02}", offset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

}  // namespace

std::string ArticleDate::Iso() const {
  const auto local = utc + offset.value_or(std::chrono::minutes{0});
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  std::string text =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (precision == Precision::kDay) {
    return text;
  }
  const std::chrono::hh_mm_ss clock{local - day};
  text += fmt::format("T{:02}:{:02}:{:02}", clock.hours().count(), clock.minutes().count(),
                      clock.seconds().count());
  return offset ? text + OffsetSuffix(*offset) : text;
}

const FieldEvidence* Article::EvidenceOf(std::string_view field) const {
  for (const FieldEvidence& known : evidence) {
    if (known.field == field) {
      return &known;
    }
  }
  return nullptr;
}

std::string_view PageKindName(PageKind kind) {
  const auto index = static_cast<std::size_t>(kind);
  return index < kKindNames.size() ? kKindNames[index] : kKindNames.back();
}

std::optional<PageKind> PageKindFromName(std::string_view name) {
  for (std::size_t i = 0; i < kKindNames.size(); ++i) {
    if (kKindNames[i] == name) {
      return static_cast<PageKind>(i);
    }
  }
  return std::nullopt;
}

}  // namespace kiosque
