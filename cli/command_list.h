// command_list.h — `kiosque list`: the archived articles.
#ifndef KIOSQUE_CLI_COMMAND_LIST_H_
#define KIOSQUE_CLI_COMMAND_LIST_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeListCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_LIST_H_
