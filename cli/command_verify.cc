#include "cli/command_verify.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>

#include "base/sanitize.h"
#include "cli/store_option.h"
#include "cli/streams.h"
#include "cli/verify_package.h"
#include "storage/verify.h"

namespace kiosque {
namespace {

class VerifyCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "verify", "check that the archive, or a package, is whole",
        "Walks everything in the archive and checks every reference both ways; with --deep also "
        "decodes every stored page and article and hashes it. Changes nothing. Prints a line for "
        "each problem; exits with 1 when there is one. It also prints the root of the capture log: "
        "one hash for everything captured so far. Write it down, and later --root HASH tells "
        "whether the archive still holds exactly what it held then. With FILE.wacz checks that "
        "package instead, without the network: every file and record against its digest, the "
        "index, the pages, and timestamps; and says what that proves and what not.",
        "# the indexes, in a moment\n"
        "kiosque verify\n"
        "# every byte\n"
        "kiosque verify --deep\n"
        "# against a root that was written down\n"
        "kiosque verify --root 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n"
        "# a package, with the certificate of the authority that stamped it\n"
        "kiosque verify evidence.wacz --tsa-ca authority.pem"};
  }

  void AddOptions(CLI::App& app) override {
    AddStoreOption(app, store_);
    app.add_option("FILE", package_, "a package (WACZ) to check instead of the archive");
    app.add_option("--tsa-ca", trusted_,
                   "PEM file with the time stamping authorities to trust; default: the system's")
        ->type_name("FILE");
    app.add_flag("--deep", options_.deep, "decode and hash every payload");
    app.add_option("--root", root_, "a root of the capture log that is to be found (64 hex digits)")
        ->type_name("HASH");
  }

  Result<ExitCode> Run(Streams& streams) override {
    if (!package_.empty()) {
      return VerifyPackage(package_, trusted_, streams);
    }
    if (!root_.empty() && !(options_.root = Sha256::FromHex(root_))) {
      return Fail(Errc::kInvalidArgument,
                  fmt::format("--root: '{}' is no SHA-256; it has 64 hex digits", root_));
    }
    const Result<std::filesystem::path> directory = StoreDirectory(store_);
    if (!directory) {
      return directory.error();
    }
    const Result<VerifyReport> report = VerifyArchive(*directory, options_);
    if (!report) {
      return report.error();
    }
    for (const std::string& problem : report->problems) {
      streams.out << SanitizeLine(problem) << '\n';
    }
    if (!report->whole()) {
      streams.err << fmt::format("{} problems; 'kiosque repair' saves what is whole\n",
                                 report->problem_count);
      return ExitCode::kFailure;
    }
    streams.out << fmt::format("whole: {} captures, {} versions of {} pages, {} payload rows",
                               report->stats.captures, report->stats.versions, report->stats.pages,
                               report->payload_rows);
    if (options_.deep) {
      streams.out << fmt::format(", {} bytes hashed", report->hashed_bytes);
    }
    if (report->known_lost > 0) {
      streams.out << fmt::format("; {} rows are written down as lost or removed",
                                 report->known_lost);
    }
    if (report->forgotten > 0) {
      streams.out << fmt::format("; {} payloads were forgotten on purpose", report->forgotten);
    }
    streams.out << '\n';
    return PrintRoot(*report, streams);
  }

 private:
  ExitCode PrintRoot(const VerifyReport& report, Streams& streams) const {
    if (report.root) {
      streams.out << fmt::format("root over {} captures: {}\n", report.stats.captures,
                                 report.root->Hex());
    } else {
      streams.out << "no hash log yet; the next crawl, import or archive gives it one\n";
    }
    if (!options_.root) {
      return ExitCode::kOk;
    }
    if (!report.root_captures) {
      streams.err << fmt::format("kiosque: the log of this archive never had the root {}\n", root_);
      return ExitCode::kFailure;
    }
    streams.out << fmt::format("the log had that root after {} captures; they are what they were\n",
                               *report.root_captures);
    return ExitCode::kOk;
  }

  std::string store_;
  std::string package_;
  std::string trusted_;
  std::string root_;
  VerifyOptions options_;
};

}  // namespace

std::unique_ptr<Command> MakeVerifyCommand() {
  return std::make_unique<VerifyCommand>();
}

}  // namespace kiosque
