// commit_queue.h — the writer: gathers what is queued into one commit, and says when it is durable.
//
//   Submit(group, ticket) ──▶ queue ──all that is there──▶ Archive::Commit (one sync) ──▶
//   on_commit(ticket, receipts)
//
// While one commit syncs, the next groups gather, so the slower the disk the larger the groups:
// nobody waits for a timer. After a failure nothing more is committed and on_failure is called
// once.
//
// Threads: Submit and the callbacks on the network thread; Archive::Commit on the writer thread,
// or, without one, inside
//          Submit (then callbacks come through the executor all the same).
#ifndef KIOSQUE_CRAWLER_COMMIT_QUEUE_H_
#define KIOSQUE_CRAWLER_COMMIT_QUEUE_H_

#include <boost/asio/io_context.hpp>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/error.h"
#include "storage/archive.h"

namespace kiosque {

class CommitQueue {
 public:
  struct Callbacks {
    /// In the order of submission.
    std::function<void(std::uint64_t ticket, std::vector<CaptureReceipt> receipts)> on_commit;
    std::function<void(Error error)> on_failure;
  };
  static constexpr std::size_t kMaxBytes = std::size_t{64}
                                           << 20;  ///< queued, before full() says so
  static constexpr std::size_t kMaxGroupBytes = std::size_t{32} << 20;

  /// `archive` and `context` outlive this.
  CommitQueue(Archive& archive, boost::asio::io_context& context, Callbacks callbacks,
              bool own_thread);
  /// Commits what is queued, then returns; no callbacks are made any more.
  ~CommitQueue();
  CommitQueue(const CommitQueue&) = delete;
  CommitQueue& operator=(const CommitQueue&) = delete;

  /// Never blocks; whoever submits asks full() before beginning new work.
  void Submit(CommitGroup group, std::uint64_t ticket);
  bool full() const { return bytes_ >= kMaxBytes; }
  /// Submitted and not yet called back.
  std::size_t outstanding() const { return outstanding_; }

 private:
  struct Unit {
    CommitGroup group;
    std::uint64_t ticket;
    std::size_t captures;
    std::size_t bytes;
  };
  struct Done {
    std::uint64_t ticket;
    std::size_t bytes;
    std::vector<CaptureReceipt> receipts;
  };

  void WriterLoop();
  void CommitUnits(std::vector<Unit> units);
  void Report(std::vector<Done> done);

  Archive& archive_;
  boost::asio::io_context& context_;
  const Callbacks callbacks_;
  // Network thread.
  std::size_t bytes_ = 0;
  std::size_t outstanding_ = 0;
  // Writer thread.
  bool failed_ = false;
  // Shared, guarded by mutex_.
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Unit> queue_;
  bool stop_ = false;
  std::thread thread_;  // last: it starts when all else is ready
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_COMMIT_QUEUE_H_
