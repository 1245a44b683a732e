// manual.h — the man page kiosque(1), made of the same text as --help.
//
// docs/kiosque.1 is its output; a test compares the two.
//
// Errors: none. Threads: pure function. Source: man-pages(7) (sections), groff_man(7) (macros).
#ifndef KIOSQUE_CLI_MANUAL_H_
#define KIOSQUE_CLI_MANUAL_H_

#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"

namespace kiosque {

/// The page in roff. The same for the same program, whenever and wherever it is made.
std::string ManualPage(const std::vector<std::unique_ptr<Command>>& commands);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_MANUAL_H_
