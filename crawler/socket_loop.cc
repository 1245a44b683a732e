#include "crawler/socket_loop.h"

#include <sys/epoll.h>

#include <array>
#include <boost/asio/post.hpp>

namespace kiosque {

namespace asio = boost::asio;

SocketLoop::SocketLoop(const asio::any_io_executor& executor, Client& client)
    : executor_(executor),
      client_(client),
      set_(executor, epoll_create1(EPOLL_CLOEXEC)),
      timer_(executor),
      self_(std::make_shared<SocketLoop*>(this)) {}

SocketLoop::~SocketLoop() = default;

void SocketLoop::Watch(int fd, bool in, bool out) noexcept {
  const auto index = static_cast<std::size_t>(fd);
  if (index >= generations_.size()) {
    generations_.resize(index + 1);
  }
  epoll_event event{};
  event.events = (in ? EPOLLIN : 0u) | (out ? EPOLLOUT : 0u);
  event.data.u64 = std::uint64_t{generations_[index]} << 32 | index;
  if (epoll_ctl(set_.native_handle(), EPOLL_CTL_MOD, fd, &event) != 0) {
    epoll_ctl(set_.native_handle(), EPOLL_CTL_ADD, fd, &event);
  }
}

void SocketLoop::Forget(int fd) noexcept {
  if (static_cast<std::size_t>(fd) < generations_.size()) {
    ++generations_[static_cast<std::size_t>(fd)];
  }
  epoll_ctl(set_.native_handle(), EPOLL_CTL_DEL, fd, nullptr);
}

void SocketLoop::Run() {
  running_ = true;
  ArmPoll();
  if (soon_) {
    PostTurn();
  }
  ArmTimer();
}

void SocketLoop::Pause() {
  running_ = false;
  set_.cancel();
  timer_.cancel();
  armed_.reset();
}

void SocketLoop::ArmPoll() {
  if (polling_) {
    return;
  }
  polling_ = true;
  set_.async_wait(asio::posix::stream_descriptor::wait_read,
                  [self = std::weak_ptr<SocketLoop*>(self_)](const boost::system::error_code&) {
                    if (const auto alive = self.lock()) {
                      (*alive)->polling_ = false;
                      (*alive)->OnReadable();
                    }
                  });
}

void SocketLoop::OnReadable() {
  if (!running_) {
    return;
  }
  std::array<epoll_event, 64> events;
  const int count =
      epoll_wait(set_.native_handle(), events.data(), static_cast<int>(events.size()), 0);
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    const auto fd = static_cast<std::size_t>(event.data.u64 & 0xffffffffu);
    if (generations_[fd] == event.data.u64 >> 32) {
      Readiness ready;
      ready.in = (event.events & (EPOLLIN | EPOLLHUP | EPOLLRDHUP)) != 0;
      ready.out = (event.events & EPOLLOUT) != 0;
      ready.error = (event.events & EPOLLERR) != 0;
      client_.OnSocket(static_cast<int>(fd), ready);
    }
  }
  TakeTurn();
}

// Brings the client to rest: what it wants to do at once, then what is done, then what to wait for.
void SocketLoop::TakeTurn() {
  // Bounded: a client that wants to go on again and again lets others have their turn.
  for (int round = 0; soon_ && round < 4; ++round) {
    soon_ = false;
    client_.OnDeadline();
  }
  client_.OnTurn();
  if (running_) {
    Run();
  }
}

void SocketLoop::PostTurn() {
  if (turn_posted_) {
    return;
  }
  turn_posted_ = true;
  asio::post(executor_, [self = std::weak_ptr<SocketLoop*>(self_)] {
    if (const auto alive = self.lock()) {
      (*alive)->turn_posted_ = false;
      (*alive)->TakeTurn();
    }
  });
}

// The timer is left alone when it fires early enough: curl moves its wish with every packet, mostly
// to later.
void SocketLoop::ArmTimer() {
  if (!due_ || (armed_ && *armed_ <= *due_)) {
    return;
  }
  armed_ = due_;
  timer_.expires_at(*due_);
  timer_.async_wait([self = std::weak_ptr<SocketLoop*>(self_)](
                        const boost::system::error_code& error) {
    const auto alive = self.lock();
    if (error || !alive || !(*alive)->running_) {
      return;
    }
    SocketLoop& loop = **alive;
    loop.armed_.reset();
    loop.soon_ = loop.soon_ || (loop.due_ && *loop.due_ <= asio::steady_timer::clock_type::now());
    loop.TakeTurn();
  });
}

}  // namespace kiosque
