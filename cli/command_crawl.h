// command_crawl.h — `kiosque crawl`: a run over sites, from seeds into an archive.
#ifndef KIOSQUE_CLI_COMMAND_CRAWL_H_
#define KIOSQUE_CLI_COMMAND_CRAWL_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeCrawlCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_CRAWL_H_
