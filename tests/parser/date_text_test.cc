#include "parser/date_text.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "support/test_data.h"

namespace kiosque {
namespace {

namespace ch = std::chrono;

// What `kiosque debug date` answers: the day; with a time the local time, or UTC when the offset is
// known.
std::string Shown(const std::optional<DateText>& date) {
  if (!date) {
    return "none";
  }
  if (!date->has_time) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date->day.year()),
                       static_cast<unsigned>(date->day.month()),
                       static_cast<unsigned>(date->day.day()));
  }
  const auto utc = ch::sys_days(date->day) + date->time - date->offset.value_or(ch::minutes(0));
  std::string text = FormatUtc(UtcTime(utc));
  if (!date->offset) {
    text.pop_back();
  }
  return text;
}

DateTextOptions Options(std::string_view language) {
  DateTextOptions options;
  options.language = language;
  options.order = language == "en" ? DateOrder::kMonthFirst : DateOrder::kDayFirst;
  options.reference = UtcTime(ch::sys_days(ch::year(2012) / 11 / 13));  // a Tuesday
  return options;
}

struct Row {
  std::string_view language;
  std::string_view text;
  std::string_view want;
};

constexpr Row kRows[] = {
    {"en", "November 19, 2014 at noon", "2014-11-19T12:00:00"},
    {"en", "Nov 25 2014 10:17 pm", "2014-11-25T22:17:00"},
    {"en", "December 10, 2014, 11:02:21 pm", "2014-12-10T23:02:21"},
    {"fr", "22 janvier 2015 à 14h40", "2015-01-22T14:40:00"},
    {"fr", "le 08 Déc 2014 15:11", "2014-12-08T15:11:00"},
    {"fr", "Jeu 15:12", "2012-11-08T15:12:00"},
    {"es", "13 Ago, 2014", "2014-08-13"},
    {"es", "11 Marzo, 2014", "2014-03-11"},
    {"es", "julio 5, 2015 en 1:04 pm", "2015-07-05T13:04:00"},
    {"nl", "vr jan 24, 2014 12:49", "2014-01-24T12:49:00"},
    {"pt", "sexta-feira, 10 de junho de 2014 14:52", "2014-06-10T14:52:00"},
    {"pt", "13 Setembro, 2014", "2014-09-13"},
    {"pt", "Sab 3:03", "2012-11-10T03:03:00"},
    {"ru", "10 мая", "2012-05-10"},
    {"ru", "26 апреля", "2012-04-26"},
    {"ru", "28 октября 2014 в 07:54", "2014-10-28T07:54:00"},
    {"ru", "13 января 2015 г. в 13:34", "2015-01-13T13:34:00"},
    {"ru", "Авг 26, 2015 15:12", "2015-08-26T15:12:00"},
    {"ru", "2 Декабрь 95 11:15", "1995-12-02T11:15:00"},
    {"ru", "13 авг. 2005г. 19:13", "2005-08-13T19:13:00"},
    {"ru", "13 авг. 2005 г. 19:13", "2005-08-13T19:13:00"},
    {"tr", "11 Ağustos, 2014", "2014-08-11"},
    {"tr", "08.Haziran.2014, 11:07", "2014-06-08T11:07:00"},
    {"tr", "17.Şubat.2014, 17:51", "2014-02-17T17:51:00"},
    {"tr", "14-Aralık-2012, 20:56", "2012-12-14T20:56:00"},
    {"ro", "13 iunie 2013", "2013-06-13"},
    {"ro", "18 martie 2012", "2012-03-18"},
    {"ro", "12-Iun-2013", "2013-06-12"},
    {"de", "18.10.14 um 22:56 Uhr", "2014-10-18T22:56:00"},
    {"de", "Mit 13:14", "2012-11-07T13:14:00"},
    {"cs", "pon 16. čer 2014 10:07:43", "2014-06-16T10:07:43"},
    {"cs", "13 Srpen, 2014", "2014-08-13"},
    {"cs", "čtv 14. lis 2013 13:14", "2013-11-14T13:14:00"},
    {"ja", "2016年3月20日(日) 21時40分", "2016-03-20T21:40:00"},
    {"ja", "2016年3月20日 21時40分", "2016-03-20T21:40:00"},
    {"hi", "11 जुलाई 1994, 11:12", "1994-07-11T11:12:00"},
    {"fr", "il y a 3 heures", "2012-11-12T21:00:00Z"},
    {"fr", "il y a 2 jours", "2012-11-11"},
    {"fr", "hier à 14h", "2012-11-12T14:00:00"},
    {"fr", "Avant-hier", "2012-11-11"},
    {"fr", "2 sept. 2026", "2026-09-02"},
    {"fr", "Aujourd'hui à 08h30", "2012-11-13T08:30:00"},
    {"fr", "Aujourd’hui", "2012-11-13"},
    {"en", "3 hours ago", "2012-11-12T21:00:00Z"},
    {"en", "a day ago", "2012-11-12"},
    {"en", "yesterday", "2012-11-12"},
    {"sw", "saa 3 zilizopita", "2012-11-12T21:00:00Z"},
    {"ar", "منذ 3 ساعات", "2012-11-12T21:00:00Z"},
    {"ar", "3 تشرين الثاني 2026", "2026-11-03"},
    {"ar", "٣ نوفمبر ٢٠٢٦", "2026-11-03"},
    {"ar", "الثلاثاء 3 آب 2021", "2021-08-03"},
    {"ar", "3 كانون الأول 2020 - 14:30", "2020-12-03T14:30:00"},
    {"ar", "10 أبريل 2024", "2024-04-10"},
    {"ar", "تم نشره الجمعة 24 نيسان / أبريل 2020 09:22", "2020-04-24T09:22:00"},
    {"ar", "الجمعة 24 أبريل (نيسان) 2020", "2020-04-24"},
    {"ar", "15 ماي 2023", "2023-05-15"},
    {"sw", "3 Novemba 2026", "2026-11-03"},
    {"sw", "Jumatatu, 5 Machi 2024", "2024-03-05"},
    {"ln", "3 sanza ya zomi na moko 2026", "2026-11-03"},
    {"ln", "5 sanza ya misato 2024", "2024-03-05"},
    {"rw", "3 Ugushyingo 2026", "2026-11-03"},
    {"ha", "3 ga Nuwamba, 2026", "2026-11-03"},
    {"ha", "3 ga watan Nuwamba 2026", "2026-11-03"},
    {"mg", "3 Novambra 2026", "2026-11-03"},
    {"mg", "14 aogositra 2023", "2023-08-14"},
    {"wo", "3 Nowàmbar 2026", "2026-11-03"},
    {"pt", "3 de nov. de 2026 às 14h05", "2026-11-03T14:05:00"},
    {"es", "3 de noviembre de 2026 14:05 h", "2026-11-03T14:05:00"},
    {"it", "3 novembre 2026 ore 14.05", "2026-11-03T14:05:00"},
    {"de", "Stand: 3.11.2026, 14.05 Uhr", "2026-11-03T14:05:00"},
    {"nl", "3 november 2026 om 14:05", "2026-11-03T14:05:00"},
    {"pl", "3 listopada 2026, 14:05", "2026-11-03T14:05:00"},
    {"hr", "3. listopada 2026.", "2026-10-03"},
    {"ko", "2026년 11월 3일 오후 2:05", "2026-11-03T14:05:00"},
    {"ko", "2026.11.03 14:05", "2026-11-03T14:05:00"},
    {"ko", "3시간 전", "2012-11-12T21:00:00Z"},
    {"zh", "2026年11月3日 下午2:05", "2026-11-03T14:05:00"},
    {"zh", "3小时前", "2012-11-12T21:00:00Z"},
    {"ja", "3時間前", "2012-11-12T21:00:00Z"},
    {"id", "Selasa, 3 November 2026 14:05 WIB", "2026-11-03T07:05:00Z"},
    {"vi", "3 tháng 11, 2026", "2026-11-03"},
    {"th", "3 พ.ย. 2569", "2026-11-03"},
    {"fr", "2026-11-03 14:05:00", "2026-11-03T14:05:00"},
    {"fr", "20261103T140500Z", "2026-11-03T14:05:00Z"},
    {"fr", "2026-11-03T14:05:00.123Z", "2026-11-03T14:05:00Z"},
    {"en", "11/03/2026", "2026-11-03"},
    {"fr", "03/11/2026", "2026-11-03"},
    {"fr", "03/11/26 14:05", "2026-11-03T14:05:00"},
    {"fr", "192.168.1.12", "none"},
    {"fr", "version 10.3.20.1", "none"},
    {"fr", "Tél. 01 23 45 67 89", "none"},
    {"en", "Chapter 3 of 12", "none"},
    {"en", "2026-02-30", "none"},
    {"fr", "1793714700000", "2026-11-03T14:05:00Z"},
    {"en", "3rd November 2026", "2026-11-03"},
    {"en", "Nov. 3rd, 2026", "2026-11-03"},
    {"en", "Tuesday, 3 November, 2026, 2:05pm", "2026-11-03T14:05:00"},
    {"en", "Updated 2:05 p.m. ET, Nov 3, 2026", "2026-11-03T14:05:00"},
    {"en", "12:05 AM EST, November 3, 2026", "2026-11-03T05:05:00Z"},
    {"hu", "2026. november 3. 14:05", "2026-11-03T14:05:00"},
    {"lt", "2026 m. lapkričio 3 d. 14:05", "2026-11-03T14:05:00"},
    {"fi", "3.11.2026 klo 14.05", "2026-11-03T14:05:00"},
    {"el", "3 Νοεμβρίου 2026", "2026-11-03"},
    {"fa", "3 نوامبر 2026", "2026-11-03"},
    {"he", "3 בנובמבר 2026", "2026-11-03"},
    {"en", "5 min read", "none"},
    {"fr", "Lecture 5 min.", "none"},
    {"fr", "Publié le 13/11/2012", "2012-11-13"},
    {"fr", "Kinshasa, 2 sept. 2024 (ACP)", "2024-09-02"},
    {"fr", "12 décembre 2023 - 10:30", "2023-12-12T10:30:00"},
    {"fr", "il y a une heure", "2012-11-12T23:00:00Z"},
    {"fr", "il y a 1 mois", "2012-10-13"},
    {"fr", "mardi 31 septembre 2024", "none"},
    {"de", "vor 2 Stunden", "2012-11-12T22:00:00Z"},
    {"de", "vor einem Tag", "2012-11-12"},
    {"es", "hace 2 días", "2012-11-11"},
    {"pt", "há 3 horas", "2012-11-12T21:00:00Z"},
    {"ru", "3 часа назад", "2012-11-12T21:00:00Z"},
    {"id", "3 jam yang lalu", "2012-11-12T21:00:00Z"},
};

