// demo_folder.h — where the demonstration keeps its archive: a temporary folder, or the one that
// --keep names.
//
// Errors: kIo when no folder can be made; kInvalidArgument when the named one is in use. Threads:
// one.
#ifndef KIOSQUE_CLI_DEMO_FOLDER_H_
#define KIOSQUE_CLI_DEMO_FOLDER_H_

#include <filesystem>
#include <string>

#include "base/error.h"

namespace kiosque {

class DemoFolder {
 public:
  /// `keep`: a folder that is new or empty; empty = a temporary one, removed with everything in it
  /// at the end.
  static Result<DemoFolder> Make(const std::string& keep);
  DemoFolder(DemoFolder&& other) noexcept;
  DemoFolder& operator=(DemoFolder&&) = delete;
  ~DemoFolder();

  const std::filesystem::path& path() const { return path_; }
  bool kept() const { return !temporary_; }

 private:
  DemoFolder(std::filesystem::path path, bool temporary)
      : path_(std::move(path)), temporary_(temporary) {}

  std::filesystem::path path_;
  bool temporary_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CLI_DEMO_FOLDER_H_
