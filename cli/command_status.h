// command_status.h — `kiosque status`: how complete the archive is, site by site.
#ifndef KIOSQUE_CLI_COMMAND_STATUS_H_
#define KIOSQUE_CLI_COMMAND_STATUS_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeStatusCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_STATUS_H_
