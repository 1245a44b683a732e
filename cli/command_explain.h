// command_explain.h — `kiosque explain`: all that is known of a URL, and why.
#ifndef KIOSQUE_CLI_COMMAND_EXPLAIN_H_
#define KIOSQUE_CLI_COMMAND_EXPLAIN_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeExplainCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_EXPLAIN_H_
