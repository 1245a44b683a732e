// run_program.h — runs `kiosque …` in this process, as a shell would.
#ifndef KIOSQUE_TESTS_SUPPORT_RUN_PROGRAM_H_
#define KIOSQUE_TESTS_SUPPORT_RUN_PROGRAM_H_

#include <sstream>
#include <string>
#include <vector>

#include "cli/program.h"
#include "cli/streams.h"

namespace kiosque::testing {

struct ProgramRun {
  int exit_code = 0;
  std::string out;
  std::string err;
};

inline ProgramRun RunKiosque(const std::vector<std::string>& arguments,
                             const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  Streams streams{in, out, err};
  ProgramRun run;
  run.exit_code = RunProgram(arguments, streams);
  run.out = out.str();
  run.err = err.str();
  return run;
}

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_RUN_PROGRAM_H_
