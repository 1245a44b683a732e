// error.h — what can go wrong, and how a function says so.
//
// Result<T> is either a T or an Error: a code to branch on and a sentence to read. It is for I/O,
// for corrupt data and for input from the person who runs the program. What the web does is not an
// Error: it is data (crawler/fetcher.h, FetchOutcome), and parsers of web bytes never fail
// (parser/*.h). This header is the only place that names Boost's result type.
//
// Threads: values; no shared state.
#ifndef KIOSQUE_BASE_ERROR_H_
#define KIOSQUE_BASE_ERROR_H_

#include <boost/system/result.hpp>
#include <stdexcept>
#include <string>
#include <utility>

namespace kiosque {

/// The kinds of failure that callers tell apart.
enum class Errc {
  kInvalidUrl,       ///< not an absolute http or https URL
  kInvalidArgument,  ///< a value that the caller, in the end a person, must mend
  kNotFound,         ///< the thing asked for is not there; the store is fine
  kLocked,           ///< another process holds the store
  kTooNew,           ///< written by a newer format than this program reads
  kCorrupt,          ///< stored bytes are not what was written
  kIo,               ///< the operating system refused a read or a write
  kNoSpace,          ///< the disk is full or a quota is reached
  kUnsupported,      ///< understood, but this build cannot do it
};

/// A failure: `code` to branch on, `message` for a person (one line, no trailing full stop).
struct Error {
  Errc code;
  std::string message;
};

/// Called by boost::system::result when value() is asked of an Error: a bug in the caller.
[[noreturn]] inline void throw_exception_from_error(const Error& error,
                                                    const boost::source_location& /*where*/) {
  throw std::logic_error("unchecked Result: " + error.message);
}

template <typename T>
using Result = boost::system::result<T, Error>;

/// A Result without a value. `return Ok();` is success.
using Status = Result<void>;

inline Status Ok() {
  return Status();
}

/// Builds an Error; reads well in `return Fail(Errc::kIo, "...")`.
inline Error Fail(Errc code, std::string message) {
  return Error{code, std::move(message)};
}

}  // namespace kiosque

#endif  // KIOSQUE_BASE_ERROR_H_
