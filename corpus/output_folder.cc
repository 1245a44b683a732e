#include "corpus/output_folder.h"

#include <fmt/format.h>

#include <string_view>
#include <system_error>
#include <utility>

#include "corpus/sha256_stream.h"

namespace kiosque {

// Hashes what passes, and lists the file once it is whole.
class OutputFolder::Recorder final : public ByteSink {
 public:
  Recorder(OutputFolder& folder, std::string path, std::unique_ptr<ByteSink> inner)
      : folder_(folder), path_(std::move(path)), inner_(std::move(inner)) {}

  Status Append(std::string_view bytes) override {
    hash_.Add(bytes);
    return inner_ ? inner_->Append(bytes) : Ok();
  }
  Status Finish() override {
    Status status = inner_ ? inner_->Finish() : Ok();
    if (status) {
      OutputFile& file = folder_.files_[path_];
      file.path = path_;
      file.bytes = hash_.bytes();
      file.sha256 = hash_.Finish();
    }
    return status;
  }

 private:
  OutputFolder& folder_;
  const std::string path_;
  std::unique_ptr<ByteSink> inner_;
  Sha256Stream hash_;
};

Result<std::unique_ptr<ByteSink>> OutputFolder::Open(const std::string& path) {
  std::unique_ptr<ByteSink> inner;
  if (purpose_ == Purpose::kWrite) {
    const std::filesystem::path full = folder_ / path;
    std::error_code error;
    std::filesystem::create_directories(full.parent_path(), error);
    if (error) {
      return Fail(Errc::kIo, fmt::format("cannot make the folder {}: {}",
                                         full.parent_path().string(), error.message()));
    }
    auto file = MakeFileSink(full);
    if (!file) {
      return file.error();
    }
    inner = std::move(*file);
  }
  std::unique_ptr<ByteSink> sink = std::make_unique<Recorder>(*this, path, std::move(inner));
  return MakeCompressingSink(CompressionFor(path), std::move(sink));
}

std::vector<OutputFile> OutputFolder::Files() const {
  std::vector<OutputFile> files;
  for (const auto& [path, file] : files_) {
    files.push_back(file);
    const auto rows = rows_.find(path);
    files.back().rows = rows == rows_.end() ? 0 : rows->second;
  }
  return files;
}

Sha256 MerkleRoot(const std::vector<OutputFile>& files) {
  std::vector<Sha256> level;
  for (const OutputFile& file : files) {
    level.push_back(
        Sha256::Of(std::string(1, '\0') + fmt::format("{}  {}", file.sha256.Hex(), file.path)));
  }
  if (level.empty()) {
    return Sha256::Of({});
  }
  // Pairing neighbours, the odd one going up alone, gives RFC 9162's tree.
  while (level.size() > 1) {
    std::vector<Sha256> above;
    for (std::size_t i = 0; i + 1 < level.size(); i += 2) {
      above.push_back(Sha256::Of(std::string(1, '\1') + std::string(level[i].raw()) +
                                 std::string(level[i + 1].raw())));
    }
    if (level.size() % 2 == 1) {
      above.push_back(level.back());
    }
    level = std::move(above);
  }
  return level.front();
}

}  // namespace kiosque
