// rethrow.h — the completion handler of a detached coroutine: an exception in one is a bug, and
// must not vanish with it.
//
// Threads: the one that runs the io_context, out of whose run() the exception comes.
#ifndef KIOSQUE_CRAWLER_RETHROW_H_
#define KIOSQUE_CRAWLER_RETHROW_H_

#include <exception>

namespace kiosque {

inline void Rethrow(const std::exception_ptr& error) {
  if (error) {
    std::rethrow_exception(error);
  }
}

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_RETHROW_H_
