// command_debug.h — `kiosque debug NAME`: the parts of the program on rows of data.
#ifndef KIOSQUE_CLI_COMMAND_DEBUG_H_
#define KIOSQUE_CLI_COMMAND_DEBUG_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeDebugCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_DEBUG_H_
