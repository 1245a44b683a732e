#include "crawler/url_shape.h"

#include <algorithm>
#include <array>
#include <boost/container/small_vector.hpp>
#include <string>

#include "base/ascii.h"
#include "base/one_of.h"
#include "crawler/frontier_entry.h"

namespace kiosque {
namespace {

/// An address has few parts, and a page has hundreds of addresses.
using Parts = boost::container::small_vector<std::string_view, 12>;

Parts Split(std::string_view text, char separator) {
  Parts parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) {
      parts.push_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}
Parts Segments(const Url& url) {
  return Split(url.path(), '/');
}
Parts Parameters(const Url& url) {
  std::string_view search = url.search();
  search.remove_prefix(search.empty() ? 0 : 1);
  return Split(search, '&');
}
std::string_view NameOf(std::string_view parameter) {
  return parameter.substr(0, parameter.find('='));
}

/// The digits at `at`, exactly `count` of them, as a number.
std::optional<int> NumberAt(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) {
    return std::nullopt;
  }
  int number = 0;
  for (const char c : text.substr(at, count)) {
    if (!IsAsciiDigit(c)) {
      return std::nullopt;
    }
    number = number * 10 + (c - '0');
  }
  return number;
}

std::optional<UtcTime> MakeDate(std::optional<int> year, std::optional<int> month,
                                std::optional<int> day) {
  if (!year || !month || !day || *year < 1990 || *year > 2100) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  return date.ok() ? std::optional(UtcTime(std::chrono::sys_days{date})) : std::nullopt;
}

/// Words of a slug: runs of letters or digits between hyphens, underscores, dots or escapes.
std::size_t SlugWords(std::string_view segment) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : segment) {
    const bool breaks = c == '-' || c == '_' || c == '.' || c == ',' || c == '+';
    words += !breaks && !inside ? 1 : 0;
    inside = !breaks;
  }
  return words;
}

/// A segment with each of its numbers as one '#'.
void AppendShape(std::string_view segment, std::string* shape) {
  bool digits = false;
  for (const char c : segment) {
    if (!IsAsciiDigit(c)) {
      *shape += c;
    } else if (!digits) {
      *shape += '#';
    }
    digits = IsAsciiDigit(c);
  }
}

constexpr std::array<std::string_view, 34> kListWords{
    "category",   "categories", "categorie", "rubrique", "rubriques", "section", "sections",
    "tag",        "tags",       "mot",       "mots",     "author",    "authors", "auteur",
    "auteurs",    "page",       "archive",   "archives", "topic",     "topics",  "theme",
    "themes",     "search",     "recherche", "latest",   "label",     "blog",    "news",
    "actualites", "actualite",  "all",       "index",    "home",      "taxonomy"};

}  // namespace

std::optional<UtcTime> DateInPath(const Url& url) {
  const std::string_view path = url.path();
  for (std::size_t i = 0; i + 7 < path.size(); ++i) {
    if (path[i] != '/' && path[i] != '-' && path[i] != '_') {
      continue;
    }
    const auto year = NumberAt(path, i + 1, 4);
    if (!year) {
      continue;
    }
    const char separator = i + 5 < path.size() ? path[i + 5] : '\0';
    if (separator == '/' || separator == '-' || separator == '_') {
      const auto month = NumberAt(path, i + 6, 2);
      const bool has_day = i + 8 < path.size() && path[i + 8] == separator;
      const auto day = has_day ? NumberAt(path, i + 9, 2) : std::nullopt;
      if (const auto date = MakeDate(year, month, day)) {
        return date;
      }
      if (has_day && separator == '/') {
        if (const auto date = MakeDate(year, month, 1)) {
          return date;
        }
      }
    } else if (const auto date = MakeDate(year, NumberAt(path, i + 5, 2), NumberAt(path, i + 7, 2));
               date && (i + 9 >= path.size() || !IsAsciiDigit(path[i + 9]))) {
      return date;
    }
  }
  return std::nullopt;
}

bool LooksLikeList(const Url& url) {
  const Parts segments = Segments(url);
  if (segments.empty()) {
    return url.search().empty();
  }
  const std::string last = AsciiLower(segments.back());
  if (IsOneOf(last, kListWords) || last == "index.html" || last == "index.php") {
    return url.search().empty();
  }
  if (segments.size() >= 2) {
    const std::string before = AsciiLower(segments[segments.size() - 2]);
    // /tag/congo, /category/politique, /page/2; but /news/long-name-of-an-article is none.
    return IsOneOf(before, kListWords) && SlugWords(last) <= 2 &&
           (before != "blog" && before != "news" && before != "all" ? true : AreAsciiDigits(last));
  }
  return false;
}

