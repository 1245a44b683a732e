#include "storage/index_keys.h"

#include <fmt/format.h>

#include "storage/codec.h"

namespace kiosque {
namespace {

constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;

std::string TableKey(char table, std::string_view rest) {
  std::string key(1, table);
  key.append(rest);
  return key;
}

// The SURT of a key whose tail after the 00 has `tail` bytes; empty when it is not of that shape.
std::optional<std::string_view> SurtOf(std::string_view key, char table, std::size_t tail) {
  if (key.size() < tail + 2 || key.front() != table || key[key.size() - tail - 1] != '\0') {
    return std::nullopt;
  }
  const std::string_view surt = key.substr(1, key.size() - tail - 2);
  if (surt.find('\0') != std::string_view::npos) {
    return std::nullopt;
  }
  return surt;
}

}  // namespace

std::string CaptureKey(std::string_view surt, UtcTime time, std::uint64_t sequence) {
  std::string key = RowsOfPage(kCaptureTable, surt);
  AppendBe64(key, static_cast<std::uint64_t>(time.time_since_epoch().count()) ^ kSignBit);
  AppendBe64(key, sequence);
  return key;
}

std::string VersionKey(std::string_view surt, std::uint32_t number) {
  std::string key = RowsOfPage(kVersionTable, surt);
  AppendBe32(key, number);
  return key;
}

std::string PageKey(std::string_view surt) {
  return TableKey(kPageTable, surt);
}

std::string LogKey(std::uint64_t sequence) {
  std::string key(1, kLogTable);
  AppendBe64(key, sequence);
  return key;
}

std::string PayloadKey(const Sha256& digest) {
  return TableKey(kPayloadTable, digest.raw());
}
std::string StateKey(std::string_view key) {
  return TableKey(kStateTable, key);
}
std::string ForgottenKey(const Sha256& page) {
  return std::string(1, kForgottenTable).append(page.raw());
}

std::string TreeKey() {
  return std::string(1, kTreeTable);
}

std::string RootKey(std::uint64_t captures) {
  std::string key(1, kRootTable);
  AppendBe64(key, captures);
  return key;
}

std::string SectionKey(std::string_view section) {
  return std::string(1, kSectionTable).append(section);
}

std::string MetaKey() {
  return std::string(1, kMetaTable);
}

std::string RowsOfPage(char table, std::string_view surt) {
  std::string key = TableKey(table, surt);
  key.push_back('\0');
  return key;
}

std::optional<CaptureKeyParts> ParseCaptureKey(std::string_view key) {
  const auto surt = SurtOf(key, kCaptureTable, 16);
  if (!surt) {
    return std::nullopt;
  }
  const std::string_view tail = key.substr(key.size() - 16);
  CaptureKeyParts parts;
  parts.surt = *surt;
  parts.time =
      UtcTime(std::chrono::microseconds(static_cast<std::int64_t>(ReadBe64(tail) ^ kSignBit)));
  parts.sequence = ReadBe64(tail.substr(8));
  return parts;
}

std::optional<VersionKeyParts> ParseVersionKey(std::string_view key) {
  const auto surt = SurtOf(key, kVersionTable, 4);
  if (!surt) {
    return std::nullopt;
  }
  VersionKeyParts parts;
  parts.surt = *surt;
  parts.number = ReadBe32(key.substr(key.size() - 4));
  return parts;
}

bool SurtUnder(std::string_view prefix, std::string_view surt) {
  if (!surt.starts_with(prefix)) {
    return false;
  }
  if (prefix.empty() || prefix.find(')') != std::string_view::npos ||
      surt.size() == prefix.size()) {
    return true;
  }
  const char next = surt[prefix.size()];
  return next == ')' || next == ',' || next == ':' || prefix.back() == ',';
}

std::string PrintableKey(std::string_view key) {
  std::string out;
  for (const char c : key) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f && c != '\\') {
      out.push_back(c);
    } else {
      out += fmt::format("\\x{:02x}", byte);
    }
  }
  return out;
}

Error RowError(std::string_view key, const Error& error) {
  return Fail(error.code, fmt::format("index row {}: {}", PrintableKey(key), error.message));
}

}  // namespace kiosque
