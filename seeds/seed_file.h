// seed_file.h — one seed file as it was written: tables of settings, checked, not yet put together.
//
//   [crawler]                              contact, store, and defaults for every site of this file
//   contact = "redaction@example.org"
//   [[site]]                               any number; only `url` is required
//   url = "https://www.radiookapi.net/"
//
// A file whose name does not end in .toml is a list of URLs, one a line; '#' begins a comment.
//
// Errors: kNotFound, kIo; kInvalidArgument with file, line, key and the fix.
// Threads: pure functions (Read reads the disk).
// Source: TOML 1.0, by toml++.
#ifndef KIOSQUE_SEEDS_SEED_FILE_H_
#define KIOSQUE_SEEDS_SEED_FILE_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "seeds/setting.h"

namespace kiosque {

struct SeedFile {
  std::string path;
  SettingTable crawler;
  std::vector<SettingTable> sites;

  /// Reads the file at `path` as TOML or as a list of URLs, by its name.
  static Result<SeedFile> Read(const std::string& path);
  /// `path` is for messages only.
  static Result<SeedFile> ParseToml(std::string_view text, const std::string& path);
  static Result<SeedFile> ParseUrlLines(std::string_view text, const std::string& path);
};

}  // namespace kiosque

#endif  // KIOSQUE_SEEDS_SEED_FILE_H_
