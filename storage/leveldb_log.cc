#include "storage/leveldb_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>

#include "storage/codec.h"
#include "storage/crc32c.h"

namespace kiosque {
namespace {

constexpr std::size_t kBlockBytes = 32768;
constexpr std::size_t kHeaderBytes = 7;
enum RecordType : std::uint8_t { kFull = 1, kFirst = 2, kMiddle = 3, kLast = 4 };

// Walks the fragments of a log and puts them together.
class LogParser {
 public:
  explicit LogParser(std::string_view bytes) : bytes_(bytes) {}

  LevelDbLog Parse() {
    while (at_ < bytes_.size()) {
      const std::size_t left = kBlockBytes - at_ % kBlockBytes;
      if (left < kHeaderBytes) {
        at_ += left;  // the trailer of a block is padding
      } else if (!TakeFragment(left)) {
        break;
      }
    }
    return std::move(log_);
  }

 private:
  // False at the end of the file.
  bool TakeFragment(std::size_t left) {
    const std::string_view rest = bytes_.substr(at_);
    if (rest.size() < kHeaderBytes) {
      return false;  // cut short
    }
    const std::size_t length = LittleEndian(rest.substr(4), 2);
    const auto type = static_cast<std::uint8_t>(rest[6]);
    if (type == 0 && length == 0) {
      Damage(left);  // allocated and never written; what follows is in the next block, if anywhere
      return true;
    }
    if (kHeaderBytes + length > left) {
      Damage(left);
      return true;
    }
    if (rest.size() < kHeaderBytes + length) {
      return false;  // cut short
    }
    const std::string_view checked = rest.substr(6, 1 + length);
    if (MaskedCrc32c(Crc32c(checked)) != LittleEndian(rest, 4) || type > kLast) {
      Damage(left);
      return true;
    }
    at_ += kHeaderBytes + length;
    Assemble(type, checked.substr(1));
    return true;
  }

  void Damage(std::size_t left) {
    at_ += std::min(left, bytes_.size() - at_);
    ++log_.damaged_places;
    damaged_ = true;
    open_.reset();
  }

  void Assemble(std::uint8_t type, std::string_view data) {
    if (type == kFull || type == kFirst) {
      open_ = std::string(data);
    } else if (open_) {
      open_->append(data);
    }
    if ((type == kFull || type == kLast) && open_) {
      log_.records.push_back(std::move(*open_));
      open_.reset();
      log_.whole_after_damage = log_.whole_after_damage || damaged_;
      if (!damaged_) {
        log_.whole_end = at_;
      }
    }
  }

  const std::string_view bytes_;
  std::size_t at_ = 0;
  bool damaged_ = false;
  std::optional<std::string> open_;  // the fragments so far of a record begun
  LevelDbLog log_;
};

Result<std::string> ReadWhole(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  if (!in) {
    return Fail(Errc::kIo, fmt::format("cannot read {}", path.string()));
  }
  return std::move(out).str();
}

bool IsLog(const std::filesystem::path& path) {
  return path.extension() == ".log" || path.filename().string().starts_with("MANIFEST-");
}

// Cuts the tail of one log if it is torn; whether it did.
Result<bool> MendTornTail(const std::filesystem::path& path, const std::filesystem::path& keep) {
  auto bytes = ReadWhole(path);
  if (!bytes) {
    return bytes.error();
  }
  const LevelDbLog log = ParseLevelDbLog(*bytes);
  if (log.whole_after_damage || log.whole_end == bytes->size()) {
    return false;
  }
  std::error_code error;
  std::filesystem::create_directories(keep, error);
  const std::filesystem::path kept =
      keep / fmt::format("{}-{}@{}", path.parent_path().filename().string(),
                         path.filename().string(), log.whole_end);
  std::ofstream out(kept, std::ios::binary);
  out << std::string_view(*bytes).substr(log.whole_end);
  out.close();
  if (!out) {
    return Fail(Errc::kIo, fmt::format("cannot write {}", kept.string()));
  }
  std::filesystem::resize_file(path, log.whole_end, error);
  if (error) {
    return Fail(Errc::kIo, fmt::format("cannot cut {}: {}", path.string(), error.message()));
  }
  return true;
}

}  // namespace

LevelDbLog ParseLevelDbLog(std::string_view bytes) {
  return LogParser(bytes).Parse();
}

bool VisitLoggedChanges(std::string_view record,
                        const std::function<void(const LoggedChange&)>& visit) {
  constexpr std::size_t kBatchHeader = 12;  // sequence (8) and count (4), little endian
  if (record.size() < kBatchHeader) {
    return false;
  }
  std::uint64_t sequence =
      LittleEndian(record, 4) | std::uint64_t{LittleEndian(record.substr(4), 4)} << 32;
  ByteReader reader(record.substr(kBatchHeader));
  while (!reader.rest().empty()) {
    const std::uint8_t tag = reader.U8();  // 0 = deletion, 1 = value
    LoggedChange change;
    change.sequence = sequence++;
    change.key = reader.Bytes();
    if (tag == 1) {
      change.value = reader.Bytes();
    }
    if (!reader.ok() || tag > 1) {
      return false;
    }
    visit(change);
  }
  return reader.ok();
}

Result<int> MendTornTails(const std::filesystem::path& database,
                          const std::filesystem::path& keep) {
  int mended = 0;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(database, error)) {
    if (!IsLog(entry.path())) {
      continue;
    }
    auto cut = MendTornTail(entry.path(), keep);
    if (!cut) {
      return cut.error();
    }
    mended += *cut ? 1 : 0;
  }
  return mended;
}

}  // namespace kiosque
