#include "storage/salvaged_rows.h"

#include <fmt/format.h>

#include "storage/codec.h"
#include "storage/leveldb_salvage.h"

namespace kiosque {
namespace {

constexpr std::size_t kBatchRows = 2000;
constexpr std::size_t kSalvageBatchBytes = 4u << 20;
constexpr std::size_t kHead = 9;  // of a salvaged row, before its value

}  // namespace

Status BatchFiller::Put(std::string_view key, std::string_view value) {
  batch_.Put(key, value);
  bytes_ += key.size() + value.size();
  return batch_.changes() >= kBatchRows || bytes_ > kSalvageBatchBytes ? Flush() : Ok();
}

Status BatchFiller::Write(bool sync) {
  Status status = database_.Write(batch_, sync);
  batch_.Clear();
  bytes_ = 0;
  return status;
}

// A salvaged row is be64(LevelDB's sequence) | 1 = has value | value.
Status SalvageNewest(const std::filesystem::path& from, const SalvageTargets& into,
                     std::vector<std::string>& damage) {
  Status failed = Ok();
  auto counts = SalvageDatabase(from, [&](const LoggedChange& change) {
    if (!failed) {
      return;
    }
    const bool payload = change.key.size() == sizeof(std::uint64_t) && change.key.front() == '\0';
    Database& rows = payload ? into.payload_rows : into.index_rows;
    auto before = rows.Get(change.key);
    if (!before) {
      failed = before.error();
      return;
    }
    if (*before && ReadBe64(**before) > change.sequence) {
      return;
    }
    std::string row;
    AppendBe64(row, change.sequence);
    row.push_back(change.value ? '\1' : '\0');
    row.append(change.value.value_or(""));
    DatabaseBatch batch;
    batch.Put(change.key, row);
    failed = rows.Write(batch, /*sync=*/false);
  });
  if (!counts) {
    return counts.error();
  }
  const std::string name = from.filename().string();
  for (const std::string& place : counts->damage) {
    damage.push_back(fmt::format("{}/{}", name, place));
  }
  return failed;
}

Status VisitSalvaged(
    const Database& rows, std::string_view prefix,
    const std::function<Status(std::string_view key, std::string_view value)>& visit) {
  DatabaseCursor cursor = rows.NewCursor(nullptr, /*fill_cache=*/false);
  for (cursor.Seek(prefix); cursor.Valid() && cursor.key().starts_with(prefix); cursor.Next()) {
    const std::string_view row = cursor.value();
    if (row.size() >= kHead && row[kHead - 1] == '\1') {
      if (Status status = visit(cursor.key(), row.substr(kHead)); !status) {
        return status;
      }
    }
  }
  return cursor.status();
}

std::optional<std::string> SavedValue(const Database& rows, std::string_view key) {
  auto row = rows.Get(key);
  if (!row || !*row || (*row)->size() < kHead || (**row)[kHead - 1] != '\1') {
    return std::nullopt;
  }
  return (*row)->substr(kHead);
}

}  // namespace kiosque
