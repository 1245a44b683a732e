// The man page is made of the help texts, and the copy in docs/ is the one that the program makes.
#include "cli/manual.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "cli/command_table.h"
#include "seeds/keys.h"
#include "support/run_program.h"
#include "support/test_data.h"

namespace kiosque {
namespace {

using ::testing::HasSubstr;

std::string Unescaped(std::string text) {
  for (std::size_t at = text.find("\\-"); at != std::string::npos; at = text.find("\\-", at)) {
    text.replace(at, 2, "-");
  }
  return text;
}

TEST(Manual, CopyInDocsIsTheOneThatTheProgramMakes) {
  const auto path = std::filesystem::path(KIOSQUE_SOURCE_DIR) / "docs/kiosque.1";
  EXPECT_EQ(testing::ReadFile(path), testing::RunKiosque({"man"}).out)
      << "renew it: kiosque man > docs/kiosque.1";
}

TEST(Manual, NamesEveryCommandKeyAndExitCode) {
  const std::string page = Unescaped(ManualPage(MakeCommands()));
  for (const auto& command : MakeCommands()) {
    const CommandText text = command->text();
    if (!text.hidden) {
      EXPECT_THAT(page, HasSubstr(".SS " + std::string(text.name) + "\n"));
    }
  }
  for (const KeySpec& key : SeedKeys()) {
    EXPECT_THAT(page, HasSubstr("--" + std::string(key.flag))) << key.name;
  }
  for (const ExitCodeMeaning& row : ExitCodeMeanings()) {
    EXPECT_THAT(page, HasSubstr(std::string(row.meaning)));
  }
}

}  // namespace
}  // namespace kiosque
