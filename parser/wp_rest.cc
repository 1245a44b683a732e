#include "parser/wp_rest.h"

#include <algorithm>
#include <charconv>

#include "base/unicode.h"
#include "parser/charset.h"
#include "parser/feed.h"
#include "parser/feed_date.h"
#include "parser/json_reader.h"

namespace kiosque {

namespace {

std::uint64_t PostNumber(std::string_view digits) {
  std::uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// {"rendered": "L&#8217;eau &#038; le <em>feu</em>"} as plain text; older plug-ins give the text
/// itself.
std::string Title(const JsonTree& tree, JsonId row) {
  const JsonId title = tree.Member(row, "title");
  if (title == kNoJson) {
    return {};
  }
  FeedText text;
  text.type = "text/html";
  text.value = tree[title].kind == JsonValue::Kind::kObject ? tree.Text(title, "rendered")
                                                            : tree[title].text;
  return PlainText(text);
}

void ReadRow(const JsonTree& tree, JsonId row, const Url& url, WpPosts* posts) {
  const std::string_view status = tree.Text(row, "status");
  const std::string_view href = tree.Text(row, "link");
  const Result<Url> link = url.Resolve(href);
  if (href.empty() || !link || (!status.empty() && status != "publish")) {
    return;
  }
  WpPost post(*link);
  post.id = PostNumber(tree.Text(row, "id"));
  post.title = Title(tree, row);
  // "date" is in the site's zone, which the answer does not name: without date_gmt there is no
  // date.
  post.published = ParseFeedDate(tree.Text(row, "date_gmt"));
  post.modified = ParseFeedDate(tree.Text(row, "modified_gmt"));
  posts->posts.push_back(std::move(post));
}

}  // namespace

WpPosts ParseWpPosts(std::string_view bytes, const Url& url) {
  WpPosts posts;
  const std::string text = DecodeHtml(bytes, "utf-8").text;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos || (text[first] != '[' && text[first] != '{')) {
    return posts;
  }
  const JsonTree tree = JsonTree::Parse(text);
  const JsonId top = tree.FirstChild(0);
  if (top == kNoJson) {
    return posts;
  }
  if (tree[top].kind == JsonValue::Kind::kObject) {
    posts.error_code = tree.Text(top, "code");
    return posts;
  }
  posts.valid = tree[top].kind == JsonValue::Kind::kArray;
  for (JsonId row = posts.valid ? tree.FirstChild(top) : kNoJson; row != kNoJson;
       row = tree.NextSibling(row)) {
    if (tree[row].kind == JsonValue::Kind::kObject) {
      ++posts.rows;
      ReadRow(tree, row, url, &posts);
    }
  }
  posts.valid = posts.rows > 0 || tree.FirstChild(top) == kNoJson;
  return posts;
}

std::optional<std::size_t> WpTotal(std::string_view response_head, std::string_view field) {
  while (!response_head.empty()) {
    const std::string_view line = response_head.substr(0, response_head.find('\n'));
    response_head.remove_prefix(std::min(line.size() + 1, response_head.size()));
    const bool same = line.size() > field.size() && line[field.size()] == ':' &&
                      std::equal(field.begin(), field.end(), line.begin(),
                                 [](char a, char b) { return (a | 0x20) == (b | 0x20); });
    if (!same) {
      continue;
    }
    const std::string value = CollapseSpace(line.substr(field.size() + 1));
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc() && end == value.data() + value.size()) {
      return number;
    }
  }
  return std::nullopt;
}

}  // namespace kiosque
