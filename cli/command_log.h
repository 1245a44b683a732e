// command_log.h — `kiosque log`: the captures and versions of a URL.
#ifndef KIOSQUE_CLI_COMMAND_LOG_H_
#define KIOSQUE_CLI_COMMAND_LOG_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeLogCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_LOG_H_
