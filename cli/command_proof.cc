#include "cli/command_proof.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/store_option.h"
#include "cli/streams.h"
#include "cli/version_choice.h"
#include "seeds/quantity.h"
#include "storage/log_proof.h"

namespace kiosque {
namespace {

class ProofCommand final : public Command {
 public:
  CommandText text() const override {
    return {"proof", "prove that a capture is in the archive's log",
            "Prints a proof, as JSON, that the capture of URL at TIME (the last one at or before "
            "it; without @TIME the newest) was entered into the archive's append-only log: the "
            "entry with the digests of everything that came, and the hashes beside its way to the "
            "root. Whoever holds that root can check it with SHA-256 alone, for instance with "
            "docs/check_proof.py. The root is printed by 'kiosque verify'; write it down, or "
            "publish it, while nobody doubts it.",
            "# prove a capture under the newest root\n"
            "kiosque proof https://www.radiookapi.net/2024/04/13/actualite/a@2024-04-14 > "
            "proof.json\n"
            "# under a root that was written down earlier\n"
            "kiosque proof https://www.radiookapi.net/2024/04/13/actualite/a --root HASH"};
  }

  void AddOptions(CLI::App& app) override {
    app.add_option("URL", url_, "address of the page, and @TIME")
        ->required()
        ->type_name("URL@TIME");
    app.add_option("--root", root_, "the root to prove it under (64 hex digits)")
        ->type_name("HASH");
    AddStoreOption(app, store_);
  }

  Result<ExitCode> Run(Streams& streams) override {
    std::optional<Sha256> root;
    if (!root_.empty() && !(root = Sha256::FromHex(root_))) {
      return Fail(Errc::kInvalidArgument,
                  fmt::format("--root: '{}' is no SHA-256; it has 64 hex digits", root_));
    }
    // An '@' may stand in an address: only one with a time behind it parts the two.
    std::string address = url_;
    std::optional<UtcTime> until;
    if (const std::size_t at = url_.rfind('@'); at != std::string::npos) {
      until = ParseSince(std::string_view(url_).substr(at + 1), SystemClock().Now());
      address = until ? url_.substr(0, at) : url_;
      constexpr std::size_t kPlainDate = 10;
      if (until && url_.size() - at - 1 == kPlainDate) {
        *until += std::chrono::days{1} - std::chrono::microseconds{1};
      }
    }
    const Result<Url> asked = ReadUrlArgument(address);
    if (!asked) {
      return asked.error();
    }
    const Result<std::unique_ptr<Archive>> archive = OpenStore(store_, OpenMode::kReadOnly);
    if (!archive) {
      return archive.error();
    }
    return Prove(**archive, *asked, until, root, streams);
  }

 private:
  static Result<ExitCode> Prove(const Archive& archive, const Url& asked,
                                const std::optional<UtcTime>& until,
                                const std::optional<Sha256>& root, Streams& streams) {
    const Result<Url> url = FindArchivedUrl(archive, asked);
    if (!url) {
      return url.error();
    }
    const Result<std::vector<Capture>> captures = archive.Captures(*url);
    if (!captures) {
      return captures.error();
    }
    const Capture* chosen = nullptr;
    for (const Capture& capture : *captures) {
      chosen = !until || capture.time <= *until ? &capture : chosen;
    }
    if (chosen == nullptr) {
      return Fail(Errc::kNotFound, fmt::format("{}: no capture so early; the first is of {}",
                                               url->href(), FormatUtc(captures->front().time)));
    }
    const Result<CaptureProof> proof = ProveCapture(archive, *chosen, root);
    if (!proof) {
      return proof.error();
    }
    streams.out << ProofJson(*proof);
    return ExitCode::kOk;
  }

  std::string url_;
  std::string root_;
  std::string store_;
};

}  // namespace

std::unique_ptr<Command> MakeProofCommand() {
  return std::make_unique<ProofCommand>();
}

}  // namespace kiosque
