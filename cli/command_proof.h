// command_proof.h — `kiosque proof`: that a capture is in the archive's log.
#ifndef KIOSQUE_CLI_COMMAND_PROOF_H_
#define KIOSQUE_CLI_COMMAND_PROOF_H_

#include <memory>

#include "cli/command.h"

namespace kiosque {

std::unique_ptr<Command> MakeProofCommand();

}  // namespace kiosque

#endif  // KIOSQUE_CLI_COMMAND_PROOF_H_
