// command_import.h — `kiosque import`: put other archives' WARC files into ours.
#ifndef KIOSQUE_CLI_COMMAND_IMPORT_H_
#define KIOSQUE_CLI_COMMAND_IMPORT_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeImportCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_IMPORT_H_
