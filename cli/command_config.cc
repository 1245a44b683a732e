#include "cli/command_config.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <vector>

#include "base/sanitize.h"
#include "cli/json_row.h"
#include "cli/seed_flags.h"
#include "cli/streams.h"
#include "seeds/seed_list.h"

namespace kiosque {
namespace {

constexpr std::size_t kKeyColumn = 11;
constexpr std::size_t kValueColumn = 40;

class ConfigCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "config", "show what seed files come to",
        "'kiosque config show' reads seed files as 'kiosque crawl' does, with the same flags, and "
        "prints every value and where it came from: the built-in default, [crawler] or [[site]] "
        "with file and line, the environment, or the command line.",
        "# every value of a seed file\n"
        "kiosque config show seeds/drc.toml\n"
        "# with a flag that overrides it, as JSON Lines\n"
        "kiosque config show seeds/drc.toml --depth 3 --json"};
  }

  void AddOptions(CLI::App& app) override {
    app.require_subcommand(1);
    CLI::App* const show = app.add_subcommand("show", "print every value and where it came from");
    show->set_help_flag("-h,--help", "show this help");
    show->add_option("SEEDFILE", arguments_, "seed files and URLs")->required();
    show->add_flag("--json", json_, "one JSON object a line");
    flags_.AddTo(*show);
  }

  Result<ExitCode> Run(Streams& streams) override {
    const Result<SeedList> list = flags_.Load(arguments_);
    if (!list) {
      return list.error();
    }
    std::string table;
    for (const ShownSetting& setting : list->shown) {
      if (json_) {
        streams.out << DumpJsonRow({{"table", setting.table},
                                    {"key", setting.key},
                                    {"value", setting.value},
                                    {"from", setting.from.Text()}})
                    << '\n';
        continue;
      }
      if (setting.table != table) {
        streams.out << fmt::format("{}[{}]\n", table.empty() ? "" : "\n",
                                   SanitizeLine(setting.table));
        table = setting.table;
      }
      streams.out << fmt::format("{:<{}} = {:<{}}  # {}\n", setting.key, kKeyColumn,
                                 SanitizeLine(setting.value), kValueColumn, setting.from.Text());
    }
    return ExitCode::kOk;
  }

 private:
  std::vector<std::string> arguments_;
  bool json_ = false;
  SeedFlags flags_;
};

}  // namespace

std::unique_ptr<Command> MakeConfigCommand() {
  return std::make_unique<ConfigCommand>();
}

}  // namespace kiosque
