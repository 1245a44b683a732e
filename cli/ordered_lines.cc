#include "cli/ordered_lines.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace kiosque {
namespace {

/// How many lines a thread may be ahead of the oldest answer still owed.
constexpr std::uint64_t kAheadPerThread = 8;

struct Line {
  std::string text;
  std::uint64_t number = 0;  ///< in the stream, from 1
  std::uint64_t turn = 0;    ///< among the lines that are answered, from 0
};

class OrderedLines {
 public:
  OrderedLines(std::istream& in, std::ostream& out, unsigned threads)
      : in_(in), out_(out), window_(kAheadPerThread * threads) {}

  std::optional<Line> Next() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return taken_ < written_ + window_; });
    Line line;
    while (std::getline(in_, line.text)) {
      line.number = ++number_;
      if (line.text.find_first_not_of(" \t\r") != std::string::npos) {
        line.turn = taken_++;
        return line;
      }
    }
    return std::nullopt;
  }

  void Put(std::uint64_t turn, std::string answer) {
    const std::lock_guard lock(mutex_);
    early_.emplace(turn, std::move(answer));
    for (auto it = early_.begin(); it != early_.end() && it->first == written_;
         it = early_.erase(it)) {
      out_ << it->second << '\n';
      ++written_;
    }
    room_.notify_all();
  }

 private:
  // Constant after construction; the streams are touched under mutex_ only.
  std::istream& in_;
  std::ostream& out_;
  const std::uint64_t window_;
  // Protected by mutex_.
  std::mutex mutex_;
  std::condition_variable room_;
  std::map<std::uint64_t, std::string> early_;
  std::uint64_t number_ = 0;
  std::uint64_t taken_ = 0;
  std::uint64_t written_ = 0;
};

}  // namespace

void AnswerLines(std::istream& in, std::ostream& out, unsigned threads, const LineAnswer& answer) {
  threads = std::max(1u, threads);
  OrderedLines lines(in, out, threads);
  const auto work = [&lines, &answer] {
    while (std::optional<Line> line = lines.Next()) {
      lines.Put(line->turn, answer(std::move(line->text), line->number));
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) {
    others.emplace_back(work);
  }
  work();
  for (std::thread& thread : others) {
    thread.join();
  }
}

}  // namespace kiosque
