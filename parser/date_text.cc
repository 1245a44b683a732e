#include "parser/date_text.h"

#include <algorithm>
#include <utility>

#include "parser/date_patterns.h"
#include "parser/date_words.h"

namespace kiosque {
namespace {

namespace ch = std::chrono;
using Kind = DateToken::Kind;

constexpr std::size_t kMaxTokens = 1024;
// A relative date is a phrase of its own, not a sentence.
constexpr std::size_t kMaxRelativeTokens = 12;
constexpr std::int64_t kFirstUnixTime = 631'152'000;   // 1990
constexpr std::int64_t kLastUnixTime = 4'102'444'800;  // 2100

DateText FromLocal(ch::local_seconds local, const DateTextOptions& options) {
  DateText date;
  const ch::local_days day = ch::floor<ch::days>(local);
  date.day = ch::year_month_day(day);
  date.time = local - day;
  date.offset = options.reference_offset;
  date.has_time = true;
  date.relative = true;
  return date;
}

// Seconds or milliseconds since 1970, alone in the text.
std::optional<DateText> UnixTime(const std::vector<DateToken>& tokens) {
  if (tokens.size() != 1 || tokens[0].kind != Kind::kNumber ||
      (tokens[0].digits != 9 && tokens[0].digits != 10 && tokens[0].digits != 13)) {
    return std::nullopt;
  }
  const std::int64_t unix_seconds =
      tokens[0].digits == 13 ? tokens[0].number / 1000 : tokens[0].number;
  if (unix_seconds < kFirstUnixTime || unix_seconds > kLastUnixTime) {
    return std::nullopt;
  }
  DateText date = FromLocal(ch::local_seconds(ch::seconds(unix_seconds)), DateTextOptions());
  date.offset = ch::minutes(0);
  date.has_seconds = true;
  date.relative = false;
  date.end = tokens[0].end;
  return date;
}

ch::seconds UnitLength(RelativeWord unit) {
  switch (unit) {
    case RelativeWord::kSecond:
      return ch::seconds(1);
    case RelativeWord::kMinute:
      return ch::minutes(1);
    case RelativeWord::kHour:
      return ch::hours(1);
    case RelativeWord::kDay:
      return ch::days(1);
    case RelativeWord::kWeek:
      return ch::weeks(1);
    default:
      return ch::seconds(0);
  }
}

RelativeWord Meaning(const std::vector<DateToken>& tokens, std::size_t i) {
  if (i >= tokens.size() || tokens[i].kind != Kind::kWord) {
    return RelativeWord::kNone;
  }
  const RelativeWord meaning = RelativeWordOf(tokens[i].word);
  if (meaning == RelativeWord::kYesterday && i >= 2 && tokens[i - 1].sign == '-') {
    return RelativeWord::kDayBefore;  // avant-hier
  }
  return meaning;
}

// A phrase such as "il y a 2 jours et 3 heures", summed up.
struct Amount {
  ch::seconds length{0};
  std::int64_t months = 0;
  bool found = false;   // a unit was named
  bool coarse = false;  // in days or more: the time of day means nothing
  bool ago = false;
  bool named_day = false;  // "hier à 14h" counts nothing
};

Amount SumUp(const std::vector<DateToken>& tokens) {
  Amount sum;
  std::int64_t count = -1;  // -1: none since the last unit
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == Kind::kNumber) {
      count = tokens[i].digits <= 4 ? tokens[i].number : 0;
      continue;
    }
    const RelativeWord meaning = Meaning(tokens, i);
    if (meaning == RelativeWord::kOne && count < 0) {
      count = 1;
    } else if (meaning == RelativeWord::kAgo) {
      sum.ago = true;
    } else if (meaning >= RelativeWord::kToday) {
      sum.named_day = true;
    } else if (meaning >= RelativeWord::kSecond && meaning <= RelativeWord::kYear) {
      // Bantu languages and Malagasy count behind the unit: "saa 3 zilizopita".
      if (count < 0 && i + 1 < tokens.size() && tokens[i + 1].kind == Kind::kNumber &&
          tokens[i + 1].digits <= 4) {
        count = tokens[++i].number;
      }
      const std::int64_t n = count < 0 ? 1 : count;
      sum.length += n * UnitLength(meaning);
      sum.months += meaning == RelativeWord::kMonth  ? n
                    : meaning == RelativeWord::kYear ? 12 * n
                                                     : 0;
      sum.coarse = sum.coarse || meaning >= RelativeWord::kDay;
      sum.found = true;
      count = -1;
    }
  }
  return sum;
}

