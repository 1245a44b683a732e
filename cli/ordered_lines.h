// ordered_lines.h — a function over the lines of a stream on several threads, answers in input
// order.
//
//   in ─line─▶ worker ─┐
//      ─line─▶ worker ─┼─▶ answers that came early wait for the earlier ones ─▶ out
//      ─line─▶ worker ─┘
//
// A worker that is far ahead of the slowest waits, so that memory stays bounded by a few answers a
// thread.
//
// Errors: none of its own; check the streams. Threads: blocks the caller; `answer` is called from
// `threads` threads at once.
#ifndef KIOSQUE_CLI_ORDERED_LINES_H_
#define KIOSQUE_CLI_ORDERED_LINES_H_

#include <cstdint>
#include <functional>
#include <istream>
#include <ostream>
#include <string>

namespace kiosque {

/// Answers one line; `number` counts from 1.
using LineAnswer = std::function<std::string(std::string line, std::uint64_t number)>;

/// Writes answer(line) and a newline to `out` for every line of `in` that is not blank.
void AnswerLines(std::istream& in, std::ostream& out, unsigned threads, const LineAnswer& answer);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_ORDERED_LINES_H_
