#include "crawler/response_parser.h"

#include <string_view>

#include "crawler/index_url.h"

namespace kiosque {
namespace {

enum class Form { kPage, kFeed, kSitemap, kPosts, kOther };

bool IsHtml(std::string_view type) {
  return type == "text/html" || type == "application/xhtml+xml";
}
bool IsXml(std::string_view type) {
  return type.ends_with("/xml") || type.ends_with("+xml");
}
bool IsGzip(std::string_view body) {
  return body.starts_with("\x1f\x8b");
}

Form FormOf(const FetchResult& result, LinkClass link_class) {
  const std::string_view body = result.body.view();
  const std::string_view type = result.media_type;
  if (IsWordPressPosts(result.url)) {
    return Form::kPosts;
  }
  if (link_class == LinkClass::kSitemap && (IsGzip(body) || type == "text/plain")) {
    return Form::kSitemap;
  }
  if (type == "application/feed+json" ||
      (link_class == LinkClass::kFeed && (type == "application/json" || body.starts_with('{')))) {
    return Form::kFeed;
  }
  const bool list = link_class == LinkClass::kFeed || link_class == LinkClass::kSitemap;
  if (IsXml(type) || list || type.empty()) {
    switch (SniffXml(body)) {
      case XmlKind::kFeed:
        return Form::kFeed;
      case XmlKind::kSitemap:
        return Form::kSitemap;
      case XmlKind::kOther:
        break;
    }
  }
  const bool sniffed_html = type.empty() && body.substr(0, 512).find('<') != std::string_view::npos;
  return IsHtml(type) || sniffed_html ? Form::kPage : Form::kOther;
}

}  // namespace

ParsedResponse ParseResponse(FetchResult result, LinkClass link_class, const SiteHints& hints) {
  ParsedResponse parsed(std::move(result));
  const FetchResult& from = parsed.result;
  const std::string_view body = from.body.view();
  switch (FormOf(from, link_class)) {
    case Form::kPage: {
      const PageContext context{from.url,        from.started, hints.language,
                                hints.time_zone, hints.rules,  hints.template_blocks};
      // Front pages say what the site runs on.
      const bool front = link_class == LinkClass::kSeed;
      parsed.page =
          ParsePage(body, from.http_charset, context,
                    front ? std::optional<std::string_view>(from.response_head) : std::nullopt);
      break;
    }
    case Form::kFeed: {
      const FeedContext context{from.url, from.http_charset, hints.language};
      Feed feed = ParseFeed(body, context);
      if (feed.format != FeedFormat::kNone) {
        parsed.feed = std::move(feed);
      }
      break;
    }
    case Form::kSitemap: {
      SitemapLimits limits;
      limits.max_decoded_bytes = std::size_t{128} << 20;
      limits.max_entries = 200'000;  // four times what the protocol allows in one file
      auto parts = std::make_unique<SitemapParts>(from.url, limits);
      Sitemap sitemap = parts->Next(body);
      if (sitemap.valid) {
        parsed.sitemap = std::move(sitemap);
        parsed.parts = parts->ended() ? nullptr : std::move(parts);
      }
      break;
    }
    case Form::kPosts: {
      WpPosts posts = ParseWpPosts(body, from.url);
      if (posts.valid) {
        parsed.posts = std::move(posts);
      }
      break;
    }
    case Form::kOther:
      break;
  }
  return parsed;
}

}  // namespace kiosque
