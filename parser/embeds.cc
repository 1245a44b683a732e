#include "parser/embeds.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/percent_encoding.h"
#include "parser/class_list.h"

namespace kiosque {
namespace {

// How the address of a player becomes the address of what it plays.
enum class Rewrite : std::uint8_t {
  kPathId,     // the last part of the path, behind `page`
  kParameter,  // the value of the query parameter `page`
  kIdOf,       // the value of the parameter "id", behind `page`
  kCutEmbed,   // the same address without "/embed" and query
};

struct Player {
  std::string_view host;  // and all below it
  std::string_view path;  // how the path begins
  Rewrite rewrite;
  std::string_view page;
};

constexpr Player kPlayers[] = {
    {"youtube.com", "/embed/", Rewrite::kPathId, "https://www.youtube.com/watch?v="},
    {"youtube-nocookie.com", "/embed/", Rewrite::kPathId, "https://www.youtube.com/watch?v="},
    {"player.vimeo.com", "/video/", Rewrite::kPathId, "https://vimeo.com/"},
    {"dailymotion.com", "/embed/video/", Rewrite::kPathId, "https://www.dailymotion.com/video/"},
    {"facebook.com", "/plugins/", Rewrite::kParameter, "href"},
    {"platform.twitter.com", "/embed/", Rewrite::kIdOf, "https://twitter.com/i/status/"},
    {"instagram.com", "/", Rewrite::kCutEmbed, ""},
    {"tiktok.com", "/", Rewrite::kCutEmbed, ""},
    {"open.spotify.com", "/embed/", Rewrite::kCutEmbed, ""},
    {"w.soundcloud.com", "/player", Rewrite::kParameter, "url"},
    {"t.me", "/", Rewrite::kCutEmbed, ""},
    {"audiomack.com", "/embed/", Rewrite::kCutEmbed, ""},
};

// Classes of the blockquotes and boxes that the platforms' scripts turn into posts.
constexpr std::string_view kPosts[] = {
    "twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed",    "bluesky-embed",
    "fb-post",       "fb-video",      "mastodon-embed",  "reddit-embed-bq", "text-post-media"};

bool IsOrIsBelow(std::string_view host, std::string_view domain) {
  return host.ends_with(domain) &&
         (host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.');
}

std::string Parameter(const Url& url, std::string_view name) {
  std::string_view query = url.search();
  query.remove_prefix(std::min<std::size_t>(query.size(), 1));
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
      return PercentDecode(pair.substr(name.size() + 1));
    }
  }
  return {};
}

std::optional<Url> Web(std::string_view address) {
  const Result<Url> url = Url::Parse(address);
  return url ? std::optional<Url>(url->WithoutFragment()) : std::nullopt;
}

bool IsPostId(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_';
  });
}

std::optional<Url> CutEmbed(const Url& source) {
  constexpr std::string_view kEmbed = "/embed";
  std::string path(source.path());
  const std::size_t at = path.find(kEmbed);
  // "/p/ID/embed/captioned", "/embed/v2/ID", "/embed/track/ID"; without the word a channel's post
  // asks for its frame by a parameter.
  if (at != std::string::npos) {
    const bool front = at == 0;
    path = front ? path.substr(kEmbed.size()) : path.substr(0, at);
  } else if (Parameter(source, "embed").empty()) {
    return std::nullopt;
  }
  return path.size() > 1 ? std::optional<Url>(source.WithPath(path)) : std::nullopt;
}

class EmbedFinder {
 public:
  EmbedFinder(const Document& document, const BlockList& list, const std::vector<bool>& keep,
              const Url& base)
      : document_(document), list_(list), keep_(keep), base_(base) {}

  std::vector<Embed> Run() {
    const auto kept = std::find(keep_.begin(), keep_.end(), true);
    if (kept == keep_.end()) {
      return FirstOfMain();
    }
    first_ = list_.blocks[static_cast<std::size_t>(kept - keep_.begin())].container;
    const auto last = std::find(keep_.rbegin(), keep_.rend(), true);
    last_ = list_.blocks[static_cast<std::size_t>(keep_.rend() - last) - 1].container;
    std::vector<Embed> found;
    NodeId id = document_.body();
    while (id < document_[document_.body()].end && found.size() < kMost) {
      const Tag tag = document_[id].tag;
      if (tag == Tag::k_nav || tag == Tag::k_aside || tag == Tag::k_footer) {
        id = document_[id].end;
        continue;
      }
      const bool frame = tag == Tag::k_iframe;
      if (!frame && !IsPost(id)) {
        ++id;
        continue;
      }
      std::optional<Url> url = frame ? Played(id) : Posted(id);
      const NodeId here = std::exchange(id, document_[id].end);  // posts in posts are read once
      if (!url) {
        continue;
      }
      const bool said = std::any_of(found.begin(), found.end(),
                                    [&](const Embed& other) { return other.url == *url; });
      if (!said && IsInArticle(here) && !IsLinked(here, *url)) {
        found.push_back({document_[here].end - 1, std::move(*url)});
      }
    }
    return found;
  }

 private:
  static constexpr std::size_t kMost = 100;

