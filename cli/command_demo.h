// command_demo.h — `kiosque demo`: the whole line on a newspaper of our own.
#ifndef KIOSQUE_CLI_COMMAND_DEMO_H_
#define KIOSQUE_CLI_COMMAND_DEMO_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeDemoCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_DEMO_H_
