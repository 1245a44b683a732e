#include "crawler/scratch_archive.h"

#include <algorithm>

namespace kiosque {
namespace {

std::string_view PartOf(std::string_view key) {
  constexpr std::size_t kPartBytes = 10;
  return key.substr(0, kPartBytes);
}

Error Forgotten() {
  return Fail(Errc::kNotFound, "a dry run keeps nothing");
}

}  // namespace

Result<std::vector<CaptureReceipt>> ScratchArchive::Commit(CommitGroup group) {
  const std::lock_guard lock(mutex_);
  for (StateChange& change : group.state) {
    auto part = parts_.find(PartOf(change.key));
    if (part == parts_.end()) {
      part = parts_.emplace(PartOf(change.key), Rows()).first;
    }
    if (change.value) {
      part->second.insert_or_assign(std::move(change.key), std::move(*change.value));
    } else {
      part->second.erase(change.key);
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
  const auto part = parts_.find(PartOf(key));
  if (part == parts_.end()) {
    return std::optional<std::string>();
  }
  const auto row = part->second.find(key);
  return row == part->second.end() ? std::nullopt : std::optional(row->second);
}

Status ScratchArchive::ScanState(
    std::string_view prefix, std::string_view from,
    const std::function<bool(std::string_view key, std::string_view value)>& visit) const {
  const std::lock_guard lock(mutex_);
  const std::string_view first = std::max(prefix, from);
  for (auto part = parts_.lower_bound(PartOf(first)); part != parts_.end(); ++part) {
    for (auto row = part->second.lower_bound(first); row != part->second.end(); ++row) {
      if (!row->first.starts_with(prefix) || !visit(row->first, row->second)) {
        return Ok();
      }
    }
  }
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
