// command_verify.h — `kiosque verify`: check an archive from every side.
#ifndef KIOSQUE_CLI_COMMAND_VERIFY_H_
#define KIOSQUE_CLI_COMMAND_VERIFY_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeVerifyCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_VERIFY_H_
