// page_file.h — a saved page, plain or gzipped, as bytes.
#ifndef KIOSQUE_BENCH_PAGE_FILE_H_
#define KIOSQUE_BENCH_PAGE_FILE_H_

#include <fmt/format.h>
#include <zlib.h>

#include <cstdio>
#include <string>
#include <vector>

namespace kiosque::bench {

/// The file's bytes, unpacked; empty, with a line on stderr, when it cannot be read.
inline std::string ReadPageFile(const std::string& path) {
  std::string bytes;
  gzFile file = gzopen(path.c_str(), "rb");  // reads plain files as they are
  if (file == nullptr) {
    fmt::print(stderr, "cannot read {}\n", path);
    return bytes;
  }
  std::vector<char> buffer(std::size_t{1} << 16);
  for (int got = 0;
       (got = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0;) {
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
  gzclose(file);
  return bytes;
}

}  // namespace kiosque::bench

#endif  // KIOSQUE_BENCH_PAGE_FILE_H_
