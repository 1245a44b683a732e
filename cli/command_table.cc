#include "cli/command_table.h"

#include "cli/command_debug.h"

namespace kiosque {

std::vector<std::unique_ptr<Command>> MakeCommands() {
  std::vector<std::unique_ptr<Command>> commands;
  commands.push_back(MakeDebugCommand());
  return commands;
}

}  // namespace kiosque
