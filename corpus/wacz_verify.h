// wacz_verify.h — is a WACZ package whole? Offline, whoever made it.
//
// Checked: the ZIP file; every file against length and digest in datapackage.json, and none beside
// them; datapackage.json against datapackage-digest.json; every record of the WARC files against
// its digests; every line of the index against the record that it points to, and the other way
// round; every page against the index.
//
// Errors: kNotFound, kIo, kInvalidArgument for what is no ZIP file; what is found wrong is in the
// report. Memory: the index, and one record. Threads: one.
// Source: specs.webrecorder.net/wacz/1.1.1, specs.webrecorder.net/cdxj/0.1.0.
#ifndef KIOSQUE_CORPUS_WACZ_VERIFY_H_
#define KIOSQUE_CORPUS_WACZ_VERIFY_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/sha256.h"

namespace kiosque {

struct WaczCheck {
  std::vector<std::string> problems{};  ///< one line each, at most kMaxWaczProblems
  std::uint64_t problem_count = 0;
  Sha256 digest{};  ///< of datapackage.json as it is
  std::uint64_t files = 0;
  std::uint64_t records = 0;
  std::uint64_t digests = 0;  ///< of records, that were there to be checked
  std::uint64_t captures = 0;
  std::uint64_t pages = 0;
  UtcTime first{};  ///< capture
  UtcTime last{};
  std::string software{};
  std::string created{};
  std::string main_page{};
  std::vector<std::string> tokens{};  ///< RFC 3161 tokens (DER) that datapackage-digest.json brings
  bool whole() const { return problem_count == 0; }
};

inline constexpr std::size_t kMaxWaczProblems = 100;

Result<WaczCheck> VerifyWacz(const std::filesystem::path& path);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_WACZ_VERIFY_H_
