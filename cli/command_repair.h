// command_repair.h — `kiosque repair`: save what is whole of a damaged archive.
#ifndef KIOSQUE_CLI_COMMAND_REPAIR_H_
#define KIOSQUE_CLI_COMMAND_REPAIR_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeRepairCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_REPAIR_H_
