#include "storage/log_proof.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "storage/capture_log.h"
#include "storage/codec.h"
#include "storage/index_keys.h"
#include "storage/store_archive.h"

namespace kiosque {
namespace {

// All leaf hashes, up to the entry with which the log had the root `wanted`.
Result<std::vector<Sha256>> ReadLeaves(const Database& index, const std::optional<Sha256>& wanted) {
  std::vector<Sha256> leaves;
  LogTree tree;
  const std::string begin(1, kLogTable);
  DatabaseCursor cursor = index.NewCursor(nullptr, /*fill_cache=*/false);
  for (cursor.Seek(begin); cursor.Valid() && cursor.key().starts_with(begin); cursor.Next()) {
    auto row = DecodeLogRow(cursor.value());
    if (!row) {
      return row.error();
    }
    if (!row->leaf) {
      return Fail(
          Errc::kUnsupported,
          "the archive has no hash log yet; the next crawl, import or archive gives it one");
    }
    leaves.push_back(*row->leaf);
    if (wanted) {
      tree.Append(*row->leaf);
      if (tree.Root() == *wanted) {
        return leaves;
      }
    }
  }
  if (Status status = cursor.status(); !status) {
    return status.error();
  }
  if (wanted) {
    return Fail(Errc::kNotFound,
                fmt::format("the log of this archive never had the root {}", wanted->Hex()));
  }
  return leaves;
}

// Fields of an entry are addresses, digests and numbers: none needs more than this.
std::string JsonText(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace

Result<CaptureProof> ProveCapture(const Database& index, const Capture& capture,
                                  const std::optional<Sha256>& root) {
  auto leaves = ReadLeaves(index, root);
  if (!leaves) {
    return leaves.error();
  }
  if (capture.sequence == 0 || capture.sequence > leaves->size()) {
    return Fail(Errc::kNotFound, fmt::format("the capture of {} at {} came after that root",
                                             capture.url.href(), FormatUtc(capture.time)));
  }
  CaptureProof proof;
  proof.index = capture.sequence - 1;
  proof.size = leaves->size();
  proof.leaf = (*leaves)[proof.index];
  proof.entry = LogEntryText(capture, proof.index == 0 ? Sha256{} : (*leaves)[proof.index - 1]);
  if (LeafHash(proof.entry) != proof.leaf) {
    return Fail(Errc::kCorrupt,
                fmt::format("capture {} is not what was entered into the log", capture.sequence));
  }
  proof.path = InclusionPath(*leaves, proof.index);
  LogTree tree;
  for (const Sha256& leaf : *leaves) {
    tree.Append(leaf);
  }
  proof.root = tree.Root();
  return proof;
}

Result<CaptureProof> ProveCapture(const Archive& archive, const Capture& capture,
                                  const std::optional<Sha256>& root) {
  const auto* store = dynamic_cast<const StoreArchive*>(&archive);
  if (store == nullptr) {
    return Fail(Errc::kUnsupported, "this archive keeps no log");
  }
  return ProveCapture(store->index(), capture, root);
}

std::string ProofJson(const CaptureProof& proof) {
  std::vector<std::string> path;
  for (const Sha256& node : proof.path) {
    path.push_back("\"" + node.Hex() + "\"");
  }
  return fmt::format(
      "{{\"format\":\"kiosque-proof-1\",\"root\":\"{}\",\"tree_size\":{},\"leaf_index\":{},"
      "\"leaf\":\"{}\",\"path\":[{}],\"entry\":{}}}\n",
      proof.root.Hex(), proof.size, proof.index, proof.leaf.Hex(), fmt::join(path, ","),
      JsonText(proof.entry));
}

}  // namespace kiosque
