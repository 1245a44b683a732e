#include "cli/command_debug.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/debug_table.h"
#include "cli/json_row.h"
#include "cli/streams.h"
#include "seeds/suggestion.h"

namespace kiosque {
namespace {

class DebugCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "debug", "run one part of the program on rows of data",
        "Reads JSON objects from standard input, one a line, and answers each with one line of "
        "JSON. The names and the rows are those of the conformance data that the tests use.",
        "# the parts of a URL\n"
        "echo '{\"input\": \"/a/../b\", \"base\": \"https://example.org/\"}' | kiosque debug url\n"
        "# the key under which a page is known\n"
        "echo '{\"url\": \"https://example.org/a?utm_source=rss\"}' | kiosque debug canonical"};
  }

  void AddOptions(CLI::App& app) override {
    std::string help = "what to run:";
    for (const DebugProbe& probe : DebugProbes()) {
      help += fmt::format("\n{:<12} {}", probe.name, probe.help);
    }
    app.add_option("NAME", name_, help)->required();
  }

  Result<ExitCode> Run(Streams& streams) override {
    const auto probes = DebugProbes();
    const auto probe =
        std::find_if(probes.begin(), probes.end(),
                     [this](const DebugProbe& candidate) { return candidate.name == name_; });
    if (probe == probes.end()) {
      return UnknownName();
    }
    std::uint64_t number = 0;
    std::uint64_t bad = 0;
    for (std::string line; std::getline(streams.in, line);) {
      ++number;
      if (line.find_first_not_of(" \t\r") == std::string::npos) {
        continue;
      }
      const std::optional<nlohmann::json> row = ParseJsonRow(std::move(line));
      if (!row) {  // an answer all the same, so that rows and answers stay side by side
        ++bad;
        streams.err << fmt::format("kiosque: standard input, line {}: not a JSON object\n", number);
        streams.out << DumpJsonRow({{"error", "not a JSON object"}}) << '\n';
        continue;
      }
      streams.out << DumpJsonRow(probe->answer(*row)) << '\n';
    }
    return bad > 0 ? ExitCode::kBadInput : ExitCode::kOk;
  }

 private:
  Error UnknownName() const {
    std::vector<std::string_view> names;
    std::string listed;
    for (const DebugProbe& probe : DebugProbes()) {
      names.push_back(probe.name);
      listed += fmt::format("{}{}", listed.empty() ? "" : ", ", probe.name);
    }
    const std::string_view nearest = NearestWord(name_, names);
    return Fail(
        Errc::kInvalidArgument,
        nearest.empty()
            ? fmt::format("nothing to debug is called '{}'; there are: {}", name_, listed)
            : fmt::format("nothing to debug is called '{}'; did you mean '{}'?", name_, nearest));
  }

  std::string name_;
};

}  // namespace

std::unique_ptr<Command> MakeDebugCommand() {
  return std::make_unique<DebugCommand>();
}

}  // namespace kiosque
