// command_reextract.h — `kiosque reextract`: reads stored articles from their pages again.
//
// Errors and threads: cli/command.h.
#ifndef KIOSQUE_CLI_COMMAND_REEXTRACT_H_
#define KIOSQUE_CLI_COMMAND_REEXTRACT_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeReextractCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_REEXTRACT_H_
