#include "storage/leveldb_salvage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

#include "storage/codec.h"
#include "storage/crc32c.h"
#include "storage/snappy.h"

namespace kiosque {
namespace {

constexpr std::size_t kTrailerBytes = 5;  // type and checksum behind a block
constexpr std::size_t kFooterBytes = 48;
constexpr std::size_t kMaxBlockBytes = 256u << 20;  // a block grows with its largest row
constexpr std::size_t kKeyTagBytes = 8;
// Bytes read in search of blocks whose start nothing names: damage and a lost index in one table.
constexpr std::size_t kSearchBudget = std::size_t{2} << 30;

struct Entry {
  std::string key;
  std::string value;
};

// The entries of a decompressed block; empty when the bytes are not a block.
std::optional<std::vector<Entry>> ParseBlock(std::string_view block) {
  if (block.size() < 4) {
    return std::nullopt;
  }
  const std::uint64_t restarts = LittleEndian(block.substr(block.size() - 4), 4);
  if (restarts == 0 || restarts > (block.size() - 4) / 4) {
    return std::nullopt;
  }
  ByteReader reader(block.substr(0, block.size() - 4 - 4 * static_cast<std::size_t>(restarts)));
  std::vector<Entry> entries;
  std::string key;
  while (!reader.rest().empty()) {
    const std::uint64_t shared = reader.Varint();
    const std::uint64_t unshared = reader.Varint();
    const std::uint64_t value = reader.Varint();
    if (!reader.ok() || shared > key.size()) {
      return std::nullopt;
    }
    key.resize(static_cast<std::size_t>(shared));
    key.append(reader.Raw(static_cast<std::size_t>(unshared)));
    const std::string_view bytes = reader.Raw(static_cast<std::size_t>(value));
    if (!reader.ok()) {
      return std::nullopt;
    }
    entries.push_back({key, std::string(bytes)});
  }
  return entries;
}

// An index block names the blocks of its table, one behind the other from the start.
bool IsIndexBlock(const std::vector<Entry>& entries) {
  std::uint64_t expected = 0;
  for (const Entry& entry : entries) {
    ByteReader handle(entry.value);
    const std::uint64_t offset = handle.Varint();
    const std::uint64_t size = handle.Varint();
    if (!handle.Done() || offset != expected) {
      return false;
    }
    expected = offset + size + kTrailerBytes;
  }
  return !entries.empty();
}

bool IsMetaIndexBlock(const std::vector<Entry>& entries) {
  return entries.empty() || (entries.size() == 1 && entries[0].key.starts_with("filter."));
}

void VisitEntries(const std::vector<Entry>& entries,
                  const std::function<void(const LoggedChange&)>& visit) {
  if (IsMetaIndexBlock(entries) || IsIndexBlock(entries)) {
    return;
  }
  for (const Entry& entry : entries) {
    if (entry.key.size() < kKeyTagBytes) {
      continue;
    }
    const std::string_view key = entry.key;
    const std::uint64_t tag = LittleEndian(key.substr(key.size() - kKeyTagBytes), 8);
    LoggedChange change;
    change.sequence = tag >> 8;
    change.key = key.substr(0, key.size() - kKeyTagBytes);
    if ((tag & 0xff) == 1) {
      change.value = entry.value;
    }
    visit(change);
  }
}

// Whether a checksum stands behind `size` bytes from the start of `rest`, given the checksum of
// those bytes.
bool EndsBlock(std::string_view rest, std::size_t size, std::uint32_t crc) {
  const std::uint32_t with_type = Crc32c(rest.substr(size, 1), crc);
  return MaskedCrc32c(with_type) == LittleEndian(rest.substr(size + 1), 4);
}

struct FoundBlock {
  std::size_t bytes = 0;         // without its trailer
  std::vector<Entry> entries{};  // none: a filter, or not a block of entries
};

// The block that begins at the start of `rest`: the shortest run of bytes with a right checksum
// behind it.
std::optional<FoundBlock> FindBlock(std::string_view rest) {
  if (rest.size() < kTrailerBytes) {
    return std::nullopt;
  }
  std::uint32_t crc = 0;
  const std::size_t last = std::min(rest.size() - kTrailerBytes, kMaxBlockBytes);
  for (std::size_t size = 0; size <= last; ++size) {
    const auto type = static_cast<unsigned char>(rest[size]);
    if (type <= 1 && EndsBlock(rest, size, crc)) {
      const std::string_view stored = rest.substr(0, size);
      std::optional<std::string> raw =
          type == 1 ? SnappyDecompress(stored, kMaxBlockBytes) : std::string(stored);
      auto entries = raw ? ParseBlock(*raw) : std::nullopt;
      if (entries) {
        return FoundBlock{size, std::move(*entries)};
      }
      // A filter block is no list of entries. Anything else with a right checksum is chance, one in
      // four thousand million.
      if (type == 0) {
        return FoundBlock{size};
      }
    }
    crc = Crc32c(rest.substr(size, 1), crc);
  }
  return std::nullopt;
}

Result<std::string> ReadReadableFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  if (in.bad()) {
    return Fail(Errc::kIo, fmt::format("cannot read {}", path.string()));
  }
  return std::move(out).str();
}

// Where blocks begin is known from the table's own index, if that is whole: damage then costs no
// search.
std::vector<std::size_t> BlockStarts(std::string_view bytes) {
  std::vector<std::size_t> starts;
  if (bytes.size() < kFooterBytes) {
    return starts;
  }
  ByteReader footer(bytes.substr(bytes.size() - kFooterBytes));
  footer.Varint();
  footer.Varint();
  const std::uint64_t offset = footer.Varint();
  const std::uint64_t size = footer.Varint();
  if (!footer.ok() || offset > bytes.size() || size + kTrailerBytes > bytes.size() - offset) {
    return starts;
  }
  const auto index = FindBlock(bytes.substr(static_cast<std::size_t>(offset),
                                            static_cast<std::size_t>(size) + kTrailerBytes));
  if (!index || !IsIndexBlock(index->entries)) {
    return starts;
  }
  for (const Entry& entry : index->entries) {
    ByteReader handle(entry.value);
    starts.push_back(static_cast<std::size_t>(handle.Varint()));
  }
  starts.push_back(static_cast<std::size_t>(offset));
  return starts;
}

}  // namespace

