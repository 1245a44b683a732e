// The command line's grammar: help, version, and one line for whatever is wrong.
#include "cli/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include "cli/command_table.h"
#include "support/run_program.h"

namespace kiosque {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using testing::ProgramRun;
using testing::RunKiosque;
using ::testing::StartsWith;

bool IsOneLine(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n') == 1 && text.back() == '\n';
}

TEST(Program, ShowsHelpAndVersion) {
  const ProgramRun help = RunKiosque({"--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.out, HasSubstr("Exit codes:"));
  EXPECT_EQ(help.err, "");
  const ProgramRun version = RunKiosque({"--version"});
  EXPECT_EQ(version.exit_code, 0);
  EXPECT_EQ(version.out, "kiosque " + std::string(ProgramVersion()) + "\n");
}

TEST(Program, WithoutArgumentsShowsHelpAsAnError) {
  const ProgramRun run = RunKiosque({});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, HasSubstr("Subcommands:"));
}

TEST(Program, EveryCommandHasHelpWithExamples) {
  for (const auto& command : MakeCommands()) {
    const ProgramRun run = RunKiosque({std::string(command->text().name), "--help"});
    EXPECT_EQ(run.exit_code, 0) << command->text().name;
    EXPECT_THAT(run.out, HasSubstr("Examples:\n  # ")) << command->text().name;
    EXPECT_THAT(run.out, HasSubstr("kiosque " + std::string(command->text().name)));
  }
}

TEST(Program, SuggestsTheCommandThatWasMeant) {
  const ProgramRun run = RunKiosque({"debgu"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_TRUE(IsOneLine(run.err)) << run.err;
  EXPECT_EQ(run.err,
            "kiosque: unknown command 'debgu'; did you mean 'debug'? (see 'kiosque --help')\n");
}

TEST(Program, NamesTheUnknownOption) {
  const ProgramRun run = RunKiosque({"debug", "url", "--hlep"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_TRUE(IsOneLine(run.err)) << run.err;
  EXPECT_THAT(run.err, HasSubstr("unknown option '--hlep'; did you mean '--help'?"));
  EXPECT_THAT(run.err, EndsWith("(see 'kiosque debug --help')\n"));
}

TEST(Program, KeepsControlCharactersOutOfMessages) {
  const ProgramRun run = RunKiosque({"\x1b[31mred\nline"});
  EXPECT_TRUE(IsOneLine(run.err)) << run.err;
  EXPECT_EQ(run.err.find('\x1b'), std::string::npos);
}

TEST(Program, SaysWhenStandardOutputIsFull) {
  std::istringstream in("{\"input\":\"a\"}\n");
  std::ofstream out("/dev/full");
  std::ostringstream err;
  Streams streams{in, out, err};
  EXPECT_EQ(RunProgram({"debug", "idna"}, streams), 1);
  EXPECT_EQ(err.str(), "kiosque: cannot write to standard output\n");
}

TEST(ExitCodes, AreAllDocumentedInRisingOrder) {
  int last = -1;
  for (const ExitCodeMeaning& row : ExitCodeMeanings()) {
    EXPECT_GT(static_cast<int>(row.code), last);
    EXPECT_FALSE(row.meaning.empty());
    last = static_cast<int>(row.code);
  }
  for (const Errc code :
       {Errc::kInvalidUrl, Errc::kInvalidArgument, Errc::kNotFound, Errc::kLocked, Errc::kTooNew,
        Errc::kCorrupt, Errc::kIo, Errc::kNoSpace, Errc::kUnsupported}) {
    EXPECT_NE(ExitCodeOf(code), ExitCode::kOk);
  }
}

}  // namespace
}  // namespace kiosque
