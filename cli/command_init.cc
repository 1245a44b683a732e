#include "cli/command_init.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/sanitize.h"
#include "base/url.h"
#include "cli/program.h"
#include "cli/run_log.h"
#include "cli/seed_flags.h"
#include "cli/streams.h"
#include "crawler/site_probe.h"

namespace kiosque {
namespace {

/// A TOML basic string. Web text is sanitised first, so no control character is left.
std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : SanitizeLine(text)) {
    quoted += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  }
  return quoted + '"';
}

std::string QuotedList(const std::vector<Url>& urls) {
  std::string list;
  for (const Url& url : urls) {
    list += (list.empty() ? "" : ", ") + Quoted(url.href());
  }
  return "[" + list + "]";
}

/// The outlets of the list `name`: an address or a host name a line, '#' begins a comment.
Result<std::vector<std::string>> ReadOutlets(const std::string& name) {
  std::ifstream in(name);
  if (!in) {
    return Fail(Errc::kInvalidArgument,
                name + " cannot be read: name a file with an outlet a line");
  }
  std::vector<std::string> outlets;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    std::istringstream words(line.substr(0, line.find('#')));
    std::string word;
    if (!(words >> word)) {
      continue;
    }
    std::string address =
        word.find("://") == std::string::npos ? "https://" + word + "/" : std::move(word);
    const Result<Url> url = Url::Parse(address);
    if (!url || !url->scheme().starts_with("http")) {
      return Fail(Errc::kInvalidArgument,
                  fmt::format("{}:{}: {} is no address of the web: write https://example.org/ or "
                              "example.org",
                              name, number, SanitizeLine(address)));
    }
    outlets.push_back(std::move(address));
  }
  return outlets;
}

std::string SiteTable(const SiteProbe& probe) {
  std::string text = fmt::format("[[site]]\nurl = {}\n", Quoted(probe.home.href()));
  const auto line = [&](std::string_view key, const std::string& value) {
    text += fmt::format("{} = {}\n", key, value);
  };
  if (!probe.language.empty()) {
    line("lang", Quoted(probe.language));
  }
  if (!probe.time_zone.empty()) {
    line("timezone", Quoted(probe.time_zone) + "    # by the country of its name");
  }
  if (!probe.feeds.empty()) {
    line("feeds", QuotedList(probe.feeds));
  }
  if (!probe.sitemaps.empty()) {
    line("sitemaps", QuotedList(probe.sitemaps));
  }
  if (probe.repaired_tls) {
    line("tls", "\"fetch-intermediate\"    # its certificate chain lacks an issuer");
  }
  text +=
      fmt::format("# {}; system {}{}; {}\n", SanitizeLine(probe.title), CmsName(probe.cms.cms),
                  probe.cms.evidence.empty() ? "" : " (" + SanitizeLine(probe.cms.evidence) + ")",
                  probe.charset);
  if (probe.index) {
    text += fmt::format("# found by itself: {} ({} rows)\n", SanitizeLine(probe.index->href()),
                        probe.index_rows);
  }
  return text + "\n";
}

class InitCommand final : public Command {
 public:
  CommandText text() const override {
    return {"init", "make a seed file from a list of outlets",
            "Looks at the home page and robots.txt of each outlet of a list (an address or a host "
            "name a line), politely, and writes a seed file to be looked over: language, time "
            "zone, feeds, sitemaps, certificate, and as remarks what the site runs on and which "
            "complete list of its articles answers. Outlets that do not answer are there as "
            "remarks, with the reason.",
            "# from names to seeds\n"
            "kiosque init OUTLETS.txt -o seeds.toml --contact archive@example.org"};
  }

  void AddOptions(CLI::App& app) override {
    app.add_option("OUTLETS", list_, "file with an outlet a line")->required();
    app.add_option("-o,--output", output_, "seed file to write; default: standard output")
        ->type_name("FILE");
    log_.AddTo(app);
    flags_.AddTo(app);
  }

  Result<ExitCode> Run(Streams& streams) override {
    const Result<std::vector<std::string>> outlets = ReadOutlets(list_);
    if (!outlets) {
      return outlets.error();
    }
    const Result<SeedList> list = flags_.Load(*outlets);
    if (!list) {
      return list.error();
    }
    if (const Status contact = list->RequireContact(); !contact) {
      return contact.error();
    }
    if (!output_.empty() && std::filesystem::exists(output_)) {
      return Fail(Errc::kInvalidArgument,
                  output_ + " is there already: name another, or remove it");
    }
    if (const Status opened = log_.Open(streams, false); !opened) {
      return opened.error();
    }
    std::ofstream file;
    if (!output_.empty()) {
      file.open(output_, std::ios::binary);
    }
    std::ostream& out = output_.empty() ? streams.out : file;
    out << fmt::format(
        "# Made by kiosque init. Look it over before the first crawl.\n\n"
        "[crawler]\ncontact = {}\n\n",
        Quoted(list->run.contact));
    for (const std::string& outlet : *outlets) {  // each is written when it is known
      const Result<std::string> table = out.flush() ? Probe(outlet, streams) : std::string();
      if (!table) {
        return table.error();
      }
      out << *table;
    }
    if (!out.flush()) {
      return Fail(Errc::kIo,
                  (output_.empty() ? "standard output" : output_) + " cannot be written");
    }
    return ExitCode::kOk;
  }

 private:
  /// The table of one outlet; what the web did is a remark in it.
  Result<std::string> Probe(const std::string& outlet, Streams& streams) {
    Result<SeedList> list = flags_.Load({outlet});
    if (!list) {
      return list.error();
    }
    CrawlOptions options = CrawlOptions::From(*std::move(list));
    options.version = ProgramVersion();
    const Result<SiteProbe> probe = ProbeSite(std::move(options), log_.get());
    if (!probe) {
      return probe.error();
    }
    if (!probe->problem.empty()) {
      streams.err << SanitizeLine(outlet + ": " + probe->problem) << '\n';
      return fmt::format("# [[site]]    {}\n# url = {}\n\n", SanitizeLine(probe->problem),
                         Quoted(probe->home.href()));
    }
    return SiteTable(*probe);
  }

  std::string list_;
  std::string output_;
  RunLog log_;
  SeedFlags flags_;
};

}  // namespace

std::unique_ptr<Command> MakeInitCommand() {
  return std::make_unique<InitCommand>();
}

}  // namespace kiosque
