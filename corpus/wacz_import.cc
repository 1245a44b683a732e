#include "corpus/wacz_import.h"

#include <fstream>
#include <string_view>

#include "corpus/scratch_file.h"
#include "corpus/zip_file.h"

namespace kiosque {
namespace {

bool IsZip(const std::filesystem::path& file) {
  char start[4] = {};
  std::ifstream(file, std::ios::binary).read(start, sizeof start);
  return std::string_view(start, sizeof start) == "PK\x03\x04";
}

}  // namespace

Status ImportFile(Archive& archive, const std::filesystem::path& file, const ImportOptions& options,
                  ImportReport& report) {
  if (!IsZip(file)) {
    return ImportWarc(archive, file, options, report);
  }
  auto package = ZipReader::Open(file);
  if (!package) {
    return package.error();
  }
  for (std::size_t i = 0; i < (*package)->entries().size(); ++i) {
    if (!(*package)->entries()[i].name.starts_with("archive/")) {
      continue;
    }
    ScratchFile laid_out;
    if (Status filled = laid_out.Fill(**package, i); !filled) {
      if (filled.error().code != Errc::kCorrupt) {
        return filled;
      }
      ++report.oddities["files of a package that cannot be read whole"];
    }
    const Status imported = ImportWarc(archive, laid_out.path(), options, report);
    if (!imported && imported.error().code == Errc::kInvalidArgument) {
      ++report.oddities["files of a package that are neither WARC nor ARC"];
    } else if (!imported) {
      return imported;
    }
  }
  return Ok();
}

}  // namespace kiosque
