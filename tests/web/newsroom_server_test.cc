#include "web/newsroom_server.h"

#include <gtest/gtest.h>

#include <utility>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <string>

namespace kiosque {
namespace {

namespace asio = boost::asio;

/// Sends `request` as it stands and reads until the server closes.
std::string Exchange(std::uint16_t port, const std::string& request) {
  asio::io_context context;
  asio::ip::tcp::socket socket(context);
  socket.connect({asio::ip::address_v4::loopback(), port});
  asio::write(socket, asio::buffer(request));
  std::string answer;
  boost::system::error_code error;
  asio::read(socket, asio::dynamic_buffer(answer), error);
  return answer;
}

std::string Get(const std::string& path, const std::string& fields = "") {
  return "GET " + path + " HTTP/1.1\r\nHost: x\r\nUser-Agent: test\r\nConnection: close\r\n" +
         fields + "\r\n";
}

TEST(NewsroomServer, ServesPagesAndRemembersWhatItWasAsked) {
  const auto server = NewsroomServer::Start();
  ASSERT_TRUE(server) << server.error().message;
  const std::string page = Exchange((*server)->port(), Get("/robots.txt?x=1"));
  EXPECT_TRUE(page.starts_with("HTTP/1.1 200")) << page;
  EXPECT_NE(page.find("Disallow: /brouillons/"), std::string::npos);
  EXPECT_TRUE(Exchange((*server)->port(), Get("/none")).starts_with("HTTP/1.1 404"));
  const auto requests = (*server)->TakeRequests();
  ASSERT_EQ(requests.size(), 2u);
  EXPECT_EQ(requests[0].path, "/robots.txt");
  EXPECT_EQ(requests[0].user_agent, "test");
  EXPECT_EQ(requests[1].status, 404);
  EXPECT_TRUE((*server)->TakeRequests().empty());
}

TEST(NewsroomServer, AnswersConditionalRequestsUntilTheEditionChanges) {
  const auto server = NewsroomServer::Start();
  ASSERT_TRUE(server);
  const std::uint16_t port = (*server)->port();
  const std::string page = Exchange(port, Get("/sitemap.xml"));
  const std::size_t at = page.find("ETag: ");
  ASSERT_NE(at, std::string::npos);
  const std::string tag = page.substr(at + 6, page.find('\r', at) - at - 6);
  EXPECT_TRUE(Exchange(port, Get("/sitemap.xml", "If-None-Match: " + tag + "\r\n"))
                  .starts_with("HTTP/1.1 304"));
  (*server)->SetEdition(2);
  EXPECT_TRUE(Exchange(port, Get("/sitemap.xml", "If-None-Match: " + tag + "\r\n"))
                  .starts_with("HTTP/1.1 200"));
}

TEST(NewsroomServer, KeepsConnectionsAliveAndAnswersHead) {
  const auto server = NewsroomServer::Start();
  ASSERT_TRUE(server);
  const std::string both =
      Exchange((*server)->port(), "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n" + Get("/feed"));
  EXPECT_TRUE(both.starts_with("HTTP/1.1 200"));
  EXPECT_NE(both.find("<rss"), std::string::npos);
  EXPECT_EQ(both.find("<html"), std::string::npos);
}

TEST(NewsroomServer, SurvivesNonsense) {
  const auto server = NewsroomServer::Start();
  ASSERT_TRUE(server);
  Exchange((*server)->port(), std::string("\0\r\n\r\n", 5));
  EXPECT_TRUE(
      Exchange((*server)->port(),
               "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
          .starts_with("HTTP/1.1 405"));
}

}  // namespace
}  // namespace kiosque
