// store_option.h — `--store DIR`: which archive a command works on.
//
//   --store  >  $KIOSQUE_STORE  >  $XDG_DATA_HOME/kiosque  >  ~/.local/share/kiosque
//
// Errors: those of Archive::Open; a store that should exist and does not is kInvalidArgument, with
// the fix. Threads: reads the environment; call from one thread. Source: XDG Base Directory
// Specification 0.8.
#ifndef KIOSQUE_CLI_STORE_OPTION_H_
#define KIOSQUE_CLI_STORE_OPTION_H_

#include <filesystem>
#include <memory>
#include <string>

#include "base/error.h"
#include "storage/archive.h"

namespace CLI {
class App;
}

namespace kiosque {

/// Adds `--store` to `app`, bound to `store`.
void AddStoreOption(CLI::App& app, std::string& store);

/// The directory of the archive; `given` is the option or the seed file's value, empty = none.
Result<std::filesystem::path> StoreDirectory(const std::string& given);

/// Opens the archive in StoreDirectory(given).
Result<std::unique_ptr<Archive>> OpenStore(const std::string& given, OpenMode mode);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_STORE_OPTION_H_
