#include "cli/manual.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>

#include "cli/program.h"

namespace kiosque {
namespace {

/// Text that roff shows as it is: hyphens that can be searched and copied, no line taken for a
/// request.
std::string Escape(std::string_view text) {
  std::string out;
  bool line_begin = true;
  for (const char c : text) {
    if (line_begin && (c == '.' || c == '\'')) {
      out += "\\&";
    }
    line_begin = c == '\n';
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

std::string Bold(std::string_view text) {
  return "\\fB" + Escape(text) + "\\fR";
}

std::string Italic(std::string_view text) {
  return "\\fI" + Escape(text) + "\\fR";
}

/// "-j, --jobs N" or "SEEDFILE|URL".
std::string OptionHead(const CLI::Option& option) {
  if (option.get_positional()) {
    return Italic(option.get_name(true));
  }
  std::string head;
  for (const std::string& name : option.get_snames()) {
    head += Bold("-" + name) + ", ";
  }
  for (const std::string& name : option.get_lnames()) {
    head += Bold("--" + name) + ", ";
  }
  head.resize(head.size() - 2);
  if (!option.get_type_name().empty() && option.get_items_expected_max() > 0) {
    head += " " + Italic(option.get_type_name());
  }
  return head;
}

std::string Options(const CLI::App& app) {
  std::string out;
  for (const CLI::Option* option : app.get_options()) {
    if (option == app.get_help_ptr()) {
      continue;
    }
    std::string help = option->get_description();
    if (!option->get_default_str().empty()) {
      help += "; default: " + option->get_default_str();
    }
    out += fmt::format(".TP\n{}\n{}\n", OptionHead(*option), Escape(help));
  }
  return out;
}

std::string Synopsis(const CLI::App& app, const std::string& name) {
  std::string line = Bold(name) + " [" + Italic("OPTIONS") + "]";
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) {
      const bool many = option->get_items_expected_max() > 1;
      const std::string word = Italic(option->get_name(true)) + (many ? "..." : "");
      line += option->get_required() ? " " + word : " [" + word + "]";
    }
  }
  return line;
}

std::string CommandSection(const CommandText& text, const CLI::App& app) {
  std::string name = fmt::format("kiosque {}", text.name);
  const CLI::App* at = &app;
  std::string options;
  while (true) {  // "kiosque config show" has its options one level down
    options += Options(*at);
    const auto below = at->get_subcommands(std::function<bool(const CLI::App*)>());
    if (below.empty()) {
      break;
    }
    at = below.front();
    name += " " + at->get_name();
  }
  return fmt::format(".SS {}\n{}\n.PP\n{}\n{}.PP\nExamples:\n.PP\n.nf\n.RS\n{}\n.RE\n.fi\n",
                     text.name, Synopsis(*at, name), Escape(text.description), options,
                     Escape(text.examples));
}

std::string ExitStatus() {
  std::string out = ".SH EXIT STATUS\n";
  for (const ExitCodeMeaning& row : ExitCodeMeanings()) {
    out += fmt::format(".TP\n{}\n{}\n", Bold(std::to_string(static_cast<int>(row.code))),
                       Escape(row.meaning));
  }
  return out;
}

constexpr std::string_view kEnvironment =
    ".SH ENVIRONMENT\n"
    ".TP\n\\fBKIOSQUE_\\fR\\fIKEY\\fR\n"
    "A value for a key of the seed files, e.g. KIOSQUE_CONTACT or KIOSQUE_STORE: weaker than a "
    "flag, "
    "stronger than a file.\n"
    ".TP\n\\fBKIOSQUE_WEBHOOK_SECRET\\fR\n"
    "Signs what \\fBkiosque changes \\-\\-webhook\\fR sends, when \\fB\\-\\-webhook\\-secret\\fR "
    "names no file.\n"
    ".TP\n\\fBXDG_DATA_HOME\\fR\n"
    "Where the archive is kept, in a folder \\fIkiosque\\fR, when nobody names a store; default: "
    "~/.local/share.\n";

constexpr std::string_view kSeeAlso =
    ".SH SEE ALSO\n"
    ".BR wget (1),\n.BR curl (1)\n.PP\n"
    "The format of seed files: seeds/drc.toml, and \\fBkiosque config show\\fR. The archive: "
    "docs/archive\\-format.md. The columns of an export: docs/corpus.md.\n";

}  // namespace

std::string ManualPage(const std::vector<std::unique_ptr<Command>>& commands) {
  const std::unique_ptr<CLI::App> app = MakeApp(commands);
  std::string out = fmt::format(
      ".\\\" Made by 'kiosque man'; do not edit.\n.TH KIOSQUE 1 \"\" \"kiosque {}\" \"User "
      "Commands\"\n"
      ".SH NAME\nkiosque \\- crawl, archive and export regional news sites\n"
      ".SH SYNOPSIS\n{} {} [{}]\n.SH DESCRIPTION\n{}\n.SH COMMANDS\n",
      ProgramVersion(), Bold("kiosque"), Italic("COMMAND"), Italic("OPTIONS"),
      Escape(app->get_description()));
  for (const std::unique_ptr<Command>& command : commands) {
    const CommandText text = command->text();
    if (!text.hidden) {
      out += CommandSection(text, *app->get_subcommand(std::string(text.name)));
    }
  }
  out += ExitStatus();
  out += kEnvironment;
  out += kSeeAlso;
  return out;
}

}  // namespace kiosque
