#include "cli/evidence.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <random>
#include <system_error>
#include <utility>

#include "cli/program.h"
#include "crawler/post_once.h"

namespace kiosque {
namespace {

namespace fs = std::filesystem;

// A number that was not used before (RFC 3161 §2.4.1): 64 bits of chance.
std::uint64_t Nonce() {
  std::random_device chance;
  return (std::uint64_t{chance()} << 32 | chance()) >> 1;
}

// A token of `authority` over `digest`, checked as far as it goes without knowing whom to trust.
Result<std::string> Stamp(const Url& authority, const Sha256& digest, const CrawlOptions& options,
                          std::optional<TimestampCheck>& check) {
  const std::uint64_t nonce = Nonce();
  const PostedForm form{.url = authority,
                        .body = TimestampRequest(digest, nonce),
                        .content_type = "application/timestamp-query",
                        .accept = "application/timestamp-reply"};
  const Result<Body> answer = PostOnce(form, options);
  if (!answer) {
    return Fail(answer.error().code, "no timestamp: " + answer.error().message);
  }
  Result<std::string> token = TokenOfResponse(answer->view(), digest, nonce);
  if (!token) {
    return Fail(Errc::kIo,
                fmt::format("no timestamp: {}: {}", authority.href(), token.error().message));
  }
  const Result<TimestampCheck> checked = CheckTimestamp(*token, digest, {});
  if (!checked || !checked->signature_holds) {
    return Fail(Errc::kIo, fmt::format("no timestamp: {}: {}", authority.href(),
                                       checked ? checked->problem : checked.error().message));
  }
  check = *checked;
  return token;
}

}  // namespace

Result<std::unique_ptr<Evidence>> Evidence::Begin(const fs::path& output) {
  std::error_code ignored;
  if (output.extension() != ".wacz") {
    return Fail(Errc::kInvalidArgument,
                fmt::format("--output {}: the name of a package ends in .wacz", output.string()));
  }
  if (fs::exists(output, ignored)) {
    return Fail(Errc::kInvalidArgument,
                fmt::format("--output {}: it exists; packages are never overwritten, name another",
                            output.string()));
  }
  if (output.has_parent_path() && !fs::is_directory(output.parent_path(), ignored)) {
    return Fail(Errc::kInvalidArgument,
                fmt::format("--output {}: there is no folder {}", output.string(),
                            output.parent_path().string()));
  }
  std::string folder = (fs::temp_directory_path(ignored) / "kiosque-evidence-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) {
    return Fail(Errc::kIo, fmt::format("cannot make {}: {}", folder, std::strerror(errno)));
  }
  std::unique_ptr<Evidence> evidence(new Evidence(output, folder));
  Result<std::unique_ptr<Archive>> archive =
      Archive::Open(evidence->folder_ / "store", OpenMode::kCreate);
  if (!archive) {
    return archive.error();
  }
  evidence->archive_ = *std::move(archive);
  return evidence;
}

Evidence::~Evidence() {
  archive_.reset();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void Evidence::SetMainPage(WaczMainPage page) {
  if (!main_page_) {
    main_page_ = std::move(page);
  }
}

Result<EvidenceReport> Evidence::Write(const std::optional<Url>& authority,
                                       const CrawlOptions& options) {
  EvidenceReport report;
  WaczOptions wacz;
  wacz.output = output_;
  wacz.info = WarcInfo(std::string(ProgramVersion()), options.run.contact);
  wacz.software = fmt::format("kiosque/{}", ProgramVersion());
  wacz.created = SystemClock().Now();
  wacz.main_page = main_page_;
  wacz.title = main_page_ ? main_page_->title : std::string();
  if (authority) {
    wacz.stamp = [&](const Sha256& digest) {
      return Stamp(*authority, digest, options, report.timestamp);
    };
  }
  Result<WaczReport> package = ExportWacz(*archive_, wacz);
  if (!package) {
    return package.error();
  }
  report.package = *std::move(package);
  return report;
}

}  // namespace kiosque
