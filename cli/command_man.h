// command_man.h — `kiosque man`: the man page, for whoever packages the program.
#ifndef KIOSQUE_CLI_COMMAND_MAN_H_
#define KIOSQUE_CLI_COMMAND_MAN_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeManCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_MAN_H_
