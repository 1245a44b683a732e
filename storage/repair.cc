#include "storage/repair.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "storage/repair_builder.h"
#include "storage/store_directory.h"

namespace kiosque {
namespace {

namespace fs = std::filesystem;

// Exchanges two folders in one step, so that a crash leaves one archive or the other.
Status Exchange(const fs::path& a, const fs::path& b) {
  std::error_code ignored;
  fs::create_directories(b, ignored);  // a lost database has no folder
  if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) != 0) {
    return Fail(Errc::kIo, fmt::format("cannot exchange {} and {}: {}", a.string(), b.string(),
                                       std::strerror(errno)));
  }
  return Ok();
}

}  // namespace

void RepairReport::Lose(std::string what) {
  constexpr std::size_t kMostLosses = 100'000;
  if (losses.size() < kMostLosses) {
    losses.push_back(std::move(what));
  }
}

Result<RepairReport> RepairArchive(const fs::path& path, UtcTime now) {
  auto directory = StoreDirectory::Open(path, OpenMode::kReadWrite, now);
  if (!directory) {
    return directory.error();
  }
  const fs::path work = path / "repair";
  std::error_code error;
  fs::remove_all(work, error);  // of a repair that was cut short
  fs::create_directories(work, error);
  if (error) {
    return Fail(Errc::kIo, fmt::format("cannot make {}: {}", work.string(), error.message()));
  }
  RepairReport report;
  auto commit = RebuildDatabases(**directory, work, report);
  if (!commit) {
    fs::remove_all(work, error);
    return commit.error();
  }
  fs::remove_all(work / "index-rows", error);
  fs::remove_all(work / "payload-rows", error);
  for (const char* name : {"payloads", "index"}) {
    if (Status status = Exchange(work / name, path / name); !status) {
      return status.error();
    }
  }
  if (Status status = (*directory)->RaiseFormat(); !status) {
    return status.error();
  }
  if (Status status = (*directory)->ResetHead(*commit); !status) {
    return status.error();
  }
  std::string stamp = FormatUtcSeconds(now);
  std::erase_if(stamp, [](char c) { return c == ':' || c == '-'; });
  report.kept = path / ("damaged-" + stamp);
  fs::rename(work, report.kept, error);
  if (error) {
    report.kept = work;
  }
  return report;
}

}  // namespace kiosque
