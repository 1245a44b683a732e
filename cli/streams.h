// streams.h — where a command reads and writes, so that tests run commands as the shell does.
//
// Results go to `out`, messages and progress to `err`. Text from the web passes base/sanitize.h
// first when it goes to a terminal.
//
// Threads: the command's own thread, unless it says otherwise.
#ifndef KIOSQUE_CLI_STREAMS_H_
#define KIOSQUE_CLI_STREAMS_H_

#include <istream>
#include <ostream>

namespace kiosque {

struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int columns = 80;  ///< of the terminal
};

}  // namespace kiosque

#endif  // KIOSQUE_CLI_STREAMS_H_
