// store_fixture.h — a folder that goes away, and captures to put into an archive.
#ifndef KIOSQUE_TESTS_SUPPORT_STORE_FIXTURE_H_
#define KIOSQUE_TESTS_SUPPORT_STORE_FIXTURE_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/article.h"
#include "base/clock.h"
#include "base/url.h"
#include "storage/archive.h"
#include "storage/capture.h"

namespace kiosque::testing {

/// A new empty folder, removed with all it holds at the end.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    // In memory where that can be had: a store syncs all the time, and disks are slow at that.
    const bool shm =
        ::access("/dev/shm", W_OK) == 0 && std::getenv("KIOSQUE_TEST_ON_DISK") == nullptr;
    const std::filesystem::path parent =
        shm ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path();
    std::string name = (parent / "kiosque-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), name);
    }
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline Url MakeUrl(std::string_view text) {
  return Url::Parse(text).value();
}

/// Noon of 2024-04-13 UTC plus `seconds`.
inline UtcTime At(std::int64_t seconds) {
  return UtcTime(std::chrono::sys_days{std::chrono::year{2024} / 4 / 13} + std::chrono::hours{12}) +
         std::chrono::seconds(seconds);
}

inline Article MakeArticle(std::string title, std::string text) {
  Article article;
  article.title = std::move(title);
  article.language = "fr";
  article.kind = PageKind::kArticle;
  Block block;
  block.text = std::move(text);
  article.blocks.push_back(std::move(block));
  article.words = 3;
  return article;
}

/// A page that was fetched whole.
inline CaptureRecord MakeRecord(std::string_view url, std::int64_t seconds, std::string body) {
  CaptureRecord record{.capture = Capture{.url = MakeUrl(url)}};
  record.capture.time = At(seconds);
  record.capture.status = 200;
  record.capture.request_head = "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n";
  record.capture.response_head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
  record.capture.media_type = "text/html";
  record.body = Body(std::move(body));
  return record;
}

/// A page with an article whose HTML has `noise` around it.
inline CaptureRecord MakeStory(std::string_view url, std::int64_t seconds, std::string text,
                               std::string_view noise = "") {
  std::string body = "<html><body><p>" + text + "</p><aside>" + std::string(noise) + "</aside>";
  body.append(400, ' ');
  CaptureRecord record = MakeRecord(url, seconds, std::move(body));
  record.article = MakeArticle("Un titre", std::move(text));
  record.extractor = 7;
  return record;
}

template <typename... Records>
CommitGroup Group(Records... records) {
  CommitGroup group;
  (group.captures.push_back(std::move(records)), ...);
  return group;
}

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_STORE_FIXTURE_H_
