// command_table.h — all subcommands, in the order in which help shows them.
#ifndef KIOSQUE_CLI_COMMAND_TABLE_H_
#define KIOSQUE_CLI_COMMAND_TABLE_H_

#include <memory>
#include <vector>

#include "cli/command.h"

namespace kiosque {

/// New instances of all commands.
std::vector<std::unique_ptr<Command>> MakeCommands();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_TABLE_H_
