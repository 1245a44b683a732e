// command_show.h — `kiosque show`: an archived article, readable.
#ifndef KIOSQUE_CLI_COMMAND_SHOW_H_
#define KIOSQUE_CLI_COMMAND_SHOW_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeShowCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_SHOW_H_
