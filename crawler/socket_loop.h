// socket_loop.h — lets a library that owns its sockets (curl) live on an Asio executor.
//
//   Watch/Forget ─▶ epoll set ── one descriptor ─▶ Asio reactor ─▶ OnSocket × n ─▶ OnTurn
//   CallAt       ─▶ one steady_timer ─────────────────────────────▶ OnDeadline  ─▶ OnTurn
//   CallSoon     ─▶ post ──────────────────────────────────────────▶ OnDeadline  ─▶ OnTurn
//
// The sockets stay the library's alone: nobody here wraps, releases or closes them. Readiness is
// level-triggered, so nothing is re-armed, and one wake-up serves everything that is ready. Each
// socket number has a generation, raised by Forget: an event of the socket that had the number
// before is dropped, though it was fetched from the kernel in the same batch.
//
// While running (Run … Pause) it keeps io_context::run from returning.
//
// Errors: none. Threads: the executor's one thread. Source: epoll(7); curl_multi_socket_action(3).
#ifndef KIOSQUE_CRAWLER_SOCKET_LOOP_H_
#define KIOSQUE_CRAWLER_SOCKET_LOOP_H_

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/clock.h"

namespace kiosque {

class SocketLoop {
 public:
  struct Readiness {
    bool in = false;
    bool out = false;
    bool error = false;
  };
  class Client {
   public:
    virtual ~Client() = default;
    virtual void OnSocket(int fd, Readiness ready) = 0;
    /// The time of CallAt has come, or CallSoon was asked for.
    virtual void OnDeadline() = 0;
    /// After each batch of the above: deal with what is done.
    virtual void OnTurn() = 0;
  };

  /// `client` is called until this dies.
  SocketLoop(const boost::asio::any_io_executor& executor, Client& client);
  ~SocketLoop();
  SocketLoop(const SocketLoop&) = delete;
  SocketLoop& operator=(const SocketLoop&) = delete;

  /// Reports when `fd` is readable (`in`) or writable (`out`), from now on.
  void Watch(int fd, bool in, bool out) noexcept;
  /// Reports nothing of `fd` any more. It may be closed already.
  void Forget(int fd) noexcept;
  /// Calls OnDeadline at `time`, instead of at the time given before; empty = never.
  void CallAt(std::optional<SteadyTime> time) noexcept { due_ = time; }
  /// Calls OnDeadline once, soon, not from inside this call.
  void CallSoon() noexcept { soon_ = true; }

  /// Begins, or goes on, to report.
  void Run();
  /// Reports nothing until Run.
  void Pause();

 private:
  void OnReadable();
  void TakeTurn();
  void ArmPoll();
  void ArmTimer();
  void PostTurn();

  boost::asio::any_io_executor executor_;
  Client& client_;
  boost::asio::posix::stream_descriptor set_;
  boost::asio::steady_timer timer_;
  std::vector<std::uint32_t> generations_;  // by file descriptor
  std::optional<SteadyTime> due_;           // when the client wants to be called
  std::optional<SteadyTime> armed_;         // when timer_ fires
  bool running_ = false;
  bool polling_ = false;
  bool soon_ = false;
  bool turn_posted_ = false;
  // Handlers that Asio has queued already when this dies look at it through a weak pointer: the one
  // reason for a shared_ptr here.
  std::shared_ptr<SocketLoop*> self_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_SOCKET_LOOP_H_
