// migration.h — what opening an archive of an older format did to it.
//
// Threads: any.
#ifndef KIOSQUE_STORAGE_MIGRATION_H_
#define KIOSQUE_STORAGE_MIGRATION_H_

#include <optional>
#include <string>

#include "storage/archive.h"

namespace kiosque {

/// One line for the person, when opening `archive` for writing brought it to the newest format;
/// empty otherwise.
std::optional<std::string> MigrationNotice(const Archive& archive);

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_MIGRATION_H_
