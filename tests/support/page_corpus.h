// page_corpus.h — the real pages of the test data, as the bytes that came.
#ifndef KIOSQUE_TESTS_SUPPORT_PAGE_CORPUS_H_
#define KIOSQUE_TESTS_SUPPORT_PAGE_CORPUS_H_

#include <zlib.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "support/test_data.h"

namespace kiosque::testing {

struct CorpusPage {
  std::string name;
  std::string bytes;
};

/// A whole gzip file; what can be read of a damaged one.
inline std::string ReadGzip(const std::filesystem::path& path) {
  std::string bytes;
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) {
    return bytes;
  }
  std::array<char, 65536> chunk{};
  for (int got = 0; (got = gzread(file, chunk.data(), chunk.size())) > 0;) {
    bytes.append(chunk.data(), static_cast<std::size_t>(got));
  }
  gzclose(file);
  return bytes;
}

/// Every `step`-th page of extraction/pages, by name.
inline std::vector<CorpusPage> LoadPageCorpus(std::size_t step = 1) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(TestDataDir() / "extraction/pages")) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<CorpusPage> pages;
  for (std::size_t i = 0; i < paths.size(); i += step) {
    pages.push_back({paths[i].filename(), ReadGzip(paths[i])});
  }
  return pages;
}

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_PAGE_CORPUS_H_
