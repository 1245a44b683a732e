// command_init.h — `kiosque init`: a seed file from a list of outlets.
#ifndef KIOSQUE_CLI_COMMAND_INIT_H_
#define KIOSQUE_CLI_COMMAND_INIT_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeInitCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_INIT_H_
