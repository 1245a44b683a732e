// The executable is the library plus this: real streams, and the one place that catches what nobody
// expected.
#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/program.h"

namespace {

int TerminalColumns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  // A file that reaches `ulimit -f` is a failed write to be told of, not a reason to be killed.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    kiosque::Streams streams{std::cin, std::cout, std::cerr};
    streams.out_is_terminal = isatty(STDOUT_FILENO) == 1;
    streams.err_is_terminal = isatty(STDERR_FILENO) == 1;
    streams.columns = TerminalColumns();
    return kiosque::RunProgram(std::vector<std::string>(argv + 1, argv + argc), streams);
  } catch (const std::exception& error) {
    std::cerr << "kiosque: unexpected: " << error.what() << std::endl;
    return static_cast<int>(kiosque::ExitCode::kFailure);
  }
}
