#include "corpus/wacz_import.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include "corpus/byte_sink.h"
#include "corpus/zip_file.h"

namespace kiosque {
namespace {

bool IsZip(const std::filesystem::path& file) {
  char start[4] = {};
  std::ifstream(file, std::ios::binary).read(start, sizeof start);
  return std::string_view(start, sizeof start) == "PK\x03\x04";
}

// A file without a future, where an entry of a package is laid out to be read.
class LaidOut {
 public:
  LaidOut() : path_((std::filesystem::temp_directory_path() / "kiosque-import-XXXXXX").string()) {
    fd_ = ::mkstemp(path_.data());
  }
  ~LaidOut() {
    if (fd_ >= 0) {
      ::close(fd_);
      ::unlink(path_.c_str());
    }
  }
  LaidOut(const LaidOut&) = delete;
  LaidOut& operator=(const LaidOut&) = delete;

  Status Fill(const ZipReader& package, std::size_t entry) {
    if (fd_ < 0) {
      return Fail(Errc::kIo, fmt::format("cannot make {}: {}", path_, std::strerror(errno)));
    }
    const auto sink = MakeDescriptorSink(fd_, path_);
    const Status read =
        package.Read(entry, [&](std::string_view piece) { return sink->Append(piece); });
    // What comes before a damaged place is kept, as in a file of its own.
    const Status ended = sink->Finish();
    return ended ? read : ended;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  int fd_ = -1;
};

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
    LaidOut laid_out;
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
