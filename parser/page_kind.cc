#include "parser/page_kind.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/unicode.h"
#include "parser/class_list.h"
#include "parser/clean_text.h"

namespace kiosque {
namespace {

constexpr std::uint32_t kFewWords = 60;
constexpr std::size_t kManyTeasers = 8;
constexpr std::size_t kSomeHeadlines = 3;

bool HoldsAny(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return ContainsNoCase(text, word); });
}

bool PathIsLive(std::string_view path) {
  return HoldsAny(path,
                  {"liveblog", "live-blog", "live_blog", "liveticker", "live-ticker", "/en-direct",
                   "/direct/", "/en-vivo", "/ao-vivo", "/em-direto", "minute-by-minute",
                   "minute-par-minute", "minuto-a-minuto", "live-updates"});
}

// Papers call a live blog so in its title: at the front, or behind the subject ("Brit Awards -
// live: …"). "Concert en direct à la télévision" is none.
bool TitleIsLive(std::string_view title) {
  if (HoldsAny(title, {"liveblog", "live blog", "liveticker", "live-ticker", "live updates",
                       "minute par minute", "minute-by-minute", "minuto a minuto", "live: ",
                       "en direct :", "en direct -", "- en direct", "[direct]", "[live]"})) {
    return true;
  }
  for (const std::string_view front :
       {"en direct", "direct.", "direct :", "direct -", "live -", "live |", "en vivo:", "en vivo |",
        "ao vivo:", "em direto:", "مباشر |", "مباشر:", "مباشر ."}) {
    if (StartsWithNoCase(title, front)) {
      return true;
    }
  }
  return false;
}

bool PathIsGallery(std::string_view path) {
  return HoldsAny(path, {"/diaporama", "/galerie", "/galeria", "/galería", "/gallery", "/galleries",
                         "/photos/", "/fotos/", "/bildergalerie", "/bilderstrecke", "/fotostrecke",
                         "/slideshow", "/en-images", "/in-pictures"});
}

bool PathIsVideo(std::string_view path) {
  return HoldsAny(path, {"/video/", "/videos/", "/watch/", "/emission/", "/vod/"});
}

// Pictures with their words are what the page is for: they say more than its text, which is short.
bool IsGallery(const Article& article, std::string_view path, bool declared) {
  constexpr std::size_t kPictures = 5;
  constexpr std::uint32_t kIntroduction = 200;  // words
  std::size_t words = 0;
  for (const ImageCaption& caption : article.captions) {
    words += CountWords(caption.text);
  }
  const bool pictures = article.captions.size() >= kPictures && words > article.words &&
                        article.words < kIntroduction;
  return pictures || (article.words < kFewWords && (declared || PathIsGallery(path)));
}

bool HasPlayer(const Document& document, const Article& article) {
  return std::any_of(article.blocks.begin(), article.blocks.end(),
                     [](const Block& block) { return block.kind == BlockKind::kEmbed; }) ||
         std::any_of(document.nodes().begin(), document.nodes().end(),
                     [](const Node& node) { return node.tag == Tag::k_video; });
}

// A player with a description, not a story with a film in it.
bool IsVideo(const Document& document, const PageReading& reading, const Article& article,
             std::string_view path, bool article_item) {
  constexpr std::uint32_t kDescription = 200;  // words
  const bool declared =
      reading.structured.has_video || StartsWithNoCase(reading.evidence.Meta("og:type"), "video");
  if (declared) {
    return article.words < kFewWords || (!article_item && article.words < kDescription);
  }
  return article.words < kFewWords && PathIsVideo(path) && HasPlayer(document, article);
}

// News in brief, in three sentences: it is dated, and signed or marked up as a story; a page "About
// us" is not.
bool IsBrief(const Document& document, const Article& article) {
  constexpr std::uint32_t kSentence = 25;  // words
  const auto stories =
      std::count_if(document.nodes().begin(), document.nodes().end(), [&](const Node& node) {
        const auto id = static_cast<NodeId>(&node - document.nodes().data());
        return node.tag == Tag::k_article ||
               (node.tag == Tag::k_div && HasClass(document.Get(id, "class"), "hentry"));
      });
  return article.words >= kSentence && article.published && !article.title.empty() &&
         (stories == 1 || !article.byline.empty() || !article.agency.empty());
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

// "/tag/congo/page/12": the last page of a list may have one row. Stories in pages are "/story/2".
bool PathIsFurtherPage(std::string_view path) {
  while (path.ends_with('/')) {
    path.remove_suffix(1);
  }
  const std::size_t digits = path.size() - (path.find_last_not_of("0123456789") + 1);
  path.remove_suffix(digits);
  return digits != 0 && path.ends_with("/page/");
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

bool CallsItselfAList(const Document& document) {
  const std::string_view classes = document.Get(document.body(), "class");
  const auto has = [&](std::string_view name) { return HasClass(classes, name); };
  if (has("single") || has("single-post") || has("view-article") || has("page_article")) {
    return false;
  }
  constexpr std::array<std::string_view, 12> kLists{
      "archive",        "search-results", "view-category", "view-categories",
      "view-featured",  "page_rubrique",  "page_mot",      "page_auteur",
      "page_recherche", "page_sommaire",  "path-taxonomy", "path-frontpage"};
  return std::any_of(kLists.begin(), kLists.end(), has);
}

PageKind ChooseKind(const Document& document, const PageContext& context,
                    const PageReading& reading, const Article& article) {
  const StructuredData& structured = reading.structured;
  const std::string_view og_type = reading.evidence.Meta("og:type");
  const bool has_text = article.words >= kFewWords;
  if (structured.has_live_blog || PathIsLive(context.url.path()) || TitleIsLive(article.title)) {
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
  const bool declared = CallsItselfAList(document) || PathIsFurtherPage(context.url.path());
  if (!article_item && (hub_path || declared) && og_type != "article" &&
      CountHeadlines(document, reading) >= (declared ? 1 : kSomeHeadlines)) {
    return PageKind::kHub;
  }
  if (!article_item && og_type != "article" &&
      ListingShape(document, reading, context.url).IsListing()) {
    return PageKind::kHub;
  }
  if (IsGallery(article, context.url.path(), structured.has_gallery)) {
    return PageKind::kGallery;
  }
  if (IsVideo(document, reading, article, context.url.path(), article_item)) {
    return PageKind::kVideo;
  }
  const bool brief = !has_text && !many_teasers && !hub_path && IsBrief(document, article);
  if (has_text || article_item || og_type == "article" || brief) {
    return !article_item && og_type != "article" && many_teasers && !article.published && !has_text
               ? PageKind::kHub
               : PageKind::kArticle;
  }
  return many_teasers ? PageKind::kHub : PageKind::kOther;
}

}  // namespace kiosque
