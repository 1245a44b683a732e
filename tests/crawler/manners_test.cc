// Terms, challenges, hours: what a site asks of its visitors.
#include <gtest/gtest.h>

#include "crawler/challenge.h"
#include "crawler/response_head.h"
#include "crawler/response_terms.h"
#include "crawler/visit_hours.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;

FetchResult Response(int status, const std::string& fields, std::string body = {}) {
  FetchResult result(*Url::Parse("https://a.example/un"));
  result.response_head = "HTTP/1.1 " + std::to_string(status) + " x\r\n" + fields + "\r\n";
  InterpretHead(result, false, UtcTime{});
  result.body = Body(std::move(body));
  return result;
}

TEST(ResponseTerms, ReadsRobotsTagsForEverybodyAndForUs) {
  EXPECT_EQ(TermsOfRobotsTag("noindex, NoArchive", "kiosque"), kNoIndex | kNoArchive);
  EXPECT_EQ(TermsOfRobotsTag("none", "kiosque"), kNoIndex | kNoFollow);
  EXPECT_EQ(TermsOfRobotsTag("Kiosque: noarchive", "kiosque"), kNoArchive);
  EXPECT_EQ(TermsOfRobotsTag("googlebot: noindex, nofollow", "kiosque"), 0);
  EXPECT_EQ(TermsOfRobotsTag("googlebot: noindex, kiosque: nofollow", "kiosque"), kNoFollow);
  EXPECT_EQ(TermsOfRobotsTag("unavailable_after: 25 Jun 2030 15:00:00 GMT, noai", "kiosque"),
            kNoAi);
  EXPECT_EQ(TermsOfRobotsTag("max-snippet: 20, noarchive", "kiosque"), kNoArchive);
  EXPECT_EQ(
      TermsOfRobotsTag("unavailable_after: Fri, 25 Jun 2030 15:00:00 GMT, noarchive", "kiosque"),
      kNoArchive)
      << "a date has commas and colons of its own";
  EXPECT_EQ(TermsOfRobotsTag("bingbot: unavailable_after: Fri, 25-Jun-30 15:00:00 GMT, noarchive",
                             "kiosque"),
            0);
  EXPECT_EQ(TermsOfRobotsTag(" , ,:,", "kiosque"), 0);
}

TEST(ResponseTerms, JoinsHeadAndPage) {
  const FetchResult result = Response(
      200, "X-Robots-Tag: noai\r\ntdm-reservation: 1\r\nX-Robots-Tag: bingbot: noindex\r\n");
  PageLinks page{*Url::Parse("https://a.example/un")};
  page.noarchive = true;
  EXPECT_EQ(TermsOfResponse(result, nullptr), kNoAi | kTdmReserved);
  EXPECT_EQ(DescribeTerms(TermsOfResponse(result, &page)), "noarchive, noai, tdm-reserved");
  EXPECT_EQ(TermsOfResponse(Response(200, "tdm-reservation: 0\r\n"), nullptr), 0);
}

TEST(Challenge, IsKnownByItsFieldsAndItsPages) {
  EXPECT_EQ(ChallengeOf(Response(403, "cf-mitigated: challenge\r\n")), "Cloudflare");
  EXPECT_EQ(ChallengeOf(Response(202, "x-amzn-waf-action: challenge\r\n")), "AWS WAF");
  EXPECT_EQ(ChallengeOf(Response(503, "", "<html><title>Just a moment...</title>")), "Cloudflare");
  EXPECT_EQ(
      ChallengeOf(Response(200, "", "<script src=\"/aes.js\"></script>slowAES.decrypt(c,2,a,b)")),
      "testcookie");
  EXPECT_EQ(ChallengeOf(Response(403, "", "<div class=\"g-recaptcha\">")), "reCAPTCHA");
}

TEST(Challenge, IsNoArticleThatMentionsOneNorAnOrdinaryRefusal) {
  const std::string article = "<p>geo.captcha-delivery.com</p>" + std::string(60'000, 'x');
  EXPECT_EQ(ChallengeOf(Response(200, "", article)), "");
  EXPECT_EQ(ChallengeOf(Response(200, "", "<form><div class=\"g-recaptcha\"></form>")), "");
  EXPECT_EQ(ChallengeOf(Response(403, "", "<h1>Forbidden</h1>")), "");
  EXPECT_EQ(ChallengeOf(Response(302, "Location: /\r\n", "<title>Just a moment...</title>")), "");
}

TEST(VisitHours, CountInTheSitesOwnZone) {
  Site site;
  site.hosts = {"a.example"};
  EXPECT_TRUE(InActiveHours(site, UtcTime{}));
  site.active_hours = {{22 * 60, 6 * 60}};
  site.timezone = "Africa/Kinshasa";  // UTC+1
  const UtcTime midnight = std::chrono::sys_days{std::chrono::year{2024} / 4 / 13};
  EXPECT_FALSE(InActiveHours(site, midnight + 20h + 59min));
  EXPECT_TRUE(InActiveHours(site, midnight + 21h));
  EXPECT_TRUE(InActiveHours(site, midnight + 4h + 59min));
  EXPECT_FALSE(InActiveHours(site, midnight + 5h));
}

TEST(VisitHours, KeepToTheClockOnTheWallThroughSummerTime) {
  Site site;
  site.hosts = {"a.example"};
  site.active_hours = {{23 * 60, 2 * 60}};  // across midnight
  site.timezone = "Europe/Paris";
  const auto day = [](unsigned month, unsigned number) {
    return UtcTime(std::chrono::sys_days{std::chrono::year{2024} / month / number});
  };
  EXPECT_FALSE(InActiveHours(site, day(1, 15) + 21h + 59min)) << "22:59 in winter";
  EXPECT_TRUE(InActiveHours(site, day(1, 15) + 22h));
  EXPECT_FALSE(InActiveHours(site, day(1, 15) + 1h)) << "02:00 in winter";
  EXPECT_TRUE(InActiveHours(site, day(7, 15) + 21h)) << "23:00 in summer";
  EXPECT_FALSE(InActiveHours(site, day(7, 15) + 0h)) << "02:00 in summer";
  EXPECT_TRUE(InActiveHours(site, day(7, 15) - 1min));
  // 2024-03-31 02:00 is 03:00 at once; 2024-10-27 02:00 to 03:00 comes twice.
  EXPECT_TRUE(InActiveHours(site, day(3, 31) + 59min));
  EXPECT_FALSE(InActiveHours(site, day(3, 31) + 1h));
  EXPECT_FALSE(InActiveHours(site, day(10, 27) + 0h)) << "02:00, the first time";
  EXPECT_FALSE(InActiveHours(site, day(10, 27) + 1h)) << "02:00, the second time";
}

TEST(VisitHours, OfRobotsTxtAreUtc) {
  const UtcTime midnight = std::chrono::sys_days{std::chrono::year{2024} / 4 / 13};
  EXPECT_TRUE(InVisitTimes({}, midnight));
  EXPECT_TRUE(InVisitTimes({{6h, 8h + 45min}}, midnight + 6h));
  EXPECT_FALSE(InVisitTimes({{6h, 8h + 45min}}, midnight + 8h + 45min));
}

}  // namespace
}  // namespace kiosque
