// wp_rest.h — rows of WordPress's list of posts: /wp-json/wp/v2/posts.
//
//   [{"id": 7, "link": "https://…", "date_gmt": "2024-04-13T07:30:00", "modified_gmt": …, "title":
//   {"rendered": "…"}}, …]
//
// Only published rows with an http(s) link are kept; dates are UTC whatever the site's zone. Sites
// that block the API answer with an error object or a page: valid is false then.
//
// Errors: none. Bounds: those of parser/json_reader.h. Threads: pure functions.
// Source: https://developer.wordpress.org/rest-api/reference/posts/
#ifndef KIOSQUE_PARSER_WP_REST_H_
#define KIOSQUE_PARSER_WP_REST_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/url.h"

namespace kiosque {

struct WpPost {
  explicit WpPost(Url u) : link(std::move(u)) {}

  Url link;
  std::uint64_t id = 0;
  std::string title;  ///< plain text
  std::optional<UtcTime> published;
  std::optional<UtcTime> modified;
};

struct WpPosts {
  bool valid = false;  ///< it was a list of posts, perhaps an empty one
  std::string
      error_code;  ///< of an error object: "rest_no_route", "rest_post_invalid_page_number" …
  std::size_t rows = 0;  ///< rows in the answer, kept or not: what paging goes by
  std::vector<WpPost> posts;
};

/// Reads the answer to a request for `url`.
WpPosts ParseWpPosts(std::string_view bytes, const Url& url);

/// X-WP-Total or X-WP-TotalPages of a raw response head; empty when absent or no number.
std::optional<std::size_t> WpTotal(std::string_view response_head, std::string_view field);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_WP_REST_H_
