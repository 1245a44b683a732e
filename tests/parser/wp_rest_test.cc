#include "parser/wp_rest.h"

#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

Url Api() {
  return *Url::Parse("https://journal.example/wp-json/wp/v2/posts?per_page=100");
}

TEST(WpRest, ReadsRowsWithTheirDatesInUtc) {
  const WpPosts posts = ParseWpPosts(
      R"([{"id":41,"date":"2024-04-13T08:30:00","date_gmt":"2024-04-13T07:30:00","modified_gmt":"2024-04-14T00:00:00",
          "link":"https://journal.example/2024/04/a/","title":{"rendered":"L&#8217;eau &#038; le <em>feu<\/em>"},"status":"publish"},
          {"id":40,"link":"https://journal.example/2024/04/b/","date":"2024-04-12T08:30:00","title":{"rendered":""}},
          {"id":39,"link":"https://journal.example/?p=39","status":"draft"},{"id":38},7])",
      Api());
  EXPECT_TRUE(posts.valid);
  EXPECT_EQ(posts.rows, 4u);
  ASSERT_EQ(posts.posts.size(), 2u);
  EXPECT_EQ(posts.posts[0].id, 41u);
  EXPECT_EQ(posts.posts[0].title, "L’eau & le feu");
  EXPECT_EQ(FormatUtc(*posts.posts[0].published), "2024-04-13T07:30:00Z");
  EXPECT_EQ(FormatUtc(*posts.posts[0].modified), "2024-04-14T00:00:00Z");
  EXPECT_FALSE(posts.posts[1].published) << "a date in an unknown zone is none";
}

TEST(WpRest, TellsErrorsEmptyListsAndPagesApart) {
  const WpPosts error =
      ParseWpPosts(R"({"code":"rest_no_route","message":"x","data":{"status":404}})", Api());
  EXPECT_FALSE(error.valid);
  EXPECT_EQ(error.error_code, "rest_no_route");
  EXPECT_TRUE(ParseWpPosts("[]", Api()).valid);
  EXPECT_FALSE(ParseWpPosts("<html>403</html>", Api()).valid);
  EXPECT_FALSE(ParseWpPosts("", Api()).valid);
  EXPECT_TRUE(ParseWpPosts("\xEF\xBB\xBF[{\"id\":1,\"link\":\"/a\"}]", Api()).valid);
  EXPECT_EQ(ParseWpPosts("\xEF\xBB\xBF[{\"id\":1,\"link\":\"/a\"}]", Api()).posts.size(), 1u);
  EXPECT_TRUE(ParseWpPosts("[{\"link\":\"javascript:x\"}]", Api()).posts.empty());
}

TEST(WpRest, ReadsTotals) {
  const std::string head =
      "HTTP/1.1 200 OK\r\nx-wp-total: 41233\r\nX-WP-TotalPages: 413\r\nX-WP-Odd: many\r\n\r\n";
  EXPECT_EQ(WpTotal(head, "X-WP-Total"), 41233u);
  EXPECT_EQ(WpTotal(head, "X-WP-TotalPages"), 413u);
  EXPECT_EQ(WpTotal(head, "X-WP-Odd"), std::nullopt);
  EXPECT_EQ(WpTotal(head, "X-WP-None"), std::nullopt);
  EXPECT_EQ(WpTotal("", "X-WP-Total"), std::nullopt);
}

}  // namespace
}  // namespace kiosque
