// The time of day beside a date, and its zone: the second half of DatePatterns.
#include <algorithm>

#include "base/one_of.h"
#include "parser/date_patterns.h"
#include "parser/date_words.h"

namespace kiosque {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Kind = DateToken::Kind;

// How far a time may stand from its date, in tokens.
constexpr std::size_t kMaxFillers = 6;
constexpr std::size_t kMaxTimeTokens = 10;

// Words that say "a time follows"; behind them 18.37 is a time.
constexpr std::string_view kTimeMarkers[] = {"at", "um",      "kl",    "klo",  "alle",  "ore", "om",
                                             "ob", "klokken", "kello", "godz", "gegen", "ab",  "в",
                                             "о",  "la",      "saa",   "hrs",  "pukul", "jam"};
constexpr std::string_view kFillers[] = {
    "a",  "as", "les", "en", "em",  "u",  "t",   "г",      "год", "года",  "year", "on", "le",
    "el", "vo", "ve",  "da", "luc", "о",  "o",   "الساعة", "р",   "років", "est",  "y",  "et",
    "日", "月", "火",  "水", "木",  "金", "土",  "曜",     "周",  "星",    "期",   "一", "二",
    "三", "四", "五",  "六", "d",   "de", "der", "den",    "dne", "v",     "na",   "م"};

}  // namespace

bool DatePatterns::IsFiller(std::size_t i) const {
  const DateToken& token = tokens_[i];
  if (token.kind == Kind::kSign) {
    return true;
  }
  return token.kind == Kind::kWord &&
         (IsOneOf(token.word, kTimeMarkers) || IsOneOf(token.word, kFillers) ||
          WeekdayFromWord(token.word, options_.language) != 0);
}

// "am", "p.m.", "午後" at token i; answers the token behind it, 1 or 2 in `half`, 0 when there is
// none.
std::size_t DatePatterns::HalfDay(std::size_t i, int* half) const {
  *half = 0;
  if (i >= tokens_.size() || tokens_[i].kind != Kind::kWord) {
    return i;
  }
  const std::string& word = tokens_[i].word;
  const bool dotted = IsSign(i + 1, '.') && IsWord(i + 2, "m");
  if (word == "am" || word == "ص" || (word == "a" && (dotted || IsWord(i + 1, "m")))) {
    *half = 1;
  } else if (word == "pm" || word == "م" || (word == "p" && (dotted || IsWord(i + 1, "m")))) {
    *half = 2;
  } else if (((word == "午" || word == "上") &&
              (IsWord(i + 1, "前") || (word == "上" && IsWord(i + 1, "午"))))) {
    *half = 1;
    return i + 2;
  } else if ((word == "午" && (IsWord(i + 1, "後") || IsWord(i + 1, "后"))) ||
             (word == "下" && IsWord(i + 1, "午"))) {
    *half = 2;
    return i + 2;
  } else if (word == "오전" || word == "오후") {
    *half = word == "오후" ? 2 : 1;
    return i + 1;
  }
  if (*half == 0) {
    return i;
  }
  std::size_t at = i + 1;
  if (word == "a" || word == "p") {
    at += dotted ? 2 : 1;
    at += IsSign(at, '.') ? 1 : 0;
  }
  return at;
}

// Z, +01:00, +0100, GMT, GMT+1, (UTC). `iso`: glued to an ISO time, where "-05:00" cannot be a
// range of hours.
std::optional<minutes> DatePatterns::Zone(std::size_t* i, bool iso) const {
  std::size_t at = *i;
  at += IsSign(at, '(') ? 1 : 0;
  std::optional<minutes> offset;
  if (at < tokens_.size() && tokens_[at].kind == Kind::kWord) {
    int named = 0;
    if (!ZoneOffset(tokens_[at].word, &named)) {
      return std::nullopt;
    }
    offset = minutes(named);
    *i = ++at;
    if (named != 0) {
      return offset;
    }
  }
  const bool signed_here = (IsSign(at, '+') || IsSign(at, '-') || IsSign(at, 0x2212)) &&
                           at + 1 < tokens_.size() && !tokens_[at + 1].spaced;
  if (!signed_here) {
    return offset;
  }
  const int sign = IsSign(at, '+') ? 1 : -1;
  std::int64_t east = -1;
  std::size_t last = at + 2;
  if (IsNumber(at + 1, 4, 4)) {
    east = tokens_[at + 1].number / 100 * 60 + tokens_[at + 1].number % 100;
  } else if (IsNumber(at + 1, 1, 2) && (offset || iso || sign > 0)) {
    east = tokens_[at + 1].number * 60;
    if (IsSign(at + 2, ':') && IsNumber(at + 3, 2, 2)) {
      east += tokens_[at + 3].number;
      last = at + 4;
    }
  }
  if (east < 0 || east > 14 * 60) {
    return offset;
  }
  *i = last;
  return minutes(sign * east);
}

