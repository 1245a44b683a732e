// program.h — the program: its words in, its exit code out.
//
// Errors: whatever goes wrong is one line "kiosque: …" on streams.err and a code of
// cli/exit_code.h. Threads: call from one thread.
#ifndef KIOSQUE_CLI_PROGRAM_H_
#define KIOSQUE_CLI_PROGRAM_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/streams.h"

namespace CLI {
class App;
}

namespace kiosque {

/// "0.1.0"
std::string_view ProgramVersion();

/// The command line's grammar: one subcommand for each of `commands`, which outlive it.
std::unique_ptr<CLI::App> MakeApp(const std::vector<std::unique_ptr<Command>>& commands);

/// Runs `kiosque ARGUMENTS…`.
int RunProgram(const std::vector<std::string>& arguments, Streams& streams);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_PROGRAM_H_
