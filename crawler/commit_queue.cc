#include "crawler/commit_queue.h"

#include <boost/asio/post.hpp>
#include <iterator>
#include <utility>

namespace kiosque {
namespace {

std::size_t BytesOf(const CommitGroup& group) {
  std::size_t bytes = 256;
  for (const CaptureRecord& record : group.captures) {
    bytes += record.body.size() + record.coded_body.size() + record.capture.response_head.size();
  }
  for (const StateChange& change : group.state) {
    bytes += change.key.size() + (change.value ? change.value->size() : 0) + 64;
  }
  return bytes;
}

}  // namespace

CommitQueue::CommitQueue(Archive& archive, boost::asio::io_context& context, Callbacks callbacks,
                         bool own_thread)
    : archive_(archive), context_(context), callbacks_(std::move(callbacks)) {
  if (own_thread) {
    thread_ = std::thread([this] { WriterLoop(); });
  }
}

CommitQueue::~CommitQueue() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void CommitQueue::Submit(CommitGroup group, std::uint64_t ticket) {
  const std::size_t captures = group.captures.size();
  const std::size_t bytes = BytesOf(group);
  Unit unit{std::move(group), ticket, captures, bytes};
  bytes_ += bytes;
  ++outstanding_;
  if (!thread_.joinable()) {
    std::vector<Unit> units;
    units.push_back(std::move(unit));
    CommitUnits(std::move(units));
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(unit));
  }
  wake_.notify_one();
}

void CommitQueue::WriterLoop() {
  while (true) {
    std::vector<Unit> units;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stop_ || !queue_.empty(); });
      if (queue_.empty()) {
        return;
      }
      std::size_t bytes = 0;
      while (!queue_.empty() && bytes < kMaxGroupBytes) {
        bytes += queue_.front().bytes;
        units.push_back(std::move(queue_.front()));
        queue_.pop_front();
      }
    }
    CommitUnits(std::move(units));
  }
}

void CommitQueue::CommitUnits(std::vector<Unit> units) {
  if (failed_) {
    return;
  }
  CommitGroup all;
  for (Unit& unit : units) {
    std::move(unit.group.captures.begin(), unit.group.captures.end(),
              std::back_inserter(all.captures));
    std::move(unit.group.state.begin(), unit.group.state.end(), std::back_inserter(all.state));
  }
  Result<std::vector<CaptureReceipt>> receipts = archive_.Commit(std::move(all));
  if (!receipts) {
    failed_ = true;
    boost::asio::post(context_, [this, error = receipts.error()] { callbacks_.on_failure(error); });
    return;
  }
  std::vector<Done> done;
  std::size_t next = 0;
  for (const Unit& unit : units) {
    const auto begin = receipts->begin() + static_cast<std::ptrdiff_t>(next);
    next += unit.captures;
    done.push_back(
        {unit.ticket, unit.bytes, {begin, receipts->begin() + static_cast<std::ptrdiff_t>(next)}});
  }
  Report(std::move(done));
}

void CommitQueue::Report(std::vector<Done> done) {
  boost::asio::post(context_, [this, all = std::move(done)]() mutable {
    for (Done& one : all) {
      bytes_ -= one.bytes;
      --outstanding_;
      callbacks_.on_commit(one.ticket, std::move(one.receipts));
    }
  });
}

}  // namespace kiosque
