#include "crawler/page_delta.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "seeds/site.h"

namespace kiosque {
namespace {

/// Text this near to the article's, in segments, may be about to belong to it.
constexpr std::size_t kMargin = 4;
/// A new text as long as this may be a paragraph, wherever it stands.
constexpr std::size_t kProse = 80;
constexpr std::size_t kMostHunks = 64;
/// How far the two pages are searched for where they agree again.
constexpr std::size_t kLookAhead = 64;
constexpr std::size_t kAgreement = 3;

struct Segment {
  std::size_t hash = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool text = true;  // false: a title, a meta element, JSON-LD
};

/// Where `close` ("</script") begins in `html` from `at` on, in whatever case; its end when it does
/// not.
std::size_t FindClose(std::string_view html, std::size_t at, std::string_view close) {
  while ((at = html.find("</", at)) != std::string_view::npos) {
    if (StartsWithNoCase(html.substr(at), close)) {
      return at;
    }
    at += 2;
  }
  return html.size();
}

class Segmenter {
 public:
  explicit Segmenter(std::string_view html) : html_(html) {}

  std::vector<Segment> Run() {
    segments_.reserve(html_.size() / 64);
    std::size_t at = 0;
    while (at < html_.size()) {
      const std::size_t tag = std::min(html_.find('<', at), html_.size());
      Add(at, tag, !in_title_);
      at = tag < html_.size() ? AfterTag(tag) : tag;
    }
    return std::move(segments_);
  }

 private:
  void Add(std::size_t begin, std::size_t end, bool text) {
    const auto blank = [&](std::size_t i) { return static_cast<unsigned char>(html_[i]) <= ' '; };
    while (begin < end && blank(begin)) {
      ++begin;
    }
    while (end > begin && blank(end - 1)) {
      --end;
    }
    if (begin < end) {
      const std::size_t hash = std::hash<std::string_view>()(html_.substr(begin, end - begin));
      segments_.push_back({hash, begin, end, text});
    }
  }

  std::size_t AfterTag(std::size_t tag) {
    const std::string_view rest = html_.substr(tag);
    if (rest.starts_with("<!--")) {
      const std::size_t end = html_.find("-->", tag + 4);
      return end == std::string_view::npos ? html_.size() : end + 3;
    }
    const std::size_t close = std::min(html_.find('>', tag), html_.size() - 1);
    if (StartsWithNoCase(rest, "<title") || StartsWithNoCase(rest, "<h1")) {
      in_title_ = true;
    } else if (StartsWithNoCase(rest, "</title") || StartsWithNoCase(rest, "</h1")) {
      in_title_ = false;
    } else if (StartsWithNoCase(rest, "<meta")) {
      AddMeta(tag, close + 1);
    } else if (StartsWithNoCase(rest, "<script")) {
      const std::size_t end = FindClose(html_, close, "</script");
      if (html_.substr(tag, close - tag).find("ld+json") != std::string_view::npos) {
        Add(close + 1, end, false);
      }
      return end;
    } else if (StartsWithNoCase(rest, "<style")) {
      return FindClose(html_, close, "</style");
    }
    return close + 1;
  }

  void AddMeta(std::size_t begin, std::size_t end) {
    constexpr std::array<std::string_view, 5> kMatter{"title", "robots", "tdm", "refresh",
                                                      "charset"};
    const std::string_view tag = html_.substr(begin, end - begin);
    if (std::any_of(kMatter.begin(), kMatter.end(), [&](std::string_view word) {
          return tag.find(word) != std::string_view::npos;
        })) {
      Add(begin, end, false);
    }
  }

  std::string_view html_;
  std::vector<Segment> segments_;
  bool in_title_ = false;
};

struct Hunk {
  std::size_t old_begin, old_end;
  std::size_t new_begin, new_end;
};

/// Whether both go on alike from there on, for a while or to the end.
bool Agree(const std::vector<Segment>& a, std::size_t i, const std::vector<Segment>& b,
           std::size_t j) {
  for (std::size_t k = 0; k < kAgreement; ++k) {
    const bool a_ends = i + k >= a.size();
    const bool b_ends = j + k >= b.size();
    if (a_ends || b_ends) {
      return a_ends && b_ends;
    }
    if (a[i + k].hash != b[j + k].hash) {
      return false;
    }
  }
  return true;
}

/// Where they differ; empty when that is too much to say.
std::optional<std::vector<Hunk>> Compare(const std::vector<Segment>& a,
                                         const std::vector<Segment>& b) {
  std::vector<Hunk> hunks;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i].hash == b[j].hash) {
      ++i;
      ++j;
      continue;
    }
    bool found = false;
    for (std::size_t skipped = 1; skipped <= kLookAhead && !found; ++skipped) {
      for (std::size_t of_a = 0; of_a <= skipped && !found; ++of_a) {
        const std::size_t next_i = i + of_a;
        const std::size_t next_j = j + (skipped - of_a);
        if (next_i <= a.size() && next_j <= b.size() && Agree(a, next_i, b, next_j)) {
          hunks.push_back({i, next_i, j, next_j});
          i = next_i;
          j = next_j;
          found = true;
        }
      }
    }
    if (!found || hunks.size() > kMostHunks) {
      return std::nullopt;
    }
  }
  return hunks;
}

