// `kiosque config show` and the flags that every seed key has.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "seeds/keys.h"
#include "support/run_program.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using testing::ProgramRun;
using testing::RunKiosque;

class Config : public ::testing::Test {
 protected:
  std::string Write(const std::string& name, const std::string& text) const {
    const std::string path = (folder_.path() / name).string();
    std::ofstream(path) << text;
    return path;
  }
  void TearDown() override { unsetenv("KIOSQUE_DELAY"); }

  testing::TemporaryFolder folder_;
};

TEST_F(Config, ShowsEveryValueAndWhereItCameFrom) {
  setenv("KIOSQUE_DELAY", "7s", 1);
  const std::string path = Write("a.toml",
                                 "[crawler]\ncontact = \"desk@example.org\"\ndepth = 4\n"
                                 "[[site]]\nurl = \"https://example.org/\"\nlimit = 9\n");
  const ProgramRun run = RunKiosque({"config", "show", path, "--lang", "fr"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, ContainsRegex("contact += desk@example.org +# \\[crawler\\] .*a.toml:2"));
  EXPECT_THAT(run.out, ContainsRegex("depth += 4 +# \\[crawler\\] .*a.toml:3"));
  EXPECT_THAT(run.out, ContainsRegex("limit += 9 +# \\[\\[site\\]\\] .*a.toml:6"));
  EXPECT_THAT(run.out, ContainsRegex("delay += 7s +# environment"));
  EXPECT_THAT(run.out, ContainsRegex("lang += fr +# command line"));
  EXPECT_THAT(run.out, ContainsRegex("per_host += 1 +# default"));
}

TEST_F(Config, ShowsEveryKeyAsJson) {
  const ProgramRun run = RunKiosque({"config", "show", "https://example.org/", "--json"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  for (const KeySpec& key : SeedKeys()) {
    EXPECT_THAT(run.out, HasSubstr("\"key\":\"" + std::string(key.name) + "\"")) << key.name;
  }
  std::istringstream lines(run.out);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_TRUE(nlohmann::json::parse(line).contains("from"));
  }
}

TEST_F(Config, NamesFileAndLineOfWhatIsWrong) {
  const std::string path = Write("a.toml", "[[site]]\nurl = \"https://example.org/\"\ndelya = 3\n");
  const ProgramRun run = RunKiosque({"config", "show", path});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("a.toml:3"));
  EXPECT_THAT(run.err, HasSubstr("did you mean"));
  EXPECT_EQ(RunKiosque({"config", "show", path + ".missing"}).exit_code, 2);
  const ProgramRun flag = RunKiosque({"config", "show", "https://example.org/", "--delay", "soon"});
  EXPECT_EQ(flag.exit_code, 2);
  EXPECT_THAT(flag.err, HasSubstr("--delay = \"soon\" is not understood"));
}

TEST_F(Config, CrawlRefusesToBeAnonymous) {
  const ProgramRun run =
      RunKiosque({"crawl", "https://example.org/", "--store", (folder_.path() / "store").string()});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("--contact"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "store"));
}

}  // namespace
}  // namespace kiosque