TEST(DateText, ReadsDatesAsTheLanguagesOfTheNewsWriteThem) {
  for (const Row& row : kRows) {
    EXPECT_EQ(Shown(ParseDateText(row.text, Options(row.language))), row.want)
        << row.language << ": " << row.text;
  }
}

TEST(DateText, ConformanceRows) {
  KIOSQUE_NEED_TEST_DATA();
  for (const std::string& line : testing::TestDataLines("conformance/dates.jsonl")) {
    const auto row = nlohmann::json::parse(line);
    if (!row.contains("in")) {
      continue;  // a page, not a text: see metadata_test.cc
    }
    std::string language = row["lang"];
    language = language == "sp"   ? "es"
               : language == "du" ? "nl"
               : language == "ge" ? "de"
                                  : language;
    std::string want = row["iso"].is_null() ? "none" : row["iso"].get<std::string>();
    std::string got = Shown(ParseDateText(row["in"].get<std::string>(), Options(language)));
    if (want.ends_with("T00:00:00") && got.size() == 10) {
      got += "T00:00:00";
    }
    EXPECT_EQ(got, want) << line;
  }
}

// Failure mode 22: "sept" is seven in French, and still September.
TEST(DateText, SeptIsSeptember) {
  EXPECT_EQ(Shown(ParseDateText("2 sept. 2019", Options("fr"))), "2019-09-02");
  EXPECT_EQ(Shown(ParseDateText("sept. 2, 2019", Options("en"))), "2019-09-02");
}

