// command_archive.h — `kiosque archive`: single pages, now.
#ifndef KIOSQUE_CLI_COMMAND_ARCHIVE_H_
#define KIOSQUE_CLI_COMMAND_ARCHIVE_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeArchiveCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_ARCHIVE_H_
