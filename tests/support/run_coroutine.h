// run_coroutine.h — runs one coroutine to its end on a private or given io_context, without a
// sleep.
#ifndef KIOSQUE_TESTS_SUPPORT_RUN_COROUTINE_H_
#define KIOSQUE_TESTS_SUPPORT_RUN_COROUTINE_H_

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <utility>

namespace kiosque::testing {

template <typename T>
boost::asio::awaitable<void> Store(boost::asio::awaitable<T> coroutine, std::optional<T>& result) {
  T value = co_await std::move(coroutine);
  result.emplace(std::move(value));
}

/// Starts `coroutine` on `io`; its result appears in `result` once somebody has run `io` far
/// enough. An exception out of it is rethrown by whoever runs `io`.
template <typename T>
void Spawn(boost::asio::io_context& io, boost::asio::awaitable<T> coroutine,
           std::optional<T>& result) {
  boost::asio::co_spawn(io, Store(std::move(coroutine), result),
                        [](const std::exception_ptr& error) {
                          if (error) {
                            std::rethrow_exception(error);
                          }
                        });
}

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_RUN_COROUTINE_H_
