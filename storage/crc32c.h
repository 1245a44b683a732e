// crc32c.h — the checksum inside LevelDB's files, for the code that reads them when LevelDB will
// not.
//
// Errors: none. Threads: pure functions.
// Source: RFC 3720 appendix B.4 (CRC-32C, Castagnoli); leveldb util/crc32c.h for the mask.
#ifndef KIOSQUE_STORAGE_CRC32C_H_
#define KIOSQUE_STORAGE_CRC32C_H_

#include <cstdint>
#include <string_view>

namespace kiosque {

/// CRC-32C of `bytes`, continuing `crc` (of the bytes before; 0 at the start).
std::uint32_t Crc32c(std::string_view bytes, std::uint32_t crc = 0);

/// As LevelDB stores it: a checksum of data that holds checksums would be weak, so it is rotated
/// and moved.
std::uint32_t MaskedCrc32c(std::uint32_t crc);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_CRC32C_H_