void SalvageTable(std::string_view bytes, const std::string& name,
                  const std::function<void(const LoggedChange&)>& visit,
                  std::vector<std::string>& damage) {
  const std::vector<std::size_t> starts = BlockStarts(bytes);
  const std::size_t end = bytes.size() - std::min(bytes.size(), kFooterBytes);
  std::size_t at = 0;
  std::size_t bad_from = 0;
  bool bad = false;
  std::size_t budget = kSearchBudget;
  const auto end_bad = [&] {
    if (bad) {
      damage.push_back(fmt::format("{}: {} bytes at {}", name, at - bad_from, bad_from));
    }
    bad = false;
  };
  while (at < end) {
    const auto next = std::upper_bound(starts.begin(), starts.end(), at);
    const bool known = next != starts.end() && *next <= end;
    const auto block = FindBlock(bytes.substr(at, (known ? *next : end) - at));
    if (block) {
      end_bad();
      VisitEntries(block->entries, visit);
      at += block->bytes + kTrailerBytes;
      continue;
    }
    if (!bad) {
      bad = true;
      bad_from = at;
    }
    // Without an index every byte could be a start, and each try reads to the end: that is bounded.
    const std::size_t tried = end - at;
    at = known ? *next : (tried <= budget ? at + 1 : end);
    budget -= known ? 0 : std::min(budget, tried);
  }
  at = end;
  end_bad();
  if (bytes.size() < kFooterBytes) {
    damage.push_back(fmt::format("{}: {} bytes, too short for a table", name, bytes.size()));
  }
}

Result<SalvageCounts> SalvageDatabase(const std::filesystem::path& database,
                                      const std::function<void(const LoggedChange&)>& visit) {
  SalvageCounts counts;
  const auto counted = [&](const LoggedChange& change) {
    ++counts.rows;
    visit(change);
  };
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(database, error)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const std::filesystem::path& file : files) {
    const std::string name = file.filename().string();
    const bool table = file.extension() == ".ldb" || file.extension() == ".sst";
    if (!table && file.extension() != ".log") {
      continue;
    }
    auto bytes = ReadReadableFile(file);
    if (!bytes) {
      counts.damage.push_back(bytes.error().message);
      continue;
    }
    ++counts.files;
    if (table) {
      SalvageTable(*bytes, name, counted, counts.damage);
      continue;
    }
    const LevelDbLog log = ParseLevelDbLog(*bytes);
    for (const std::string& record : log.records) {
      if (!VisitLoggedChanges(record, counted)) {
        counts.damage.push_back(fmt::format("{}: a record that is no write batch", name));
      }
    }
    if (log.damaged_places > 0) {
      counts.damage.push_back(fmt::format("{}: {} unreadable places", name, log.damaged_places));
    }
  }
  return counts;
}

}  // namespace kiosque
