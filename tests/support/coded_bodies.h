// coded_bodies.h — bodies in the content codings of the web.
#ifndef KIOSQUE_TESTS_SUPPORT_CODED_BODIES_H_
#define KIOSQUE_TESTS_SUPPORT_CODED_BODIES_H_

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <string>

namespace kiosque::testing {

/// zlib's deflate with `window` bits: 31 = gzip, 15 = zlib, -15 = bare deflate.
inline std::string Deflated(const std::string& plain, int window) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, window, 9, Z_DEFAULT_STRATEGY);
  std::string coded(deflateBound(&stream, plain.size()) + 64, '\0');
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(coded.data());
  stream.avail_out = static_cast<uInt>(coded.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  coded.resize(stream.total_out);
  deflateEnd(&stream);
  return coded;
}

inline std::string Gzip(const std::string& plain) {
  return Deflated(plain, 31);
}

/// `window_log` 0 = zstd's choice.
inline std::string Zstd(const std::string& plain, int window_log = 0) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  if (window_log != 0) {
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log);
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
  }
  std::string coded(ZSTD_compressBound(plain.size()), '\0');
  coded.resize(ZSTD_compress2(context, coded.data(), coded.size(), plain.data(), plain.size()));
  ZSTD_freeCCtx(context);
  return coded;
}

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_CODED_BODIES_H_