std::optional<DateText> CountedBack(const std::vector<DateToken>& tokens, ch::local_seconds now,
                                    const DateTextOptions& options) {
  const Amount sum = SumUp(tokens);
  if (!sum.found || !sum.ago || sum.named_day) {
    return std::nullopt;
  }
  ch::local_seconds local = now - sum.length;
  if (sum.months > 0) {
    const ch::local_days day = ch::floor<ch::days>(local);
    ch::year_month_day back = ch::year_month_day(day) - ch::months(sum.months);
    back = back.ok() ? back : ch::year_month_day(back.year() / back.month() / ch::last);
    local = ch::local_days(back) + (local - day);
  }
  DateText date = FromLocal(local, options);
  date.has_time = !sum.coarse;
  date.time = sum.coarse ? ch::seconds(0) : date.time;
  if (sum.coarse) {
    date.offset.reset();
  }
  return date;
}

// "hier à 14h05", "Friday", "Ven 18:23", "10:04am": a day near the reference, or its time of day
// alone.
std::optional<DateText> NearDay(const std::vector<DateToken>& tokens, const DatePatterns& patterns,
                                const DateTextOptions& options) {
  const ch::local_days today = ch::floor<ch::days>(patterns.LocalReference());
  std::optional<ch::local_days> day;
  std::optional<TimeMatch> time;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const RelativeWord meaning = Meaning(tokens, i);
    const int weekday =
        tokens[i].kind == Kind::kWord ? WeekdayFromWord(tokens[i].word, options.language) : 0;
    if (meaning == RelativeWord::kToday || meaning == RelativeWord::kNow) {
      day = today;
    } else if (meaning == RelativeWord::kYesterday || meaning == RelativeWord::kDayBefore) {
      day = today - ch::days(meaning == RelativeWord::kYesterday ? 1 : 2);
    } else if (weekday != 0 && !day) {
      day = today - (ch::weekday(today) - ch::weekday(static_cast<unsigned>(weekday)));
    } else if (!time && (time = patterns.Time(i, false))) {
      i = time->last - 1;
    } else if (tokens[i].kind == Kind::kNumber) {
      return std::nullopt;  // part of something that is no date: "31 septembre"
    } else if (!patterns.IsFiller(i) && !day &&
               !(i + 1 < tokens.size() && tokens[i + 1].sign == '-')) {
      return std::nullopt;
    }
  }
  if (!day && !time) {
    return std::nullopt;
  }
  DateText date;
  date.day = ch::year_month_day(day.value_or(today));
  date.relative = true;
  if (time) {
    date.time = time->time;
    date.has_time = true;
    date.has_seconds = time->has_seconds;
    date.offset = time->offset;
  }
  return date;
}

std::vector<DateText> Find(const std::vector<DateToken>& tokens, const DatePatterns& patterns,
                           std::size_t limit) {
  std::vector<DateText> found;
  for (std::size_t i = 0; i < tokens.size() && found.size() < limit;) {
    auto match = patterns.Match(i);
    if (!match) {
      ++i;
      continue;
    }
    match->date.begin = tokens[match->first].begin;
    match->date.end = tokens[match->last - 1].end;
    found.push_back(match->date);
    i = match->last;
  }
  return found;
}

}  // namespace

std::optional<DateText> ParseDateText(std::string_view text, const DateTextOptions& options) {
  text = text.substr(0, kMaxDateTextBytes);
  const std::vector<DateToken> tokens = LexDate(text, kMaxTokens);
  if (auto date = UnixTime(tokens)) {
    return date;
  }
  const DatePatterns patterns(tokens, options);
  auto found = Find(tokens, patterns, 1);
  if (!found.empty()) {
    return found.front();
  }
  if (!options.reference || tokens.empty() || tokens.size() > kMaxRelativeTokens) {
    return std::nullopt;
  }
  auto date = CountedBack(tokens, patterns.LocalReference(), options);
  date = date ? date : NearDay(tokens, patterns, options);
  if (date) {
    date->year_written = false;
    date->begin = tokens.front().begin;
    date->end = tokens.back().end;
  }
  return date;
}

std::vector<DateText> FindDates(std::string_view text, const DateTextOptions& options,
                                std::size_t limit) {
  text = text.substr(0, kMaxDateTextBytes);
  const std::vector<DateToken> tokens = LexDate(text, kMaxTokens);
  return Find(tokens, DatePatterns(tokens, options), limit);
}

ArticleDate ToArticleDate(const DateText& date, std::optional<ch::minutes> zone_offset,
                          std::string source) {
  ArticleDate article_date;
  article_date.offset = date.offset ? date.offset : date.has_time ? zone_offset : std::nullopt;
  article_date.precision = !date.has_time     ? ArticleDate::Precision::kDay
                           : date.has_seconds ? ArticleDate::Precision::kSecond
                                              : ArticleDate::Precision::kMinute;
  article_date.utc =
      ch::sys_days(date.day) + date.time - article_date.offset.value_or(ch::minutes(0));
  article_date.source = std::move(source);
  return article_date;
}

}  // namespace kiosque
