// gunzip.h — gzip and zlib data, inflated piece by piece.
//
// Errors: broken() once the data makes no sense; what came before it stays good. Threads: one
// thread. Source: RFC 1952; done by zlib.
#ifndef KIOSQUE_PARSER_GUNZIP_H_
#define KIOSQUE_PARSER_GUNZIP_H_

#include <functional>
#include <memory>
#include <string_view>

namespace kiosque {

class Gunzip {
 public:
  Gunzip();
  ~Gunzip();

  /// Whether `head` begins like a gzip file.
  static bool LooksLike(std::string_view head) { return head.starts_with("\x1F\x8B"); }

  /// Inflates `bytes`, giving the result to `sink` in pieces of at most 64 KiB until it answers
  /// false. False when the sink did, or the data is broken. Members that follow each other are one
  /// stream.
  bool Append(std::string_view bytes, const std::function<bool(std::string_view)>& sink);
  bool broken() const { return broken_; }

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
  bool broken_ = false;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_GUNZIP_H_
