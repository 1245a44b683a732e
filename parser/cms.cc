#include "parser/cms.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.h"
#include "base/sanitize.h"

namespace kiosque {

namespace {

constexpr std::size_t kMaxRubrics = 100;
constexpr int kWordPressRows = 100;  // the most that the API gives
constexpr int kBloggerRows = 150;    // the most that Blogger gives

constexpr std::array<std::string_view, 6> kCmsNames = {"unknown", "wordpress", "spip",
                                                       "drupal",  "joomla",    "blogger"};

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

struct Sign {
  std::string_view text;  // lower case
  Cms cms;
};

/// In a meta generator or an X-Generator field.
constexpr Sign kGenerators[] = {{"wordpress", Cms::kWordPress}, {"spip", Cms::kSpip},
                                {"drupal", Cms::kDrupal},       {"joomla", Cms::kJoomla},
                                {"blogger", Cms::kBlogger},     {"woocommerce", Cms::kWordPress}};

/// In the fields of a response, each alone proof.
constexpr Sign kFields[] = {
    {"\nx-spip-cache:", Cms::kSpip},     {"\ncomposed-by: spip", Cms::kSpip},
    {"\nx-drupal-cache:", Cms::kDrupal}, {"\nx-drupal-dynamic-cache:", Cms::kDrupal},
    {"api.w.org/", Cms::kWordPress},     {"\nx-pingback:", Cms::kWordPress}};

/// In addresses of the page's own files and links. Each counts once a place; three decide.
constexpr Sign kPaths[] = {{"/wp-content/", Cms::kWordPress},
                           {"/wp-includes/", Cms::kWordPress},
                           {"/wp-json/", Cms::kWordPress},
                           {"spip.php?", Cms::kSpip},
                           {"/local/cache-css/", Cms::kSpip},
                           {"/local/cache-vignettes/", Cms::kSpip},
                           {"/squelettes", Cms::kSpip},
                           {"/plugins-dist/", Cms::kSpip},
                           {"/sites/default/files/", Cms::kDrupal},
                           {"/core/misc/drupal", Cms::kDrupal},
                           {"/misc/drupal.js", Cms::kDrupal},
                           {"/media/jui/", Cms::kJoomla},
                           {"/media/vendor/joomla", Cms::kJoomla},
                           {"/components/com_", Cms::kJoomla},
                           {"option=com_", Cms::kJoomla},
                           {"blogblog.com/", Cms::kBlogger},
                           {"blogger.com/", Cms::kBlogger}};
constexpr int kPathsToDecide = 3;

template <std::size_t N>
const Sign* FindSign(const Sign (&signs)[N], std::string_view text) {
  const auto* const found =
      std::find_if(std::begin(signs), std::end(signs),
                   [text](const Sign& sign) { return Contains(text, sign.text); });
  return found == std::end(signs) ? nullptr : found;
}

/// Collects signs while walking the page once.
class SignReader {
 public:
  SignReader(const Document& document, const Url& url) : document_(document), url_(url) {}

  CmsVerdict Read(std::string_view response_head) {
    for (NodeId id = 0; id < document_.size(); ++id) {
      Element(id);
    }
    const std::string head = AsciiLower(response_head);
    if (verdict_.cms == Cms::kUnknown) {
      FromHead(head);
    }
    if (verdict_.cms == Cms::kUnknown) {
      FromPaths();
    }
    if (const std::string_view host = url_.hostname();
        verdict_.cms == Cms::kUnknown &&
        (Contains(host, ".blogspot.") || host.ends_with(".blogger.com"))) {
      Decide(Cms::kBlogger, "host name");
    }
    if (verdict_.cms == Cms::kWordPress && !verdict_.wordpress_api) {
      verdict_.wordpress_api = ApiOfHead(response_head);
    }
    return std::move(verdict_);
  }

 private:
  void Decide(Cms cms, std::string_view evidence) {
    verdict_.cms = cms;
    verdict_.evidence = SanitizeLine(evidence);
  }

  void Element(NodeId id) {
    const Tag tag = document_[id].tag;
    if (tag == Tag::k_meta && AsciiLower(document_.Get(id, "name")) == "generator") {
      const std::string_view content = document_.Get(id, "content");
      if (const Sign* sign = FindSign(kGenerators, AsciiLower(content));
          sign != nullptr && verdict_.cms == Cms::kUnknown) {
        Decide(sign->cms, "meta generator " + std::string(content));
      }
    } else if (tag == Tag::k_link && Contains(document_.Get(id, "rel"), "api.w.org")) {
      if (const Result<Url> api = url_.Resolve(document_.Get(id, "href"))) {
        verdict_.wordpress_api = *api;
        Decide(Cms::kWordPress, "link to the REST API");
      }
    }
    if (tag == Tag::k_a || tag == Tag::k_link || tag == Tag::k_img || tag == Tag::k_script) {
      Address(document_.Get(id, tag == Tag::k_img || tag == Tag::k_script ? "src" : "href"));
    }
  }

