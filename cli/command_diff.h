// command_diff.h — `kiosque diff`: what changed between two versions of a story.
#ifndef KIOSQUE_CLI_COMMAND_DIFF_H_
#define KIOSQUE_CLI_COMMAND_DIFF_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeDiffCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_DIFF_H_
