// command_changes.h — `kiosque changes`: what was edited, taken down and put back, over the whole
// archive.
#ifndef KIOSQUE_CLI_COMMAND_CHANGES_H_
#define KIOSQUE_CLI_COMMAND_CHANGES_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeChangesCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_CHANGES_H_