/// ASCII letters and digits alone: what text has in common in every charset, with and without
/// entities.
std::string LettersAndDigits(std::string_view text) {
  constexpr std::size_t kLongestEntity = 10;
  std::string folded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '&') {
      const std::size_t end = text.find(';', i);
      if (end != std::string_view::npos && end - i <= kLongestEntity) {
        i = end;
      }
    } else if (IsAsciiAlphanumeric(c)) {
      folded += c;
    }
  }
  return folded;
}

/// The segments from the first to the last that the article's text is made of.
std::optional<std::pair<std::size_t, std::size_t>> RegionOf(const std::vector<Segment>& segments,
                                                            std::string_view html,
                                                            const Article& article) {
  constexpr std::size_t kTelling = 20;
  std::string body;
  for (const Block& block : article.blocks) {
    body += LettersAndDigits(block.text);
  }
  const auto belongs = [&](const Segment& segment) {
    const std::string folded =
        LettersAndDigits(html.substr(segment.begin, segment.end - segment.begin));
    return segment.text && folded.size() >= kTelling && body.find(folded) != std::string::npos;
  };
  const auto first = std::find_if(segments.begin(), segments.end(), belongs);
  if (first == segments.end()) {
    return std::nullopt;
  }
  const auto last = std::find_if(segments.rbegin(), segments.rend(), belongs);
  return std::pair(static_cast<std::size_t>(first - segments.begin()),
                   static_cast<std::size_t>(last.base() - segments.begin()) - 1);
}

/// Whether the markup has a link to the page's own site that the old one has not: another article,
/// perhaps.
bool LinksToOwnSite(std::string_view markup, std::string_view old, const Url& url) {
  constexpr std::string_view kHref = "href=";
  for (std::size_t at = 0; (at = markup.find(kHref, at)) != std::string_view::npos;) {
    at += kHref.size();
    const char quote = at < markup.size() ? markup[at] : ' ';
    const bool quoted = quote == '"' || quote == '\'';
    const std::size_t begin = quoted ? at + 1 : at;
    const std::size_t end = quoted ? markup.find(quote, begin) : markup.find_first_of(" >", begin);
    const std::string_view href = markup.substr(begin, end - begin);
    if (old.find(href) != std::string_view::npos) {
      continue;
    }
    const Result<Url> target = url.Resolve(href);
    if (target && SiteHost(target->hostname()) == SiteHost(url.hostname()) &&
        target->path_and_query() != url.path_and_query()) {
      return true;
    }
  }
  return false;
}

bool IsHarmless(const std::vector<Segment>& segments, std::size_t begin, std::size_t end) {
  return std::all_of(
      segments.begin() + static_cast<std::ptrdiff_t>(begin),
      segments.begin() + static_cast<std::ptrdiff_t>(end),
      [](const Segment& segment) { return segment.text && segment.end - segment.begin < kProse; });
}

/// The markup of segments [begin, end) with what stands before and behind it.
std::string_view Around(std::string_view html, const std::vector<Segment>& segments,
                        std::size_t begin, std::size_t end) {
  const std::size_t from = begin == 0 ? 0 : segments[begin - 1].end;
  const std::size_t until = end < segments.size() ? segments[end].begin : html.size();
  return html.substr(from, until - from);
}

}  // namespace

bool SurelySameArticle(std::string_view before, std::string_view now, const Article& article,
                       const Url& url) {
  const std::vector<Segment> old_segments = Segmenter(before).Run();
  const std::vector<Segment> new_segments = Segmenter(now).Run();
  const std::optional<std::vector<Hunk>> hunks = Compare(old_segments, new_segments);
  if (!hunks) {
    return false;
  }
  if (hunks->empty()) {
    return true;
  }
  const auto region = RegionOf(old_segments, before, article);
  if (!region) {
    return false;
  }
  for (const Hunk& hunk : *hunks) {
    const bool ahead = hunk.old_end + kMargin <= region->first;
    const bool behind = hunk.old_begin > region->second + kMargin;
    if ((!ahead && !behind) || !IsHarmless(old_segments, hunk.old_begin, hunk.old_end) ||
        !IsHarmless(new_segments, hunk.new_begin, hunk.new_end)) {
      return false;
    }
    const std::string_view markup = Around(now, new_segments, hunk.new_begin, hunk.new_end);
    const std::string_view old_markup = Around(before, old_segments, hunk.old_begin, hunk.old_end);
    if (LinksToOwnSite(markup, old_markup, url)) {
      return false;
    }
  }
  return true;
}

}  // namespace kiosque
