// command_export.h — `kiosque export`: the archive as a corpus.
#ifndef KIOSQUE_CLI_COMMAND_EXPORT_H_
#define KIOSQUE_CLI_COMMAND_EXPORT_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeExportCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_EXPORT_H_
