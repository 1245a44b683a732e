#include "parser/pagination.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "base/ascii.h"
#include "base/unicode.h"

namespace kiosque {

namespace {

constexpr unsigned kMaxPageNumber = 9999;
constexpr std::size_t kMaxAnchorBytes = 48;
constexpr int kContainerLevels = 4;

std::optional<unsigned> PageNumber(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() ||
      value > kMaxPageNumber) {
    return std::nullopt;
  }
  return value;
}

bool IsPageKey(std::string_view key) {
  constexpr std::array<std::string_view, 10> kKeys = {"page",        "paged",  "pg",      "pagina",
                                                      "seite",       "pageno", "page_no", "pagenum",
                                                      "currentpage", "_page"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

/// Keys whose value counts articles, not pages: "?start=20" of Joomla, "?debut_articles=10" of
/// SPIP.
bool IsOffsetKey(std::string_view key) {
  return key == "offset" || key == "start" || key == "limitstart" || key.starts_with("debut_");
}

struct QueryMatch {
  std::optional<unsigned> page;
  bool offset = false;
};

QueryMatch ReadQuery(std::string_view search) {
  QueryMatch match;
  while (!search.empty()) {
    search.remove_prefix(1);  // '?' or '&'
    const std::string_view pair = search.substr(0, search.find('&'));
    search.remove_prefix(pair.size());
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) {
      continue;
    }
    const std::string key = AsciiLower(pair.substr(0, equals));
    if (IsPageKey(key)) {
      match.page = PageNumber(pair.substr(equals + 1));
    } else if (IsOffsetKey(key)) {
      match.offset = true;
    }
  }
  return match;
}

/// "/page/3", "/pages/3", "/page-3.html", "/p3" is not one.
std::optional<unsigned> ReadPath(std::string_view path) {
  bool after_page = false;
  while (!path.empty()) {
    path.remove_prefix(1);  // '/'
    const std::string segment = AsciiLower(path.substr(0, path.find('/')));
    path.remove_prefix(segment.size());
    if (after_page) {
      if (const auto number = PageNumber(segment)) {
        return number;
      }
    }
    after_page =
        segment == "page" || segment == "pages" || segment == "pagina" || segment == "seite";
    for (const std::string_view prefix : {"page-", "page_", "page"}) {
      if (segment.starts_with(prefix)) {
        const std::string_view rest = std::string_view(segment).substr(prefix.size());
        if (const auto number = PageNumber(rest.substr(0, rest.find('.')))) {
          return number;
        }
      }
    }
  }
  return std::nullopt;
}

struct StepWord {
  std::string_view text;
  PageStep step;
};

constexpr PageStep kNext = PageStep::kNext;
constexpr PageStep kPrevious = PageStep::kPrevious;

// Case-folded. Blogs call the next page "older" and the previous one "newer".
constexpr std::array kStepWords = {
    StepWord{"next", kNext},
    StepWord{"next page", kNext},
    StepWord{"older", kNext},
    StepWord{"older posts", kNext},
    StepWord{"older articles", kNext},
    StepWord{"older entries", kNext},
    StepWord{"older stories", kNext},
    StepWord{"load more", kNext},
    StepWord{"more posts", kNext},
    StepWord{"show more", kNext},
    StepWord{"suivant", kNext},
    StepWord{"suivante", kNext},
    StepWord{"suivants", kNext},
    StepWord{"page suivante", kNext},
    StepWord{"articles plus anciens", kNext},
    StepWord{"plus anciens", kNext},
    StepWord{"articles précédents", kNext},
    StepWord{"siguiente", kNext},
    StepWord{"página siguiente", kNext},
    StepWord{"entradas antiguas", kNext},
    StepWord{"próxima", kNext},
    StepWord{"próximo", kNext},
    StepWord{"seguinte", kNext},
    StepWord{"página seguinte", kNext},
    StepWord{"nächste", kNext},
    StepWord{"nächste seite", kNext},
    StepWord{"weiter", kNext},
    StepWord{"ältere beiträge", kNext},
    StepWord{"successivo", kNext},
    StepWord{"volgende", kNext},
    StepWord{"التالي", kNext},
    StepWord{"الصفحة التالية", kNext},
    StepWord{"inayofuata", kNext},
    StepWord{"次へ", kNext},
    StepWord{"下一页", kNext},
    StepWord{"следующая", kNext},
    StepWord{"previous", kPrevious},
    StepWord{"previous page", kPrevious},
    StepWord{"prev", kPrevious},
    StepWord{"newer", kPrevious},
    StepWord{"newer posts", kPrevious},
    StepWord{"newer articles", kPrevious},
    StepWord{"précédent", kPrevious},
    StepWord{"précédente", kPrevious},
    StepWord{"page précédente", kPrevious},
    StepWord{"plus récents", kPrevious},
    StepWord{"articles plus récents", kPrevious},
    StepWord{"anterior", kPrevious},
    StepWord{"página anterior", kPrevious},
    StepWord{"zurück", kPrevious},
    StepWord{"vorherige", kPrevious},
    StepWord{"السابق", kPrevious},
    StepWord{"iliyotangulia", kPrevious},
};

// Arrows and angle quotes, alone or around a word.
constexpr std::array<std::string_view, 5> kForward = {"»", "›", "→", ">", "❯"};
constexpr std::array<std::string_view, 5> kBackward = {"«", "‹", "←", "<", "❮"};

/// Takes arrows off both ends of `text`; says where they point.
PageStep StripArrows(std::string_view* text) {
  PageStep step = PageStep::kNone;
  for (bool again = true; again;) {
    again = false;
    while (!text->empty() && text->front() == ' ') {
      text->remove_prefix(1);
    }
    while (!text->empty() && text->back() == ' ') {
      text->remove_suffix(1);
    }
    const auto strip = [&](const auto& arrows, PageStep direction) {
      for (const std::string_view arrow : arrows) {
        if (text->starts_with(arrow)) {
          text->remove_prefix(arrow.size());
        } else if (text->ends_with(arrow)) {
          text->remove_suffix(arrow.size());
        } else {
          continue;
        }
        step = direction;
        again = true;
      }
    };
    strip(kForward, kNext);
    strip(kBackward, kPrevious);
  }
  return step;
}

PageStep StepOfAnchor(std::string_view anchor) {
  std::string folded = FoldCase(anchor);
  std::string_view text = folded;
  const PageStep arrow = StripArrows(&text);
  if (text.empty()) {
    return arrow;
  }
  const auto* word =
      std::find_if(kStepWords.begin(), kStepWords.end(),
                   [text](const StepWord& candidate) { return candidate.text == text; });
  return word == kStepWords.end() ? PageStep::kNone : word->step;
}

bool NamesPager(std::string_view value) {
  constexpr std::array<std::string_view, 8> kNames = {"paginat", "pager",    "page-numbers",
                                                      "pagenav", "page-nav", "nav-links",
                                                      "paging",  "page-link"};
  const std::string lower = AsciiLower(value);
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view name) { return lower.find(name) != std::string::npos; });
}

