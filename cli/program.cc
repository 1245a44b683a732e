#include "cli/program.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/sanitize.h"
#include "cli/command_table.h"
#include "seeds/suggestion.h"

namespace kiosque {
namespace {

constexpr std::string_view kDescription =
    "Crawls, archives and exports regional news sites: every version of every story.";

std::string ExitCodeHelp() {
  std::string text = "Exit codes:\n";
  for (const ExitCodeMeaning& row : ExitCodeMeanings()) {
    text += fmt::format("  {:>3}  {}\n", static_cast<int>(row.code), row.meaning);
  }
  text += "\n'kiosque COMMAND --help' has each command's options and examples.";
  return text;
}

std::string Indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += fmt::format("  {}\n", text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string DidYouMean(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view nearest = NearestWord(word, known);
  return nearest.empty() ? std::string() : fmt::format("; did you mean '{}'?", nearest);
}

int Fail(Streams& streams, ExitCode code, std::string_view message) {
  streams.err << "kiosque: " << SanitizeLine(message) << '\n' << std::flush;
  return static_cast<int>(code);
}

/// The names of the options of `app` as they are typed: "--store".
std::vector<std::string> OptionNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  return names;
}

/// CLI11's message for a word that it does not know, or the general one, as our one line.
std::string UsageMessage(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<CLI::App*> chosen = app.get_subcommands();
  const CLI::App& at = chosen.empty() ? app : *chosen.back();
  const std::string where = chosen.empty() ? "kiosque" : "kiosque " + at.get_name();
  const std::vector<std::string> extras = at.remaining();
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError) && !extras.empty()) {
    const std::string& word = extras.front();
    const std::vector<std::string> names = OptionNames(at);
    const bool option = word.starts_with("-");
    return fmt::format("{} '{}'{} (see '{} --help')",
                       option ? "unknown option" : "unexpected argument", word,
                       option ? DidYouMean(word, {names.begin(), names.end()}) : "", where);
  }
  return fmt::format("{} (see '{} --help')", error.what(), where);
}

int RunCommand(Command& command, Streams& streams) {
  const Result<ExitCode> result = command.Run(streams);
  streams.out.flush();
  if (!streams.out) {
    return Fail(streams, ExitCode::kFailure, "cannot write to standard output");
  }
  if (!result) {
    return Fail(streams, ExitCodeOf(result.error().code), result.error().message);
  }
  return static_cast<int>(*result);
}

}  // namespace

std::string_view ProgramVersion() {
  return KIOSQUE_VERSION;
}

std::unique_ptr<CLI::App> MakeApp(const std::vector<std::unique_ptr<Command>>& commands) {
  auto app = std::make_unique<CLI::App>(std::string(kDescription), "kiosque");
  app->set_help_flag("-h,--help", "show this help");
  app->set_version_flag("--version", "kiosque " + std::string(ProgramVersion()),
                        "show the program's version");
  app->require_subcommand(1);
  app->footer(ExitCodeHelp());
  for (const std::unique_ptr<Command>& command : commands) {
    const CommandText text = command->text();
    CLI::App* const sub = app->add_subcommand(std::string(text.name), std::string(text.summary));
    sub->set_help_flag("-h,--help", "show this help");
    sub->footer(fmt::format("{}\n\nExamples:\n{}", text.description, Indented(text.examples)));
    if (text.hidden) {
      sub->group("");
    }
    command->AddOptions(*sub);
  }
  return app;
}

int RunProgram(const std::vector<std::string>& arguments, Streams& streams) {
  const std::vector<std::unique_ptr<Command>> commands = MakeCommands();
  const auto named = [&commands](std::string_view name) {
    return std::find_if(commands.begin(), commands.end(),
                        [name](const auto& command) { return command->text().name == name; });
  };
  const std::unique_ptr<CLI::App> app = MakeApp(commands);
  if (arguments.empty()) {
    streams.err << app->help();
    return static_cast<int>(ExitCode::kBadInput);
  }
  if (!arguments[0].starts_with('-') && named(arguments[0]) == commands.end()) {
    std::vector<std::string_view> names;
    names.reserve(commands.size());
    for (const auto& command : commands) {
      names.push_back(command->text().name);
    }
    return Fail(streams, ExitCode::kBadInput,
                fmt::format("unknown command '{}'{} (see 'kiosque --help')", arguments[0],
                            DidYouMean(arguments[0], names)));
  }
  try {
    app->parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    streams.out << app->help() << std::flush;
    return static_cast<int>(ExitCode::kOk);
  } catch (const CLI::CallForVersion& version) {
    streams.out << version.what() << '\n' << std::flush;
    return static_cast<int>(ExitCode::kOk);
  } catch (const CLI::ParseError& error) {
    return Fail(streams, ExitCode::kBadInput, UsageMessage(*app, error));
  }
  return RunCommand(**named(app->get_subcommands().front()->get_name()), streams);
}

}  // namespace kiosque
