#include "cli/verify_package.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "base/sanitize.h"
#include "cli/streams.h"
#include "corpus/timestamp.h"
#include "corpus/wacz_verify.h"

namespace kiosque {
namespace {

void AddLine(std::string& out, std::string_view name, const std::string& value) {
  if (!value.empty()) {
    out += fmt::format("  {:<10} {}\n", name, SanitizeLine(value));
  }
}

/// Says what a token is worth; whether it is of this package and by somebody trusted.
bool SayTimestamp(const std::string& token, const WaczCheck& package, const std::string& trusted,
                  std::string& stamped, std::string& out) {
  const Result<TimestampCheck> check = CheckTimestamp(token, package.digest, trusted);
  if (!check) {
    AddLine(out, "timestamp", "NOT VALID: " + check.error().message);
    return false;
  }
  if (!check->digest_matches || !check->signature_holds) {
    AddLine(out, "timestamp", "NOT VALID: " + check->problem);
    return false;
  }
  const std::string told = fmt::format("{} by {}", FormatUtc(check->time), check->authority);
  if (!check->trusted) {
    AddLine(out, "timestamp",
            fmt::format("{}; its signature holds, but {}; --tsa-ca FILE names an "
                        "authority to trust",
                        told, check->problem));
    return false;
  }
  AddLine(out, "timestamp", told + ", whose certificate is trusted");
  stamped = FormatUtc(check->time);
  return true;
}

void SayWhatItShows(const WaczCheck& check, const std::string& stamped, Streams& streams) {
  streams.out << fmt::format(
      "\nWhat this shows: the package is as it was when its digest was made{}.\n",
      stamped.empty()
          ? ". Nobody but its maker vouches for when that was: there is no trusted timestamp"
          : fmt::format(", and it existed at {}, on the word of the authority named above",
                        stamped));
  streams.out << fmt::format(
      "It records that {} received these answers from these addresses, at the times that its "
      "maker's clock gave.\n"
      "What it does not show: who wrote the page, whether what it says is true, whether others "
      "were sent the same, or that the\nmaker of the package was honest before the digest was "
      "made. "
      "Certificates were not checked for revocation.\n",
      check.software.empty() ? "a program" : SanitizeLine(check.software));
}

}  // namespace

Result<ExitCode> VerifyPackage(const std::string& file, const std::string& trusted,
                               Streams& streams) {
  const Result<WaczCheck> check = VerifyWacz(file);
  if (!check) {
    return check.error();
  }
  for (const std::string& problem : check->problems) {
    streams.out << problem << '\n';
  }
  if (!check->whole()) {
    streams.err << fmt::format("{}: {} problems; it is not as it was made, and proves nothing\n",
                               SanitizeLine(file), check->problem_count);
    return ExitCode::kFailure;
  }
  std::string out;
  AddLine(out, "digest", "sha256:" + check->digest.Hex());
  AddLine(out, "made by", check->software);
  AddLine(out, "created", check->created);
  AddLine(out, "main page", check->main_page);
  AddLine(out, "files",
          fmt::format("{}, each with the length and SHA-256 it was made with", check->files));
  AddLine(out, "records",
          fmt::format("{}, {} digests of them checked", check->records, check->digests));
  AddLine(out, "captures",
          fmt::format("{}, from {} to {}", check->captures, FormatUtc(check->first),
                      FormatUtc(check->last)));
  std::string stamped;
  bool good = true;
  for (const std::string& token : check->tokens) {
    good = SayTimestamp(token, *check, trusted, stamped, out) && good;
  }
  streams.out << fmt::format("{}: {}\n{}", SanitizeLine(file),
                             good ? "whole" : "whole, BUT WITHOUT A TIMESTAMP TO TRUST", out);
  SayWhatItShows(*check, stamped, streams);
  return good ? ExitCode::kOk : ExitCode::kFailure;
}

}  // namespace kiosque
