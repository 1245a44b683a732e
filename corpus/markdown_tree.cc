#include "corpus/markdown_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/sanitize.h"
#include "base/unicode.h"

namespace kiosque {
namespace {

constexpr std::size_t kMaxTitleBytes = 80;

// The title as the name of a file: letters and digits of every script in lower case, the rest one
// '-'.
std::string TitleSlug(std::string_view title) {
  std::string slug;
  for (const char c : FoldCase(SanitizeLine(title))) {
    const bool ascii = static_cast<unsigned char>(c) < 0x80;
    if (!ascii || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      slug.push_back(c);
    } else if (!slug.empty() && slug.back() != '-') {
      slug.push_back('-');
    }
  }
  if (slug.size() > kMaxTitleBytes) {
    slug.resize(kMaxTitleBytes);
    while (!IsValidUtf8(slug)) {
      slug.pop_back();  // the cut went through a character
    }
  }
  while (slug.ends_with('-')) {
    slug.pop_back();
  }
  return slug.empty() ? "article" : slug;
}

// An IPv6 address has characters that some file systems refuse.
std::string HostFolder(std::string_view host) {
  std::string folder(host);
  std::replace_if(
      folder.begin(), folder.end(), [](char c) { return c == ':' || c == '[' || c == ']'; }, '-');
  return folder;
}

class MarkdownTree final : public RowWriter {
 public:
  explicit MarkdownTree(OutputFolder& folder) : folder_(folder) {}

  Status Write(const CorpusRow& row) override {
    const std::string path = MarkdownPath(row).generic_string();
    auto sink = folder_.Open(path);
    if (!sink) {
      return sink.error();
    }
    if (Status status = (*sink)->Append(MarkdownDocument(row)); !status) {
      return status;
    }
    folder_.CountRow(path);
    return (*sink)->Finish();
  }
  Status Finish() override { return Ok(); }

 private:
  OutputFolder& folder_;
};

}  // namespace

std::filesystem::path MarkdownPath(const CorpusRow& row) {
  const auto& published = row.version.article.published;
  const auto offset =
      published ? published->offset.value_or(std::chrono::minutes{0}) : std::chrono::minutes{0};
  const UtcTime moment = published ? UtcTime(published->utc + offset) : row.version.first_seen;
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(moment));
  std::string date =
      fmt::format("{:04}/{:02}/{:02}", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  const std::string id = RowId(row).substr(0, 8);
  return std::filesystem::path(HostFolder(row.url.hostname())) / date /
         fmt::format("{}-{}.md", TitleSlug(row.version.article.title), id);
}

std::unique_ptr<RowWriter> MakeMarkdownTree(OutputFolder& folder) {
  return std::make_unique<MarkdownTree>(folder);
}

}  // namespace kiosque
