#include "cli/demo_folder.h"

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace kiosque {

Result<DemoFolder> DemoFolder::Make(const std::string& keep) {
  std::error_code error;
  if (keep.empty()) {
    const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
    std::string pattern =
        ((error ? std::filesystem::path("/tmp") : parent) / "kiosque-demo-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
      return Fail(Errc::kIo, "cannot make a temporary folder " + pattern + ": " +
                                 std::generic_category().message(errno) +
                                 "; name another with --keep DIR");
    }
    return DemoFolder(pattern, true);
  }
  std::filesystem::create_directories(keep, error);
  if (error) {
    return Fail(Errc::kIo, "--keep " + keep + ": " + error.message());
  }
  if (!std::filesystem::is_empty(keep, error) || error) {
    return Fail(Errc::kInvalidArgument,
                "--keep " + keep + ": the folder is not empty; name a new one");
  }
  return DemoFolder(keep, false);
}

DemoFolder::DemoFolder(DemoFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})), temporary_(std::exchange(other.temporary_, false)) {}

DemoFolder::~DemoFolder() {
  if (temporary_) {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
}

}  // namespace kiosque
