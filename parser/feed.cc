#include "parser/feed.h"

#include <algorithm>

#include "base/unicode.h"
#include "parser/charset.h"
#include "parser/feed_json.h"
#include "parser/feed_reader.h"
#include "parser/xml_entities.h"

namespace kiosque {

namespace {

std::string WithoutTags(std::string_view html) {
  std::string out;
  while (true) {
    const std::size_t open = html.find('<');
    out += html.substr(0, open);
    if (open == std::string_view::npos) {
      return out;
    }
    const char next = open + 1 < html.size() ? html[open + 1] : ' ';
    const bool tag =
        next == '/' || next == '!' || next == '?' || ((next | 0x20) >= 'a' && (next | 0x20) <= 'z');
    const std::size_t close = tag ? html.find('>', open) : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += '<';
      html.remove_prefix(open + 1);
      if (tag) {
        out += html;  // no '>' follows: nothing after this is a tag
        return out;
      }
      continue;
    }
    out += ' ';
    html.remove_prefix(close + 1);
  }
}

/// C1 controls are no text: who writes them meant the windows-1252 characters of the same numbers.
void MendC1(std::string* text) {
  std::string out;
  std::size_t kept = 0;
  for (std::size_t at = text->find('\xC2'); at != std::string::npos;
       at = text->find('\xC2', at + 1)) {
    const unsigned char next =
        at + 1 < text->size() ? static_cast<unsigned char>((*text)[at + 1]) : 0;
    if (next >= 0x80 && next < 0xA0) {
      out.append(*text, kept, at - kept);
      out += DecodeReferences("&#" + std::to_string(next) + ";");
      kept = at + 2;
    }
  }
  if (kept > 0) {
    *text = out.append(*text, kept);
  }
}

/// The links that Feed offers as Urls, from its list.
void ReadFeedLinks(Feed* feed) {
  const auto first = [feed](std::string_view rel) -> std::optional<Url> {
    for (const FeedLink& link : feed->links) {
      if (const auto url = Url::Parse(link.href); link.rel == rel && url) {
        return *url;
      }
    }
    return std::nullopt;
  };
  feed->url = first("alternate");
  feed->self = first("self");
  feed->next = first("next");
  if (!feed->next) {
    feed->next = first("prev-archive");  // RFC 5005 §4: an archived feed's older neighbour
  }
  for (const FeedLink& link : feed->links) {
    if (const auto hub = Url::Parse(link.href); link.rel == "hub" && hub) {
      feed->hubs.push_back(*hub);
    }
  }
}

}  // namespace

std::optional<UtcTime> FeedEntry::Date() const {
  return published.time ? published.time : updated.time ? updated.time : created.time;
}

std::string PlainText(const FeedText& text) {
  if (text.type == "text/plain" || text.type.empty()) {
    return CollapseSpace(text.value);
  }
  return CollapseSpace(DecodeReferences(WithoutTags(text.value)));
}

Feed ParseFeed(std::string_view bytes, const FeedContext& context) {
  Feed feed;
  DecodedText decoded = DecodeHtml(bytes, context.http_charset);
  const CharsetVerdict& verdict = decoded.verdict;
  // XML without a declaration is UTF-8 or UTF-16 (XML 1.0 §4.3.3), and ASCII is that too.
  feed.encoding = verdict.source == CharsetSource::kDefault ? "UTF-8" : verdict.encoding;
  feed.well_formed =
      !verdict.overruled && verdict.replacements == 0 &&
      (verdict.source != CharsetSource::kDetector || verdict.encoding.starts_with("UTF-16"));
  MendC1(&decoded.text);
  const std::string_view text = decoded.text;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) {
    return feed;
  }
  if (text[first] == '{') {
    ReadJsonFeed(text, context, &feed);
  } else {
    FeedReader(&feed, context).Read(text);
  }
  ReadFeedLinks(&feed);
  return feed;
}

XmlKind SniffXml(std::string_view bytes) {
  std::string head(bytes.substr(0, 4096));
  std::erase(head, '\0');  // UTF-16
  std::size_t at = 0;
  while ((at = head.find('<', at)) != std::string::npos) {
    if (head.compare(at, 4, "<!--") == 0) {
      at = std::min(head.find("-->", at), head.size());
      continue;
    }
    ++at;
    if (at < head.size() && head[at] != '?' && head[at] != '!') {
      break;
    }
  }
  if (at == std::string::npos) {
    const std::size_t brace = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    return brace != std::string::npos && head[brace] == '{' &&
                   head.find("jsonfeed.org/version") != std::string::npos
               ? XmlKind::kFeed
               : XmlKind::kOther;
  }
  std::string root = head.substr(at, head.find_first_of(" \t\r\n/>", at) - at);
  root.erase(0, root.find(':') == std::string::npos || root == "rdf:RDF" ? 0 : root.find(':') + 1);
  if (root == "rss" || root == "rdf:RDF" || root == "RDF" || root == "feed" || root == "channel" ||
      root == "CHANNEL") {
    return XmlKind::kFeed;
  }
  return root == "urlset" || root == "sitemapindex" ? XmlKind::kSitemap : XmlKind::kOther;
}

}  // namespace kiosque
