// repair_builder.h — the databases of a damaged archive, put together anew from what is whole
// (repair.h).
//
// Errors: kIo, kNoSpace; kCorrupt when the result would not verify. Threads: one.
#ifndef KIOSQUE_STORAGE_REPAIR_BUILDER_H_
#define KIOSQUE_STORAGE_REPAIR_BUILDER_H_

#include <cstdint>
#include <filesystem>

#include "base/error.h"
#include "storage/repair.h"
#include "storage/store_directory.h"

namespace kiosque {

/// Builds `work`/index and `work`/payloads from the databases of `directory`, which stay as they
/// are, and verifies them. `work` exists and is empty. The number of the last commit.
Result<std::uint64_t> RebuildDatabases(const StoreDirectory& directory,
                                       const std::filesystem::path& work, RepairReport& report);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_REPAIR_BUILDER_H_
