// command_extract.h — `kiosque extract`: the article in a page, without an archive.
#ifndef KIOSQUE_CLI_COMMAND_EXTRACT_H_
#define KIOSQUE_CLI_COMMAND_EXTRACT_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeExtractCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_EXTRACT_H_