bool LooksLikeArticle(const Url& url) {
  constexpr std::size_t kSlugWords = 4;
  constexpr std::size_t kIdDigits = 4;
  const Parts segments = Segments(url);
  if (segments.empty() || LooksLikeList(url)) {
    // Numbered articles of a front script: /spip.php?article123 has a segment, /?p=123 has none.
    const auto parameters = Parameters(url);
    return segments.empty() && parameters.size() == 1 && parameters[0].starts_with("p=") &&
           AreAsciiDigits(parameters[0].substr(2));
  }
  const std::string_view last = segments.back();
  if (SlugWords(last) >= kSlugWords) {
    return true;
  }
  if (DateInPath(url) && !AreAsciiDigits(last)) {
    return true;
  }
  std::size_t digits = 0;
  for (const char c : last) {
    digits = IsAsciiDigit(c) ? digits + 1 : 0;
    if (digits >= kIdDigits) {
      return true;
    }
  }
  for (const std::string_view parameter : Parameters(url)) {
    const std::string name = AsciiLower(NameOf(parameter));
    if (name.starts_with("article") || name == "id" || name == "id_article" || name == "story") {
      return true;
    }
  }
  return last.ends_with(".html") && SlugWords(last) >= 3;
}

bool HasMediaSuffix(const Url& url) {
  constexpr std::array<std::string_view, 52> kSuffixes{
      "jpg",  "jpeg", "png",  "gif",   "webp", "svg",  "ico", "bmp",    "tif", "tiff", "avif",
      "mp3",  "mp4",  "m4a",  "m4v",   "avi",  "mov",  "wmv", "webm",   "ogg", "ogv",  "wav",
      "flac", "pdf",  "doc",  "docx",  "xls",  "xlsx", "ppt", "pptx",   "odt", "epub", "zip",
      "rar",  "7z",   "tar",  "tgz",   "bz2",  "exe",  "apk", "dmg",    "iso", "css",  "js",
      "mjs",  "map",  "woff", "woff2", "ttf",  "eot",  "swf", "torrent"};
  const Parts segments = Segments(url);
  if (segments.empty()) {
    return false;
  }
  const std::size_t dot = segments.back().rfind('.');
  return dot != std::string_view::npos &&
         IsOneOf(AsciiLower(segments.back().substr(dot + 1)), kSuffixes);
}

bool LooksLikeSection(const Url& url) {
  constexpr std::size_t kDeepest = 2;
  constexpr std::size_t kMostWords = 2;
  const Parts segments = Segments(url);
  return !segments.empty() && segments.size() <= kDeepest && url.search().empty() &&
         SlugWords(segments.back()) <= kMostWords &&
         segments.back().find_first_of(".0123456789") == std::string_view::npos;
}

bool LooksLikeSectionSitemap(const Url& url) {
  const Parts segments = Segments(url);
  if (segments.empty()) {
    return false;
  }
  const std::string name = AsciiLower(segments.back());
  for (const std::string_view front : {"wp-sitemap-taxonomies-", "wp-sitemap-users-",
                                       "category-sitemap", "post_tag-sitemap", "author-sitemap"}) {
    if (name.starts_with(front)) {
      return true;
    }
  }
  return false;
}

bool LooksLikeCommentFeed(const Url& url) {
  const std::string path = AsciiLower(url.path_and_query());
  return path.find("/comments") != std::string::npos || path.find("comment") != std::string::npos;
}

bool LooksLikeTrap(const Url& url) {
  constexpr std::size_t kMaxSegments = 24;
  constexpr std::size_t kMaxParameters = 12;
  constexpr std::size_t kMaxLength = 2000;
  constexpr std::ptrdiff_t kMaxRepeats = 2;
  constexpr std::array<std::string_view, 11> kActions{
      "replytocom",   "share",  "add-to-cart", "add_to_cart", "action",     "doaction",
      "like_comment", "unlike", "print",       "returnto",    "redirect_to"};
  if (url.href().size() > kMaxLength) {
    return true;
  }
  Parts segments = Segments(url);
  if (segments.size() > kMaxSegments) {
    return true;
  }
  std::sort(segments.begin(), segments.end());
  for (auto begin = segments.begin(); begin != segments.end();) {
    const auto end = std::upper_bound(begin, segments.end(), *begin);
    if (end - begin > kMaxRepeats) {
      return true;
    }
    begin = end;
  }
  const Parts parameters = Parameters(url);
  return parameters.size() > kMaxParameters ||
         std::any_of(parameters.begin(), parameters.end(), [&](std::string_view parameter) {
           return IsOneOf(AsciiLower(NameOf(parameter)), kActions);
         });
}

std::uint64_t FolderFingerprint(const Url& url) {
  std::string folder(url.host());
  Parts segments = Segments(url);
  if (!segments.empty()) {
    segments.pop_back();
  }
  for (const std::string_view segment : segments) {
    folder += '/';
    AppendShape(segment, &folder);
  }
  return Fingerprint(folder + (Parameters(url).empty() ? "/" : "/?"));
}

std::uint64_t ShapeFingerprint(const Url& url) {
  std::string shape(url.host());
  const Parts segments = Segments(url);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    shape += '/';
    if (i + 1 == segments.size() && segments.size() > 1 && !AreAsciiDigits(segments[i])) {
      shape += '*';
      continue;
    }
    AppendShape(segments[i], &shape);
  }
  // Which parameters there are is what a facet space varies without end: only that there are some
  // counts.
  if (!Parameters(url).empty()) {
    shape += '?';
  }
  return Fingerprint(shape);
}

}  // namespace kiosque
