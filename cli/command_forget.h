// command_forget.h — `kiosque forget`: pages taken out of the archive for good.
#ifndef KIOSQUE_CLI_COMMAND_FORGET_H_
#define KIOSQUE_CLI_COMMAND_FORGET_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeForgetCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_FORGET_H_
