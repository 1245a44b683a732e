#include "crawler/site_news.h"

#include <algorithm>

#include "crawler/frontier_entry.h"
#include "storage/codec.h"

namespace kiosque {
namespace {

constexpr std::uint8_t kNewsFormat = 1;

}  // namespace

std::string SiteNews::Encode() const {
  ByteWriter out;
  out.U8(kNewsFormat);
  out.Time(last_news);
  out.Signed(longest_gap.count());
  out.Varint(runs_with_news);
  out.Bool(lists_named_articles);
  return out.Take();
}

std::optional<SiteNews> SiteNews::Decode(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.U8() != kNewsFormat) {
    return std::nullopt;
  }
  SiteNews news;
  news.last_news = in.Time();
  news.longest_gap = std::chrono::microseconds(in.Signed());
  news.runs_with_news = static_cast<std::uint32_t>(in.Varint());
  news.lists_named_articles = in.Bool();
  return in.Done() ? std::optional(news) : std::nullopt;
}

std::string SiteNews::Key(std::string_view site_id) {
  return "fn" + BigEndian(Fingerprint(site_id));
}

std::string SiteNews::Learn(const SiteLook& look, UtcTime now) {
  if (look.news > 0) {
    const auto gap = runs_with_news > 0 ? now - last_news : std::chrono::microseconds(0);
    longest_gap = std::max(longest_gap, gap);
    last_news = now;
    ++runs_with_news;
    lists_named_articles = lists_named_articles || look.listed > 0;
    return {};
  }
  if (look.asked == 0 || runs_with_news < kManyRuns) {
    return {};
  }
  if (look.read > 0 && look.read == look.asked && look.listed == 0 && lists_named_articles) {
    return "its lists name no article any more";
  }
  const std::chrono::microseconds patience =
      std::max<std::chrono::microseconds>(kPatience * longest_gap, std::chrono::days(1));
  if (now - last_news > patience) {
    return "nothing new since " + FormatUtcSeconds(last_news);
  }
  return {};
}

}  // namespace kiosque
