#include "storage/repair_log.h"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "storage/capture_log.h"
#include "storage/index_keys.h"
#include "storage/row_codec.h"

namespace kiosque {
namespace {

class LogRebuilder {
 public:
  LogRebuilder(const Database& index, const Database& saved, BatchFiller& filler,
               RepairReport& report)
      : index_(index), saved_(saved), filler_(filler), report_(report) {}

  Status Run(std::uint64_t captures) {
    for (std::uint64_t sequence = 1; sequence <= captures; ++sequence) {
      if (Status status = Enter(sequence); !status) {
        return status;
      }
    }
    return filler_.Put(TreeKey(), EncodeLogTree(tree_));
  }

 private:
  Status Enter(std::uint64_t sequence) {
    auto value = index_.Get(LogKey(sequence));
    auto row = value && *value ? DecodeLogRow(**value) : Result<LogRow>(LogRow{});
    if (!value || !row) {
      return value ? row.error() : value.error();
    }
    const LogRow old = SavedRow(sequence);
    const bool removed = old.leaf && old.capture_key.empty();  // on purpose, or by a repair before
    if (row->capture_key.empty() && !removed) {
      ++report_.lost_captures;
      report_.Lose(fmt::format("capture {}{}", sequence, NameOf(old)));
    }
    const Sha256 anew = HashAnew(sequence, row->capture_key);
    row->leaf = old.leaf ? old.leaf : anew;
    row->unchained = !row->capture_key.empty() && *row->leaf != anew;
    if (row->unchained) {
      report_.Lose(
          fmt::format("the proof of capture {}: the entry before it in the log", sequence));
    }
    tree_.Append(*row->leaf);
    if (Status status = filler_.Put(LogKey(sequence), EncodeLogRow(*row)); !status) {
      return status;
    }
    return KeepRoot();
  }

  Sha256 HashAnew(std::uint64_t sequence, const std::string& capture_key) const {
    auto value = capture_key.empty() ? Result<std::optional<std::string>>(std::nullopt)
                                     : index_.Get(capture_key);
    auto capture =
        value && *value ? DecodeCapture(**value) : Result<Capture>(Fail(Errc::kNotFound, "lost"));
    return LeafHash(capture ? LogEntryText(*capture, tree_.last)
                            : LostEntryText(sequence, tree_.last));
  }

  // A root that was written down stays while the saved log still has it.
  Status KeepRoot() {
    const std::optional<std::string> bytes = SavedValue(saved_, RootKey(tree_.size));
    auto row = bytes ? DecodeRootRow(*bytes) : Result<RootRow>(Fail(Errc::kNotFound, "none"));
    if (!row) {
      return Ok();
    }
    if (row->root != tree_.Root()) {
      report_.Lose(fmt::format("the root of the capture log over {} captures", tree_.size));
      return Ok();
    }
    return filler_.Put(RootKey(tree_.size), EncodeRootRow(*row));
  }

  LogRow SavedRow(std::uint64_t sequence) const {
    const std::optional<std::string> bytes = SavedValue(saved_, LogKey(sequence));
    auto row = bytes ? DecodeLogRow(*bytes) : Result<LogRow>(LogRow{});
    return row ? *row : LogRow{};
  }

  // The old log may still know what a lost capture was of.
  static std::string NameOf(const LogRow& old) {
    const auto parts = ParseCaptureKey(old.capture_key);
    return parts ? fmt::format(", {} at {}", parts->surt, FormatUtc(parts->time)) : std::string();
  }

  const Database& index_;
  const Database& saved_;
  BatchFiller& filler_;
  RepairReport& report_;
  LogTree tree_;
};

}  // namespace

Status RebuildLog(const Database& index, const Database& saved, std::uint64_t captures,
                  BatchFiller& filler, RepairReport& report) {
  return LogRebuilder(index, saved, filler, report).Run(captures);
}

}  // namespace kiosque
