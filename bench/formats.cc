// formats read FILE…    CPU seconds and MB of compressed input a second of the WARC reader alone
// formats export STORE [FORMAT]  the same for each corpus format, or one, by MB of article text
// (docs/corpus.md)
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <memory>
#include <string_view>
#include <vector>

#include "base/article_text.h"
#include "corpus/row_writer.h"
#include "corpus/selection.h"
#include "corpus/warc_reader.h"

namespace kiosque {
namespace {

constexpr double kMega = 1e6;

class NoSink final : public ByteSink {
 public:
  explicit NoSink(std::uint64_t& bytes) : bytes_(bytes) {}
  Status Append(std::string_view bytes) override {
    bytes_ += bytes.size();
    return Ok();
  }
  Status Finish() override { return Ok(); }

 private:
  std::uint64_t& bytes_;
};

double CpuSeconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

int Read(int files, char** names) {
  std::uint64_t compressed = 0;
  std::uint64_t raw = 0;
  std::uint64_t records = 0;
  const double before = CpuSeconds();
  for (int i = 0; i < files; ++i) {
    const auto reader = WarcReader::Open(names[i]);
    if (!reader) {
      fmt::print(stderr, "{}\n", reader.error().message);
      return 1;
    }
    while (const auto record = (*reader)->Next()) {
      ++records;
      raw += record->block.size();
    }
    compressed += (*reader)->compressed_bytes();
  }
  const double seconds = CpuSeconds() - before;
  fmt::print("{} records, {:.1f} MB compressed, {:.1f} MB of blocks, {:.2f} CPU s: {:.1f} MB/s\n",
             records, static_cast<double>(compressed) / kMega, static_cast<double>(raw) / kMega,
             seconds, static_cast<double>(compressed) / kMega / seconds);
  return 0;
}

int Export(const char* store, std::string_view only) {
  const auto archive = Archive::Open(store, OpenMode::kReadOnly);
  if (!archive) {
    fmt::print(stderr, "{}\n", archive.error().message);
    return 1;
  }
  std::uint64_t text = 0;
  std::uint64_t rows = 0;
  const double begin = CpuSeconds();
  const Status walked = VisitCorpus(**archive, Selection{}, [&](const CorpusRow& row) {
    for (const Block& block : row.version.article.blocks) {
      text += block.text.size();
    }
    ++rows;
    return true;
  });
  const double scan = CpuSeconds() - begin;
  const double megabytes = static_cast<double>(text) / kMega;
  fmt::print("{} rows, {:.1f} MB of text; reading alone {:.2f} CPU s: {:.1f} MB/s\n", rows,
             megabytes, scan, megabytes / scan);
  for (const auto format :
       {CorpusFormat::kJsonl, CorpusFormat::kCsv, CorpusFormat::kMarkdown, CorpusFormat::kText,
        CorpusFormat::kTei, CorpusFormat::kVertical, CorpusFormat::kConllu}) {
    if (!only.empty() && CorpusFormatName(format) != only) {
      continue;
    }
    constexpr std::size_t kRounds = 5;
    std::vector<double> seconds;
    std::uint64_t written = 0;
    for (std::size_t round = 0; round < kRounds; ++round) {
      written = 0;
      const auto writer = MakeRowWriter(format, std::make_unique<NoSink>(written));
      const double before = CpuSeconds();
      const Status exported = VisitCorpus(**archive, Selection{}, [&](const CorpusRow& row) {
        return writer->Write(row).has_value();
      });
      seconds.push_back(CpuSeconds() - before);
      if (!exported) {
        return 1;
      }
    }
    std::sort(seconds.begin(), seconds.end());
    fmt::print(
        "{:>9}: {:.1f} MB written, MB of text a CPU second: {:.1f} (slowest of {}: {:.1f})\n",
        CorpusFormatName(format), static_cast<double>(written) / kMega,
        megabytes / seconds[kRounds / 2], kRounds, megabytes / seconds.back());
  }
  return walked ? 0 : 1;
}

}  // namespace
}  // namespace kiosque

int main(int argc, char** argv) {
  const std::string_view what = argc > 2 ? argv[1] : "";
  if (what == "read") {
    return kiosque::Read(argc - 2, argv + 2);
  }
  if (what == "export") {
    return kiosque::Export(argv[2], argc > 3 ? argv[3] : "");
  }
  fmt::print(stderr, "usage: formats read FILE… | formats export STORE [FORMAT]\n");
  return 2;
}