  void Address(std::string_view address) {
    if (const Sign* sign = FindSign(kPaths, address)) {
      ++paths_[static_cast<std::size_t>(sign->cms)];
    }
    if (const std::size_t at = address.find("id_rubrique="); at != std::string_view::npos) {
      Rubric(address.substr(at + 12));
    } else if (const std::size_t word = address.find("rubrique"); word != std::string_view::npos) {
      Rubric(
          address.substr(word + 8));  // SPIP's plain addresses: "rubrique12", "spip.php?rubrique12"
    }
  }

  void Rubric(std::string_view digits) {
    digits = digits.substr(0, digits.find_first_not_of("0123456789"));
    if (digits.empty() || digits.size() > 6 || verdict_.rubric_feeds.size() == kMaxRubrics) {
      return;
    }
    const Url feed = url_.WithPath("/spip.php?page=backend&id_rubrique=" + std::string(digits));
    if (std::find(verdict_.rubric_feeds.begin(), verdict_.rubric_feeds.end(), feed) ==
        verdict_.rubric_feeds.end()) {
      verdict_.rubric_feeds.push_back(feed);
    }
  }

  void FromHead(const std::string& head) {
    const std::size_t generator = head.find("\nx-generator:");
    if (generator != std::string::npos) {
      const std::string line =
          head.substr(generator + 1, head.find('\n', generator + 1) - generator - 1);
      if (const Sign* sign = FindSign(kGenerators, line)) {
        Decide(sign->cms, "field " + line);
        return;
      }
    }
    if (const Sign* sign = FindSign(kFields, head)) {
      Decide(sign->cms, "response field " + std::string(sign->text));
    }
  }

  void FromPaths() {
    const auto most = std::max_element(paths_.begin(), paths_.end());
    if (*most >= kPathsToDecide) {
      Decide(static_cast<Cms>(most - paths_.begin()),
             std::to_string(*most) + " addresses of its files");
    }
  }

  /// Link: <https://example.org/wp-json/>; rel="https://api.w.org/"
  std::optional<Url> ApiOfHead(std::string_view head) const {
    const std::size_t rel = head.find("api.w.org");
    const std::size_t open = rel == std::string_view::npos ? rel : head.rfind('<', rel);
    const std::size_t close = open == std::string_view::npos ? open : head.find('>', open);
    if (close == std::string_view::npos || close > rel) {
      return std::nullopt;
    }
    const Result<Url> api = url_.Resolve(head.substr(open + 1, close - open - 1));
    return api ? std::optional<Url>(*api) : std::nullopt;
  }

  const Document& document_;
  const Url& url_;
  CmsVerdict verdict_;
  std::array<int, kCmsNames.size()> paths_{};
};

/// The value of `name` in the query; empty when it has none.
std::string_view QueryValue(const Url& url, std::string_view name) {
  std::string_view query = url.search();
  while (!query.empty()) {
    query.remove_prefix(1);  // '?' or '&'
    const std::string_view pair = query.substr(0, query.find('&'));
    if (pair.starts_with(name) && pair.size() > name.size() && pair[name.size()] == '=') {
      return pair.substr(name.size() + 1);
    }
    query.remove_prefix(pair.size());
  }
  return {};
}

Url WithQueryValue(const Url& url, std::string_view name, std::size_t value) {
  const std::string_view old = QueryValue(url, name);
  std::string target(url.path_and_query());
  if (old.empty()) {
    target += url.search().empty() ? '?' : '&';
    target += std::string(name) + "=" + std::to_string(value);
  } else {
    target.replace(static_cast<std::size_t>(old.data() - url.path_and_query().data()), old.size(),
                   std::to_string(value));
  }
  return url.WithPath(target);
}

std::size_t NumberOr(std::string_view digits, std::size_t fallback) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && value < 1'000'000'000 && end == digits.data() + digits.size()
             ? value
             : fallback;
}

void AddWordPress(const CmsVerdict& verdict, const Url& home, std::optional<UtcTime> changed_since,
                  std::vector<CmsIndex>* indexes) {
  std::string query =
      "per_page=" + std::to_string(kWordPressRows) +
      "&orderby=modified&order=desc&_fields=id,link,title,date_gmt,modified_gmt,type,status&page=1";
  if (changed_since) {
    query += "&modified_after=" + FormatUtcSeconds(*changed_since);
  }
  const Url api = verdict.wordpress_api ? *verdict.wordpress_api : home.WithPath("/wp-json/");
  if (Contains(api.search(), "rest_route=")) {  // pretty addresses are off
    indexes->emplace_back(
        api.WithPath(std::string(api.path()) + "?rest_route=/wp/v2/posts&" + query),
        IndexKind::kWordPressPosts, true);
  } else {
    const std::string root(api.path());
    indexes->emplace_back(
        api.WithPath(root + (root.ends_with('/') ? "" : "/") + "wp/v2/posts?" + query),
        IndexKind::kWordPressPosts, true);
    indexes->emplace_back(home.WithPath("/?rest_route=/wp/v2/posts&" + query),
                          IndexKind::kWordPressPosts, true);
  }
  for (const char* sitemap : {"/wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml"}) {
    indexes->emplace_back(home.WithPath(sitemap), IndexKind::kSitemap, true);
  }
  indexes->emplace_back(home.WithPath("/feed/"), IndexKind::kFeed, true);
}

void AddBlogger(const Url& home, std::optional<UtcTime> changed_since,
                std::vector<CmsIndex>* indexes) {
  std::string query =
      "max-results=" + std::to_string(kBloggerRows) + "&orderby=updated&start-index=1";
  if (changed_since) {
    query += "&updated-min=" + FormatUtcSeconds(*changed_since);
  }
  indexes->emplace_back(home.WithPath("/feeds/posts/default?" + query), IndexKind::kFeed, true);
  indexes->emplace_back(home.WithPath("/sitemap.xml"), IndexKind::kSitemap, true);
}

}  // namespace

