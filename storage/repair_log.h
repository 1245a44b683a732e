// repair_log.h — the capture log of a repaired archive.
//
// The hashes of the log are kept where they were saved, so that its roots stay what they were; only
// where a row of it was lost is an entry hashed anew, and then the roots after it are lost too.
//
// Errors: those of the databases. Threads: one.
#ifndef KIOSQUE_STORAGE_REPAIR_LOG_H_
#define KIOSQUE_STORAGE_REPAIR_LOG_H_

#include <cstdint>

#include "base/error.h"
#include "storage/leveldb_database.h"
#include "storage/repair.h"
#include "storage/salvaged_rows.h"

namespace kiosque {

/// Writes rows 1…`captures` of the log, its tree and its roots through `filler`. `index` has the
/// captures and their log rows without hashes; `saved` is what was salvaged of the old index.
Status RebuildLog(const Database& index, const Database& saved, std::uint64_t captures,
                  BatchFiller& filler, RepairReport& report);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_REPAIR_LOG_H_
