#include "cli/store_option.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <optional>

#include "storage/migration.h"

namespace kiosque {
namespace {

std::string Environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

void AddStoreOption(CLI::App& app, std::string& store) {
  app.add_option("--store", store,
                 "directory of the archive; default: $KIOSQUE_STORE, else "
                 "$XDG_DATA_HOME/kiosque")
      ->type_name("DIR");
}

Result<std::filesystem::path> StoreDirectory(const std::string& given) {
  if (!given.empty()) {
    return std::filesystem::path(given);
  }
  if (const std::string store = Environment("KIOSQUE_STORE"); !store.empty()) {
    return std::filesystem::path(store);
  }
  // The specification: relative paths in the variable are to be ignored.
  if (const std::string data = Environment("XDG_DATA_HOME"); data.starts_with('/')) {
    return std::filesystem::path(data) / "kiosque";
  }
  if (const std::string home = Environment("HOME"); !home.empty()) {
    return std::filesystem::path(home) / ".local/share/kiosque";
  }
  return Fail(Errc::kInvalidArgument,
              "no home directory to keep an archive in; name one with --store DIR");
}

Result<std::unique_ptr<Archive>> OpenStore(const std::string& given, OpenMode mode) {
  const Result<std::filesystem::path> directory = StoreDirectory(given);
  if (!directory) {
    return directory.error();
  }
  Result<std::unique_ptr<Archive>> archive = Archive::Open(*directory, mode);
  if (!archive && archive.error().code == Errc::kNotFound) {
    return Fail(Errc::kInvalidArgument,
                fmt::format("no archive in {}; 'kiosque crawl' and 'kiosque archive' make one, "
                            "--store DIR names another",
                            directory->string()));
  }
  if (!archive && archive.error().code == Errc::kIo) {
    // Not a directory, not permitted: nothing was begun, and the person can name another place.
    return Fail(Errc::kInvalidArgument, archive.error().message);
  }
  if (archive) {
    if (const std::optional<std::string> notice = MigrationNotice(**archive)) {
      std::cerr << "kiosque: " << *notice << '\n';
    }
  }
  return archive;
}

}  // namespace kiosque
