#include "corpus/warc_writer.h"

#include <fmt/format.h>
#include <zlib.h>

#include <new>
#include <system_error>
#include <utility>

namespace kiosque {
namespace {

bool IsFolder(const std::filesystem::path& path) {
  std::error_code error;
  return !path.has_filename() || std::filesystem::is_directory(path, error);
}

}  // namespace

// One member a record: begun anew each time, memory kept.
class WarcWriter::Gzip {
 public:
  Gzip() {
    // 31: gzip wrapper; zlib then writes a header without name and with time 0.
    if (deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
      throw std::bad_alloc();
    }
  }
  ~Gzip() { deflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  std::string Member(std::string_view bytes) {
    deflateReset(&stream_);
    std::string out(deflateBound(&stream_, static_cast<uLong>(bytes.size())), '\0');
    stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    deflate(&stream_, Z_FINISH);
    out.resize(out.size() - stream_.avail_out);
    return out;
  }

 private:
  z_stream stream_{};
};

WarcWriter::WarcWriter(WarcWriterOptions options)
    : options_(std::move(options)),
      folder_(IsFolder(options_.output)),
      compressed_(folder_ || options_.output.extension() == ".gz"),
      gzip_(std::make_unique<Gzip>()) {}

WarcWriter::~WarcWriter() = default;

Status WarcWriter::BeginExchange(UtcTime time) {
  if (sink_ && folder_ && offset_ >= options_.max_file_bytes) {
    if (Status status = CloseFile(); !status) {
      return status;
    }
  }
  return sink_ ? Ok() : OpenFile(time);
}

Status WarcWriter::OpenFile(UtcTime time) {
  std::filesystem::path path = options_.output;
  std::error_code error;
  if (folder_) {
    std::filesystem::create_directories(path, error);
    path /= fmt::format("{}-{:05}.warc.gz", options_.prefix, files_.size());
  }
  if (std::filesystem::exists(path, error)) {
    return Fail(
        Errc::kInvalidArgument,
        fmt::format("{} exists; WARC files are never overwritten, name another", path.string()));
  }
  auto sink = MakeFileSink(path);
  if (!sink) {
    return sink.error();
  }
  sink_ = std::move(*sink);
  files_.push_back(path);
  offset_ = 0;
  WarcRecord info;
  for (const WarcField& line : options_.info) {
    info.block += fmt::format("{}: {}\r\n", line.name, line.value);
  }
  const std::string name = path.filename().string();
  info_id_ = WarcRecordId(fmt::format("warcinfo {} {} {}", name, FormatUtc(time), info.block));
  info.Add("WARC-Type", "warcinfo");
  info.Add("WARC-Record-ID", info_id_);
  info.Add("WARC-Date", FormatUtc(time));
  info.Add("WARC-Filename", name);
  info.Add("WARC-Block-Digest", WarcDigest(Sha256::Of(info.block)));
  info.Add("Content-Type", "application/warc-fields");
  auto place = Put(info);
  return place ? Ok() : Status(place.error());
}

Status WarcWriter::CloseFile() {
  Status status = sink_->Finish();
  sink_.reset();
  return status;
}

Result<WarcPlace> WarcWriter::Put(const WarcRecord& record) {
  const std::string bytes = SerializeWarcRecord(record);
  const std::string stored = compressed_ ? gzip_->Member(bytes) : std::string();
  const std::string_view out = compressed_ ? std::string_view(stored) : std::string_view(bytes);
  if (Status status = sink_->Append(out); !status) {
    return status.error();
  }
  WarcPlace place{files_.back().filename().string(), offset_, out.size()};
  offset_ += out.size();
  return place;
}

Result<WarcPlace> WarcWriter::Write(WarcRecord record) {
  record.Add("WARC-Warcinfo-ID", info_id_);
  record.Add("WARC-Block-Digest", WarcDigest(Sha256::Of(record.block)));
  return Put(record);
}

Status WarcWriter::Finish() {
  return sink_ ? CloseFile() : Ok();
}

}  // namespace kiosque
