// test_data.h — where the shared test data is: real pages, conformance cases, generators.
//
// The data is not part of the repository. KIOSQUE_TEST_DATA names its folder; without it the
// default is
// "../shared" beside the checkout. A test that needs it calls KIOSQUE_NEED_TEST_DATA() first, which
// skips loudly when the folder is absent, and fails instead of skipping when
// KIOSQUE_REQUIRE_TEST_DATA is set.
#ifndef KIOSQUE_TESTS_SUPPORT_TEST_DATA_H_
#define KIOSQUE_TESTS_SUPPORT_TEST_DATA_H_

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace kiosque::testing {

inline std::filesystem::path TestDataDir() {
  if (const char* dir = std::getenv("KIOSQUE_TEST_DATA")) {
    return dir;
  }
  return std::filesystem::path(KIOSQUE_SOURCE_DIR) / ".." / "shared";
}

inline bool HaveTestData() {
  return std::filesystem::exists(TestDataDir() / "README.md");
}

/// The lines of a file of the test data ("conformance/robots_match.jsonl"), without empty ones.
inline std::vector<std::string> TestDataLines(const std::string& relative) {
  std::ifstream in(TestDataDir() / relative);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) {
      lines.push_back(line);
    }
  }
  return lines;
}

inline std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace kiosque::testing

#define KIOSQUE_NEED_TEST_DATA()                                                            \
  if (!::kiosque::testing::HaveTestData()) {                                                \
    if (std::getenv("KIOSQUE_REQUIRE_TEST_DATA")) {                                         \
      FAIL() << "no test data in " << ::kiosque::testing::TestDataDir();                    \
    }                                                                                       \
    GTEST_SKIP() << "SKIPPED LOUDLY: no test data in " << ::kiosque::testing::TestDataDir() \
                 << "; set KIOSQUE_TEST_DATA";                                              \
  }                                                                                         \
  static_assert(true)

#endif  // KIOSQUE_TESTS_SUPPORT_TEST_DATA_H_