  // On a page without text the first player in the main part is what the page is for.
  std::vector<Embed> FirstOfMain() const {
    for (NodeId id = document_.body(); id < document_[document_.body()].end; ++id) {
      const Tag tag = document_[id].tag;
      if (tag != Tag::k_main && tag != Tag::k_article) {
        continue;
      }
      for (NodeId at = id; at < document_[id].end; ++at) {
        std::optional<Url> url = document_[at].tag == Tag::k_iframe ? Played(at) : std::nullopt;
        if (url) {
          return {{at, std::move(*url)}};
        }
      }
      return {};
    }
    return {};
  }

  std::optional<Url> Resolved(NodeId id, std::string_view attribute) const {
    const std::string_view value = document_.Get(id, attribute);
    if (value.empty()) {
      return std::nullopt;
    }
    const Result<Url> url = base_.Resolve(value);
    return url ? std::optional<Url>(*url) : std::nullopt;
  }

  // Lazy loaders and consent tools keep the address elsewhere until the frame may load.
  std::optional<Url> Played(NodeId id) const {
    for (const std::string_view name :
         {"src", "data-src", "data-lazy-src", "data-litespeed-src", "data-cookieblock-src",
          "data-cmplz-src", "data-src-cmplz"}) {
      const std::optional<Url> source = Resolved(id, name);
      std::optional<Url> played = source ? PlayedAddress(*source) : std::nullopt;
      if (played) {
        return played;
      }
    }
    return std::nullopt;
  }

  bool IsPost(NodeId id) const {
    const Tag tag = document_[id].tag;
    if (tag != Tag::k_blockquote && tag != Tag::k_div) {
      return false;
    }
    const std::string_view classes = document_.Get(id, "class");
    return !classes.empty() &&
           std::any_of(std::begin(kPosts), std::end(kPosts),
                       [&](std::string_view post) { return HasClass(classes, post); });
  }

  std::optional<Url> Posted(NodeId id) const {
    for (const std::string_view name :
         {"data-instgrm-permalink", "data-text-post-permalink", "data-href", "cite"}) {
      if (const std::optional<Url> url = Resolved(id, name)) {
        return Web(url->WithPath(url->path()).href());
      }
    }
    // The date of a post is its last link.
    std::optional<Url> last;
    for (NodeId at = id; at < document_[id].end; ++at) {
      if (document_[at].tag == Tag::k_a) {
        if (const std::optional<Url> url = Resolved(at, "href")) {
          last = url->WithPath(url->path());
        }
      }
    }
    return last;
  }

  // Whether the words that are kept of the post at `id` link to it.
  bool IsLinked(NodeId id, const Url& url) const {
    const auto [first, last] = list_.RangeOf(document_, id);
    for (std::size_t i = first; i < last; ++i) {
      const TextBlock& block = list_.blocks[i];
      for (std::uint32_t t = block.text_begin; keep_[i] && t < block.text_end; ++t) {
        NodeId link = document_[list_.texts[t]].parent;
        while (link > id && document_[link].tag != Tag::k_a) {
          link = document_[link].parent;
        }
        const std::optional<Url> target = link > id ? Resolved(link, "href") : std::nullopt;
        if (target && target->WithPath(target->path()) == url) {
          return true;
        }
      }
    }
    return false;
  }

  // Between the first and the last block, or in a box that stands beside one of them.
  bool IsInArticle(NodeId id) const {
    if (id > first_ && id < last_) {
      return true;
    }
    constexpr int kSteps = 4;
    const NodeId beside_first = document_[first_].parent;
    const NodeId beside_last = document_[last_].parent;
    for (int step = 0; step < kSteps && id != kNoNode; ++step) {
      id = document_[id].parent;
      if (id != kNoNode && id != document_.body() && (id == beside_first || id == beside_last)) {
        return true;
      }
    }
    return false;
  }

  const Document& document_;
  const BlockList& list_;
  const std::vector<bool>& keep_;
  const Url& base_;
  NodeId first_ = kNoNode;
  NodeId last_ = kNoNode;
};

}  // namespace

std::optional<Url> PlayedAddress(const Url& source) {
  for (const Player& player : kPlayers) {
    if (!IsOrIsBelow(source.hostname(), player.host) || !source.path().starts_with(player.path)) {
      continue;
    }
    const std::string_view path = source.path();
    switch (player.rewrite) {
      case Rewrite::kPathId: {
        const std::string_view id = path.substr(player.path.size());
        const std::string_view part = id.substr(0, id.find('/'));
        return IsPostId(part) ? Web(std::string(player.page).append(part)) : std::nullopt;
      }
      case Rewrite::kParameter:
        return Web(Parameter(source, player.page));
      case Rewrite::kIdOf: {
        const std::string id = Parameter(source, "id");
        return IsPostId(id) ? Web(std::string(player.page) + id) : std::nullopt;
      }
      case Rewrite::kCutEmbed:
        return CutEmbed(source);
    }
  }
  return std::nullopt;
}

std::vector<Embed> FindEmbeds(const Document& document, const BlockList& list,
                              const std::vector<bool>& keep, const Url& base) {
  return EmbedFinder(document, list, keep, base).Run();
}

}  // namespace kiosque
