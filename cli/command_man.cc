#include "cli/command_man.h"

#include "cli/command_table.h"
#include "cli/manual.h"
#include "cli/streams.h"

namespace kiosque {
namespace {

class ManCommand final : public Command {
 public:
  CommandText text() const override {
    return {"man", "print the man page",
            "Prints kiosque(1) in roff, made of the same text as --help.",
            "# read it\nkiosque man | man -l -\n# renew the copy that is kept\nkiosque man > "
            "docs/kiosque.1",
            /*hidden=*/true};
  }

  void AddOptions(CLI::App& /*app*/) override {}

  Result<ExitCode> Run(Streams& streams) override {
    streams.out << ManualPage(MakeCommands());
    return ExitCode::kOk;
  }
};

}  // namespace

std::unique_ptr<Command> MakeManCommand() {
  return std::make_unique<ManCommand>();
}

}  // namespace kiosque
