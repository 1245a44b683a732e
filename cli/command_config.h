// command_config.h — `kiosque config`: what a seed file comes to.
#ifndef KIOSQUE_CLI_COMMAND_CONFIG_H_
#define KIOSQUE_CLI_COMMAND_CONFIG_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeConfigCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_CONFIG_H_
