#include "crawler/scratch_archive.h"

namespace kiosque {
namespace {

Error Forgotten() {
  return Fail(Errc::kNotFound, "a dry run keeps nothing");
}

}  // namespace

Result<std::vector<CaptureReceipt>> ScratchArchive::Commit(CommitGroup group) {
  const std::lock_guard lock(mutex_);
  for (const StateChange& change : group.state) {
    if (change.value) {
      rows_.Put(change.key, *change.value);
    } else {
      rows_.Erase(change.key);
    }
  }
  std::vector<CaptureReceipt> receipts(group.captures.size());
  for (CaptureReceipt& receipt : receipts) {
    receipt.sequence = ++captures_;
  }
  return receipts;
}

Result<std::vector<Capture>> ScratchArchive::Captures(const Url& /*url*/) const {
  return std::vector<Capture>();
}
Result<std::vector<Version>> ScratchArchive::Versions(const Url& /*url*/) const {
  return std::vector<Version>();
}
Result<Version> ScratchArchive::LatestVersion(const Url& /*url*/) const {
  return Forgotten();
}
Result<Version> ScratchArchive::VersionNumber(const Url& /*url*/, std::uint32_t /*number*/) const {
  return Forgotten();
}
Result<Body> ScratchArchive::Payload(const Sha256& /*digest*/) const {
  return Forgotten();
}
Result<Body> ScratchArchive::CodedBody(const Capture& /*capture*/) const {
  return Forgotten();
}

Result<std::optional<std::string>> ScratchArchive::StateRow(std::string_view key) const {
  const std::lock_guard lock(mutex_);
  return rows_.Get(key);
}

Status ScratchArchive::ScanState(
    std::string_view prefix, std::string_view from,
    const std::function<bool(std::string_view key, std::string_view value)>& visit) const {
  const std::lock_guard lock(mutex_);
  rows_.Scan(prefix, from, visit);
  return Ok();
}

Status ScratchArchive::ScanVersions(
    const VersionQuery& /*query*/,
    const std::function<bool(const VersionVisit& found)>& /*visit*/) const {
  return Ok();
}
Status ScratchArchive::ScanCaptures(
    std::string_view /*surt_prefix*/,
    const std::function<bool(const Capture& capture)>& /*visit*/) const {
  return Ok();
}

Archive::Stats ScratchArchive::stats() const {
  const std::lock_guard lock(mutex_);
  Stats stats;
  stats.captures = captures_;
  return stats;
}

}  // namespace kiosque
