#include "corpus/partitioned_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace kiosque {
namespace {

constexpr std::array<std::string_view, 6> kKeyNames = {"none", "host",  "language",
                                                       "year", "month", "split"};

// Fit for a folder's name on every file system.
std::string FolderName(std::string_view value) {
  std::string name(value);
  std::replace_if(
      name.begin(), name.end(),
      [](char c) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        return !plain;
      },
      '-');
  return name.empty() || name.starts_with('.') ? "unknown" : name;
}

// As the page says it, in its own time; "unknown" when it says nothing: never the crawl's date.
std::string Published(const CorpusRow& row, std::size_t digits) {
  const auto& published = row.version.article.published;
  return published ? published->Iso().substr(0, digits) : "unknown";
}

std::string PartitionOf(PartitionKey key, const CorpusRow& row) {
  constexpr std::size_t kYearDigits = 4;
  constexpr std::size_t kMonthDigits = 7;
  std::string value;
  switch (key) {
    case PartitionKey::kNone:
      return {};
    case PartitionKey::kHost:
      value = row.url.hostname();
      break;
    case PartitionKey::kLanguage:
      value = row.version.article.language;
      break;
    case PartitionKey::kYear:
      value = Published(row, kYearDigits);
      break;
    case PartitionKey::kMonth:
      value = Published(row, kMonthDigits);
      break;
    case PartitionKey::kSplit:
      value = row.cluster != nullptr ? row.cluster->split : std::string();
      break;
  }
  return fmt::format("{}={}/", PartitionKeyName(key), FolderName(value));
}

std::string_view CompressionSuffix(OutputCompression compression) {
  return compression == OutputCompression::kGzip   ? ".gz"
         : compression == OutputCompression::kZstd ? ".zst"
                                                   : "";
}

}  // namespace

std::string_view PartitionKeyName(PartitionKey key) {
  return kKeyNames[static_cast<std::size_t>(key)];
}

std::optional<PartitionKey> PartitionKeyFromName(std::string_view name) {
  const auto found = std::find(kKeyNames.begin(), kKeyNames.end(), name);
  return found == kKeyNames.end()
             ? std::nullopt
             : std::optional<PartitionKey>(static_cast<PartitionKey>(found - kKeyNames.begin()));
}

Status PartitionedWriter::Write(const CorpusRow& row) {
  const std::string partition = PartitionOf(options_.key, row);
  if (!by_partition_.contains(partition)) {
    if (Status status = OpenPart(partition); !status) {
      return status;
    }
  }
  const auto part = by_partition_[partition];
  open_.splice(open_.begin(), open_, part);
  if (Status status = part->writer->Write(row); !status) {
    return status;
  }
  folder_.CountRow(part->path);
  const bool full = ++part->rows == options_.rows_per_file;
  return full ? Close(part) : Ok();
}

Status PartitionedWriter::OpenPart(const std::string& partition) {
  if (open_.size() >= kMaxOpen) {
    if (Status status = Close(std::prev(open_.end())); !status) {
      return status;
    }
  }
  Part part;
  part.partition = partition;
  part.path = fmt::format("{}part-{:05}.{}{}", partition, parts_[partition]++,
                          CorpusFormatSuffix(format_), CompressionSuffix(options_.compression));
  auto sink = folder_.Open(part.path);
  if (!sink) {
    return sink.error();
  }
  part.writer = MakeRowWriter(format_, std::move(*sink), writer_);
  open_.push_front(std::move(part));
  by_partition_[partition] = open_.begin();
  return Ok();
}

Status PartitionedWriter::Close(std::list<Part>::iterator part) {
  Status status = part->writer->Finish();
  by_partition_.erase(part->partition);
  open_.erase(part);
  return status;
}

Status PartitionedWriter::Finish() {
  while (!open_.empty()) {
    if (Status status = Close(open_.begin()); !status) {
      return status;
    }
  }
  return Ok();
}

}  // namespace kiosque