TEST(DateText, OrderDecidesOnlyWhereBothReadingsExist) {
  DateTextOptions options = Options("en");
  EXPECT_TRUE(ParseDateText("3/4/2026", options)->ambiguous);
  EXPECT_EQ(Shown(ParseDateText("3/4/2026", options)), "2026-03-04");
  EXPECT_FALSE(ParseDateText("23/4/2026", options)->ambiguous);
  EXPECT_EQ(Shown(ParseDateText("23/4/2026", options)), "2026-04-23");
  EXPECT_EQ(Shown(ParseDateText("3.4.2026", options)), "2026-04-03");
  options.order = DateOrder::kDayFirst;
  EXPECT_EQ(Shown(ParseDateText("3/4/2026", options)), "2026-04-03");
}

TEST(DateText, ADateWithoutYearIsTheLastOneNotAfterTheReference) {
  EXPECT_EQ(Shown(ParseDateText("14 novembre", Options("fr"))), "2012-11-14");  // a day of grace
  EXPECT_EQ(Shown(ParseDateText("25 décembre", Options("fr"))), "2011-12-25");
  DateTextOptions timeless;
  timeless.language = "fr";
  EXPECT_EQ(ParseDateText("25 décembre", timeless), std::nullopt);
  EXPECT_EQ(ParseDateText("il y a 3 heures", timeless), std::nullopt);
}

