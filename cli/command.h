// command.h — one subcommand of the program.
//
// A command is made once per run of the program: AddOptions binds its options to its members, Run
// does the work. To add one: write command_<name>.{h,cc} and name its Make function in
// command_table.cc.
//
// Errors: Run answers an Error for what stops it; the program prints it as one line and exits with
//         ExitCodeOf. A command that has said itself what happened answers the ExitCode.
// Threads: one command, one thread.
#ifndef KIOSQUE_CLI_COMMAND_H_
#define KIOSQUE_CLI_COMMAND_H_

#include <string_view>

#include "base/error.h"
#include "cli/exit_code.h"

namespace CLI {
class App;
}

namespace kiosque {

struct Streams;

/// What help and manual say of a command. Views of literals.
struct CommandText {
  std::string_view name;
  std::string_view summary;      ///< one line, no full stop
  std::string_view description;  ///< a paragraph
  std::string_view examples;     ///< one command a line, each after a "# what it does" line
  bool hidden = false;           ///< not in --help, nor in the manual
};

class Command {
 public:
  virtual ~Command() = default;
  virtual CommandText text() const = 0;
  virtual void AddOptions(CLI::App& app) = 0;
  virtual Result<ExitCode> Run(Streams& streams) = 0;
};

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_H_