// Hours, minutes and seconds at token `at`; answers the token behind them.
std::optional<std::size_t> DatePatterns::Face(std::size_t at, bool marked, ClockFace* face) const {
  const bool colon = IsSign(at + 1, ':') && IsNumber(at + 2, 2, 2);
  const bool letter = at + 1 < tokens_.size() && IsTimeWord(at + 1) &&
                      tokens_[at + 1].word != "am" && tokens_[at + 1].word != "pm" &&
                      tokens_[at + 1].word != "a" && tokens_[at + 1].word != "p";
  const bool dot = IsSign(at + 1, '.') && IsNumber(at + 2, 2, 2) && !tokens_[at + 2].spaced &&
                   (marked || IsTimeWord(at + 3));
  face->hour = tokens_[at].number;
  if (colon || dot) {
    face->minute = tokens_[at + 2].number;
    face->has_seconds =
        IsSign(at + 3, colon ? U':' : U'.') && IsNumber(at + 4, 2, 2) && !tokens_[at + 4].spaced;
    face->second = face->has_seconds ? tokens_[at + 4].number : 0;
    at += face->has_seconds ? 5 : 3;
    const bool fraction = face->has_seconds && (IsSign(at, '.') || IsSign(at, ',')) &&
                          IsNumber(at + 1, 1, 18) && !tokens_[at + 1].spaced;
    return at + (fraction ? 2 : 0);
  }
  if (letter) {
    const bool more = IsNumber(at + 2, 2, 2) || (IsNumber(at + 2, 1, 2) && IsWord(at + 3, "分"));
    face->minute = more ? tokens_[at + 2].number : 0;
    return at + (more ? 3 : 2);
  }
  int half = 0;
  HalfDay(at + 1, &half);
  return half == 0 ? std::nullopt : std::optional(at + 1);
}

std::optional<TimeMatch> DatePatterns::Time(std::size_t i, bool marked) const {
  TimeMatch match;
  if (IsWord(i, "noon") || IsWord(i, "midi") || IsWord(i, "midnight") || IsWord(i, "minuit")) {
    match.time = IsWord(i, "noon") || IsWord(i, "midi") ? hours(12) : hours(0);
    match.last = i + 1;
    return match;
  }
  int half = 0;
  std::size_t at = HalfDay(i, &half);
  if (!IsNumber(at, 1, 2) || tokens_[at].number > 24) {
    return std::nullopt;
  }
  ClockFace face;
  const auto behind = Face(at, marked, &face);
  if (!behind) {
    return std::nullopt;
  }
  at = *behind;
  const bool suffix = IsWord(at, "分") || IsWord(at, "분") || IsWord(at, "uhr") ||
                      IsWord(at, "h") || IsWord(at, "hrs");
  at += suffix ? 1 : 0;
  if (half == 0) {
    at = HalfDay(at, &half);
  }
  std::int64_t hour = face.hour;
  hour = half == 2 && hour < 12 ? hour + 12 : half == 1 && hour == 12 ? 0 : hour;
  if (hour > 24 || face.minute > 59 || face.second > 60 || (hour == 24 && face.minute > 0)) {
    return std::nullopt;
  }
  match.has_seconds = face.has_seconds;
  match.time =
      hours(hour % 24) + minutes(face.minute) + seconds(std::min<std::int64_t>(face.second, 59));
  match.offset = Zone(&at, i > 0 && IsWord(i - 1, "t"));
  match.last = at;
  return match;
}

void DatePatterns::SetTime(const TimeMatch& time, DateMatch* match) const {
  match->date.has_time = true;
  match->date.has_seconds = time.has_seconds;
  match->date.time = time.time;
  match->date.offset = time.offset;
}

void DatePatterns::AddTime(DateMatch* match) const {
  // "20261103T140500Z": the compact form of ISO 8601.
  if (IsWord(match->last, "t") && IsNumber(match->last + 1, 4, 6)) {
    const std::int64_t n = tokens_[match->last + 1].number;
    const std::int64_t clock = tokens_[match->last + 1].digits == 6 ? n : n * 100;
    if (clock / 10000 < 24 && clock / 100 % 100 < 60 && clock % 100 < 60) {
      TimeMatch time;
      time.time = hours(clock / 10000) + minutes(clock / 100 % 100) + seconds(clock % 100);
      time.has_seconds = tokens_[match->last + 1].digits == 6;
      time.last = match->last + 2;
      time.offset = Zone(&time.last, true);
      SetTime(time, match);
      match->last = time.last;
      return;
    }
  }
  bool marked = false;
  for (std::size_t i = match->last; i < tokens_.size() && i <= match->last + kMaxFillers; ++i) {
    if (const auto time = Time(i, marked)) {
      SetTime(*time, match);
      match->last = time->last;
      return;
    }
    if (!IsFiller(i)) {
      break;
    }
    marked = tokens_[i].kind == Kind::kWord ? IsOneOf(tokens_[i].word, kTimeMarkers)
                                            : marked && IsSign(i, '.');
  }
  const std::size_t earliest = match->first > kMaxTimeTokens ? match->first - kMaxTimeTokens : 0;
  for (std::size_t i = earliest; i < match->first; ++i) {
    const auto time = Time(i, false);
    if (!time || time->last > match->first) {
      continue;
    }
    std::size_t between = time->last;
    while (between < match->first && IsFiller(between)) {
      ++between;
    }
    if (between == match->first) {
      SetTime(*time, match);
      match->first = i;
      return;
    }
  }
}

}  // namespace kiosque