TEST(DateText, FindsEveryDateOfASentenceWithItsPlace) {
  const std::string text = "Publié le 3 novembre 2026 à 14h05, mis à jour le 4/11/2026 à 08:15.";
  const auto dates = FindDates(text, Options("fr"), 8);
  ASSERT_EQ(dates.size(), 2U);
  EXPECT_EQ(text.substr(dates[0].begin, dates[0].end - dates[0].begin), "3 novembre 2026 à 14h05");
  EXPECT_EQ(text.substr(dates[1].begin, dates[1].end - dates[1].begin), "4/11/2026 à 08:15");
  EXPECT_TRUE(dates[0].month_in_words);
}

TEST(DateText, AnyBytesGiveAnAnswerInBoundedTime) {
  std::string bytes;
  for (int i = 0; i < 200'000; ++i) {
    bytes.push_back(static_cast<char>(i * 7919 % 251));
  }
  for (const std::string_view piece : {"1 ", "1-", "2024-", "mai ", "12:", "\xd9", "(", "de "}) {
    std::string repeated;
    while (repeated.size() < 100'000) {
      repeated += piece;
    }
    bytes += repeated;
    ParseDateText(repeated, Options("fr"));
    FindDates(repeated, Options("fr"), 100);
  }
  for (std::size_t at = 0; at < bytes.size(); at += 3001) {
    for (const DateText& date :
         FindDates(std::string_view(bytes).substr(at), Options("en"), 1000)) {
      EXPECT_TRUE(date.day.ok());
      EXPECT_LT(date.begin, date.end);
      EXPECT_LE(date.end, kMaxDateTextBytes);
    }
  }
}

TEST(DateText, TheSitesZoneIsUsedWhereTheTextHasNone) {
  const auto date = ParseDateText("3 novembre 2026 à 14h05", Options("fr"));
  const ArticleDate with = ToArticleDate(*date, ch::minutes(60), "text");
  EXPECT_EQ(with.utc, ch::sys_days(ch::year(2026) / 11 / 3) + ch::hours(13) + ch::minutes(5));
  EXPECT_EQ(with.precision, ArticleDate::Precision::kMinute);
  const ArticleDate without = ToArticleDate(*date, std::nullopt, "text");
  EXPECT_EQ(without.offset, std::nullopt);
  EXPECT_EQ(without.Iso().substr(0, 10), "2026-11-03");
}

}  // namespace
}  // namespace kiosque
