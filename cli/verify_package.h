// verify_package.h — `kiosque verify FILE.wacz`: what a package proves, and what it does not.
//
// Errors: those of corpus/wacz_verify.h. Threads: one.
#ifndef KIOSQUE_CLI_VERIFY_PACKAGE_H_
#define KIOSQUE_CLI_VERIFY_PACKAGE_H_

#include <string>

#include "base/error.h"
#include "cli/exit_code.h"

namespace kiosque {

struct Streams;

/// Checks `file` offline. `trusted` is a PEM file with the time stamping authorities to trust;
/// empty: the system's certificates. kFailure when anything is wrong, or a timestamp is by nobody
/// trusted.
Result<ExitCode> VerifyPackage(const std::string& file, const std::string& trusted,
                               Streams& streams);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_VERIFY_PACKAGE_H_
