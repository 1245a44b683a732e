// newsroom_server.h — the newsroom on the wire: HTTP/1.1 on the loopback interface of this machine.
//
// Binds 127.0.0.1 at a port that the system chooses, so nobody else can reach it; answers GET and
// HEAD, keeps connections alive, honours If-None-Match, and remembers what it was asked.
//
// Errors: kIo when no port can be had; afterwards none. Threads: serves on a thread of its own from
// Start to destruction; all members may be called from any one other thread.
#ifndef KIOSQUE_WEB_NEWSROOM_SERVER_H_
#define KIOSQUE_WEB_NEWSROOM_SERVER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"

namespace kiosque {

struct NewsroomRequest {
  std::string path;
  std::string user_agent;
  int status = 0;
};

class NewsroomServer {
 public:
  static Result<std::unique_ptr<NewsroomServer>> Start();
  /// Closes every connection and waits for the thread.
  ~NewsroomServer();
  NewsroomServer(const NewsroomServer&) = delete;
  NewsroomServer& operator=(const NewsroomServer&) = delete;

  std::uint16_t port() const;
  /// What is served from now on.
  void SetEdition(int edition);
  /// The requests answered since the last call, in order.
  std::vector<NewsroomRequest> TakeRequests();

 private:
  class Impl;
  explicit NewsroomServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kiosque

#endif  // KIOSQUE_WEB_NEWSROOM_SERVER_H_
