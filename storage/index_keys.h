// index_keys.h — the keys of the index, so that its tables sort as they are read.
//
//   'c' surt 00 be64(time) be64(sequence)   a capture           'l' be64(sequence)   the capture
//   log 'v' surt 00 be32(number)                a version           'p' digest           where a
//   payload lies 'u' surt                                the page's newest   's' key              a
//   state row 'm'                                     counts           'a' section          what
//   new pages of a section refer to 't'                 the tree over the log 'r' be64(captures) a
//   root of it 'f' SHA-256(surt)  a page removed on purpose
//
// SURT keys are ASCII without 00, so the 00 makes all rows of one page neighbours and sorts "a)/b"
// before "a)/b/c". Times are microseconds since 1970 with the sign bit flipped, so that earlier
// sorts first on both sides of 1970.
//
// Errors: the parsers answer empty for a key that this header did not make. Threads: pure
// functions.
#ifndef KIOSQUE_STORAGE_INDEX_KEYS_H_
#define KIOSQUE_STORAGE_INDEX_KEYS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "base/sha256.h"

namespace kiosque {

inline constexpr char kCaptureTable = 'c';
inline constexpr char kForgottenTable = 'f';
inline constexpr char kLogTable = 'l';
inline constexpr char kMetaTable = 'm';
inline constexpr char kPayloadTable = 'p';
inline constexpr char kRootTable = 'r';
inline constexpr char kSectionTable = 'a';
inline constexpr char kStateTable = 's';
inline constexpr char kPageTable = 'u';
inline constexpr char kTreeTable = 't';
inline constexpr char kVersionTable = 'v';

std::string CaptureKey(std::string_view surt, UtcTime time, std::uint64_t sequence);
std::string VersionKey(std::string_view surt, std::uint32_t number);
std::string PageKey(std::string_view surt);
std::string LogKey(std::uint64_t sequence);
std::string PayloadKey(const Sha256& digest);
std::string StateKey(std::string_view key);
std::string MetaKey();
std::string ForgottenKey(const Sha256& page);
std::string TreeKey();
std::string RootKey(std::uint64_t captures);
std::string SectionKey(std::string_view section);

/// What the captures ('c') or versions ('v') of exactly `surt` begin with.
std::string RowsOfPage(char table, std::string_view surt);

struct CaptureKeyParts {
  std::string_view surt;  ///< view into the key
  UtcTime time{};
  std::uint64_t sequence = 0;
};
std::optional<CaptureKeyParts> ParseCaptureKey(std::string_view key);

struct VersionKeyParts {
  std::string_view surt;  ///< view into the key
  std::uint32_t number = 0;
};
std::optional<VersionKeyParts> ParseVersionKey(std::string_view key);

/// Whether `surt` is of the site that `prefix` names: "net,radiookapi" holds "net,radiookapi)/x",
/// "net,radiookapi,blog)/" and "net,radiookapi:8080)/", not "net,radiookapi2)/". A prefix with ')'
/// is taken literally, an empty one holds everything.
bool SurtUnder(std::string_view prefix, std::string_view surt);

/// A key for people: printable, other bytes as \xNN.
std::string PrintableKey(std::string_view key);

/// `error`, with the row that it was met in.
Error RowError(std::string_view key, const Error& error);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_INDEX_KEYS_H_
