#include "parser/page_kind.h"

#include <algorithm>
#include <vector>

#include "base/unicode.h"
#include "parser/clean_text.h"

namespace kiosque {
namespace {

constexpr std::uint32_t kFewWords = 60;
constexpr std::size_t kManyTeasers = 8;
constexpr std::size_t kSomeHeadlines = 3;

bool LooksLive(std::string_view text) {
  for (const std::string_view word :
       {"liveblog", "live-blog", "live_blog", "liveticker", "live-ticker", "en direct",
        "minute-by-minute", "live updates"}) {
    if (ContainsNoCase(text, word)) {
      return true;
    }
  }
  return false;
}

// A path that names a section, a tag or the front page rather than one story.
bool PathIsHub(std::string_view path) {
  if (path == "/" || path.empty()) {
    return true;
  }
  for (const std::string_view part :
       {"/category/",  "/tag/",       "/tags/",    "/topic/",    "/topics/",
        "/author/",    "/authors/",   "/section/", "/page/",     "/rubrique/",
        "/categorie/", "/categoria/", "/mot/",     "/mots/",     "/auteur/",
        "/auteurs/",   "/autor/",     "/autores/", "/archives/", "/search"}) {
    if (ContainsNoCase(path, part)) {
      return true;
    }
  }
  return false;
}

// The link that a heading holds or stands in; kNoNode when it is no headline of another page.
NodeId LinkOf(const Document& document, NodeId heading) {
  for (NodeId id = heading + 1; id < document[heading].end; ++id) {
    if (document[id].tag == Tag::k_a && document.HasAttribute(id, "href")) {
      return id;
    }
  }
  NodeId id = document[heading].parent;
  while (id != kNoNode && document[id].tag != Tag::k_a) {
    id = document[id].parent;
  }
  return id;
}

// Whether the link stays on the page's site: what a listing lists, unlike what a review praises.
bool StaysOnSite(const Document& document, NodeId link, const Url& page) {
  const Result<Url> url = page.Resolve(document.Get(link, "href"));
  return url && url->host() == page.host() && url->path() != page.path();
}

// A listing is headlines of other pages with nothing or a few lines below each; an article has a
// run of text that no headline interrupts, and that is longer than what stands below headlines.
class ListingShape {
 public:
  ListingShape(const Document& document, const PageReading& reading, const Url& page) {
    constexpr std::uint16_t kElsewhere = kInNav | kInFooter | kInAside | kInComments | kInHidden;
    const PageEvidence& evidence = reading.evidence;
    auto heading = evidence.headings.begin();
    for (NodeId id = document.body(); id < document[document.body()].end; ++id) {
      const auto flags = evidence.flags[id];
      while (heading != evidence.headings.end() && *heading < id) {
        ++heading;
      }
      if (heading != evidence.headings.end() && *heading == id && (flags & kElsewhere) == 0 &&
          document[id].tag != Tag::k_h1) {
        const NodeId link = LinkOf(document, id);
        if (link != kNoNode && StaysOnSite(document, link, page)) {
          ++headlines_;
          below_.push_back(0);
        }
      }
      if (document[id].tag == Tag::kText && (flags & (kElsewhere | kInLink | kInHeading)) == 0) {
        (below_.empty() ? above_ : below_.back()) += CountWords(document[id].text);
      }
    }
    std::sort(below_.begin(), below_.end());
  }

  bool IsListing() const {
    if (headlines_ < kSomeHeadlines) {
      return false;
    }
    if (above_ < kFewWords && below_.back() < kFewWords) {
      return true;
    }
    const std::size_t usual = below_[below_.size() / 2];
    return above_ < usual && usual >= kSomeWords && below_.back() < usual * 5 / 2;
  }

 private:
  static constexpr std::size_t kSomeWords = 15;

  std::size_t headlines_ = 0;
  std::size_t above_ = 0;           // words before the first headline
  std::vector<std::size_t> below_;  // words below each, ascending
};

// Headings that lead elsewhere, outside of the boxes that articles have too.
std::size_t CountHeadlines(const Document& document, const PageReading& reading) {
  return static_cast<std::size_t>(std::count_if(
      reading.evidence.headings.begin(), reading.evidence.headings.end(), [&](NodeId id) {
        const auto flags = reading.evidence.flags[id];
        return document[id].tag != Tag::k_h1 && (flags & kAround) == 0 &&
               ((flags & kInLink) != 0 || LinkOf(document, id) != kNoNode);
      }));
}

}  // namespace

PageKind ChooseKind(const Document& document, const PageContext& context,
                    const PageReading& reading, const Article& article) {
  const StructuredData& structured = reading.structured;
  const std::string_view og_type = reading.evidence.Meta("og:type");
  const bool has_text = article.words >= kFewWords;
  if (structured.has_live_blog || LooksLive(context.url.path()) || LooksLive(article.title)) {
    return PageKind::kLiveBlog;
  }
  const bool article_item = std::any_of(structured.items.begin(), structured.items.end(),
                                        [](const StructuredItem& item) { return item.rank >= 50; });
  std::size_t teasers = 0;
  for (const NodeId id : reading.evidence.headings) {
    teasers += document[id].tag != Tag::k_h1 &&
                       (reading.evidence.flags[id] & (kInNav | kInFooter | kInLink)) == 0
                   ? 1
                   : 0;
  }
  const bool many_teasers = teasers >= kManyTeasers;
  const bool hub_path = PathIsHub(context.url.path());
  if (!article_item && hub_path && (many_teasers || !has_text)) {
    return PageKind::kHub;
  }
  if (!article_item && hub_path && og_type != "article" &&
      CountHeadlines(document, reading) >= kSomeHeadlines) {
    return PageKind::kHub;
  }
  if (!article_item && og_type != "article" &&
      ListingShape(document, reading, context.url).IsListing()) {
    return PageKind::kHub;
  }
  if (!has_text && structured.has_gallery) {
    return PageKind::kGallery;
  }
  if (!has_text && (structured.has_video || StartsWithNoCase(og_type, "video"))) {
    return PageKind::kVideo;
  }
  if (has_text || article_item || og_type == "article") {
    return !article_item && og_type != "article" && many_teasers && !article.published && !has_text
               ? PageKind::kHub
               : PageKind::kArticle;
  }
  return many_teasers ? PageKind::kHub : PageKind::kOther;
}

}  // namespace kiosque