std::string_view CmsName(Cms cms) {
  return kCmsNames[static_cast<std::size_t>(cms)];
}

std::optional<Cms> CmsFromName(std::string_view name) {
  const auto found = std::find(kCmsNames.begin(), kCmsNames.end(), name);
  return found == kCmsNames.end() ? std::nullopt
                                  : std::optional<Cms>(static_cast<Cms>(found - kCmsNames.begin()));
}

CmsVerdict RecogniseCms(const Document& document, const Url& url, std::string_view response_head) {
  CmsVerdict verdict = SignReader(document, url).Read(response_head);
  if (verdict.cms != Cms::kSpip) {
    verdict.rubric_feeds.clear();
  }
  return verdict;
}

std::vector<CmsIndex> CmsIndexes(const CmsVerdict& verdict, const Url& home,
                                 std::optional<UtcTime> changed_since) {
  std::vector<CmsIndex> indexes;
  const auto add = [&](std::string_view path, IndexKind kind, bool complete) {
    indexes.emplace_back(home.WithPath(path), kind, complete);
  };
  switch (verdict.cms) {
    case Cms::kWordPress:
      AddWordPress(verdict, home, changed_since, &indexes);
      break;
    case Cms::kBlogger:
      AddBlogger(home, changed_since, &indexes);
      break;
    case Cms::kSpip:
      add("/spip.php?page=sitemap", IndexKind::kSitemap, true);
      add("/sitemap.xml", IndexKind::kSitemap, true);
      add("/spip.php?page=backend", IndexKind::kFeed, false);
      for (const Url& feed : verdict.rubric_feeds) {
        indexes.emplace_back(feed, IndexKind::kFeed, false);
      }
      break;
    case Cms::kDrupal:
      add("/sitemap.xml", IndexKind::kSitemap, true);
      add("/rss.xml", IndexKind::kFeed, false);
      add("/node?page=0", IndexKind::kHub, true);
      break;
    case Cms::kJoomla:
      add("/sitemap.xml", IndexKind::kSitemap, true);
      add("/index.php?option=com_jmap&view=sitemap&format=xml", IndexKind::kSitemap, true);
      add("/index.php?option=com_osmap&view=xml&id=1", IndexKind::kSitemap, true);
      add("/?format=feed&type=rss", IndexKind::kFeed, false);
      break;
    case Cms::kUnknown:
      for (const char* sitemap : {"/sitemap.xml", "/sitemap_index.xml", "/sitemap-news.xml"}) {
        add(sitemap, IndexKind::kSitemap, true);
      }
      for (const char* feed : {"/feed/", "/rss.xml", "/rss", "/atom.xml", "/feed.xml"}) {
        add(feed, IndexKind::kFeed, false);
      }
  }
  return indexes;
}

std::optional<Url> NextIndexPage(Cms cms, const CmsIndex& index, const Url& current,
                                 std::size_t rows) {
  if (rows == 0) {
    return std::nullopt;
  }
  if (index.kind == IndexKind::kWordPressPosts) {
    if (rows < static_cast<std::size_t>(kWordPressRows)) {
      return std::nullopt;
    }
    return WithQueryValue(current, "page", NumberOr(QueryValue(current, "page"), 1) + 1);
  }
  if (cms == Cms::kWordPress && index.kind == IndexKind::kFeed) {
    return WithQueryValue(current, "paged", NumberOr(QueryValue(current, "paged"), 1) + 1);
  }
  if (cms == Cms::kBlogger && index.kind == IndexKind::kFeed) {
    return WithQueryValue(current, "start-index",
                          NumberOr(QueryValue(current, "start-index"), 1) + rows);
  }
  if (cms == Cms::kDrupal && index.kind == IndexKind::kHub) {
    return WithQueryValue(current, "page", NumberOr(QueryValue(current, "page"), 0) + 1);
  }
  return std::nullopt;
}

}  // namespace kiosque