bool InPager(const Document& document, NodeId id) {
  for (int level = 0; level <= kContainerLevels && id != kNoNode; ++level) {
    if (NamesPager(document.Get(id, "class")) || NamesPager(document.Get(id, "id")) ||
        NamesPager(document.Get(id, "aria-label"))) {
      return true;
    }
    id = document[id].parent;
  }
  return false;
}

}  // namespace

std::optional<unsigned> PageNumberOf(const Url& url) {
  const std::optional<unsigned> page = ReadQuery(url.search()).page;
  return page ? page : ReadPath(url.path());
}

PageStep ClassifyPageLink(const Document& document, NodeId id, std::string_view anchor,
                          const Url& target, const Url& page) {
  if (anchor.empty() || anchor.size() > kMaxAnchorBytes || target.origin() != page.origin()) {
    return PageStep::kNone;
  }
  const std::optional<unsigned> shown = PageNumber(anchor);
  const PageStep step = shown ? PageStep::kNumber : StepOfAnchor(anchor);
  if (step == PageStep::kNone) {
    return PageStep::kNone;
  }
  const std::optional<unsigned> named = PageNumberOf(target);
  const bool url_agrees =
      (named && (!shown || *shown == *named)) || ReadQuery(target.search()).offset;
  if (!url_agrees && !InPager(document, id)) {
    return PageStep::kNone;
  }
  if (step != PageStep::kNumber) {
    return step;
  }
  const unsigned current = PageNumberOf(page).value_or(1);
  if (*shown == current + 1) {
    return PageStep::kNext;
  }
  return *shown + 1 == current ? PageStep::kPrevious : PageStep::kNumber;
}

}  // namespace kiosque
