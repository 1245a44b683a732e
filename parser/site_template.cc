#include "parser/site_template.h"

#include <algorithm>
#include <utility>

#include "base/article_text.h"
#include "base/unicode.h"

namespace kiosque {
namespace {

constexpr std::size_t kLeastBytes = 20;

// FNV-1a over letters and digits.
std::uint64_t HashText(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : FoldCase(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) {
      hash = (hash ^ byte) * 0x100000001b3u;
    }
  }
  return hash;
}

}  // namespace

std::uint64_t TemplateHash(const Block& block) {
  if (block.kind == BlockKind::kHeading || block.kind == BlockKind::kEmbed ||
      block.text.size() < kLeastBytes) {
    return 0;
  }
  const std::uint64_t hash = HashText(block.text);
  return hash == 0 ? 1 : hash;
}

void SiteTemplates::Learn(std::string_view host, const Article& article) {
  const auto title = static_cast<std::uint32_t>(HashText(article.title)) | 1u;
  auto place = hosts_.find(host);
  if (place == hosts_.end()) {
    if (hosts_.size() >= kMaxHosts) {
      hosts_.erase(std::min_element(hosts_.begin(), hosts_.end(), [](const auto& a, const auto& b) {
        return a.second.last < b.second.last;
      }));
    }
    place = hosts_.emplace(std::string(host), Host()).first;
  }
  Host& known = place->second;
  known.last = ++learned_;
  for (const Block& block : article.blocks) {
    const std::uint64_t hash = TemplateHash(block);
    if (hash == 0) {
      continue;
    }
    Seen& seen = known.blocks[hash];
    seen.last = learned_;
    const std::span<const std::uint32_t> counted(seen.titles.data(), seen.count);
    if (seen.count < seen.titles.size() &&
        std::find(counted.begin(), counted.end(), title) == counted.end()) {
      seen.titles[seen.count++] = title;
      if (seen.count == kTitlesToBeTemplate) {
        known.templates.insert(hash);
      }
    }
  }
  // What was left out is seen again, too.
  for (const std::uint64_t hash : article.template_blocks) {
    if (const auto found = known.blocks.find(hash); found != known.blocks.end()) {
      found->second.last = learned_;
    }
  }
  Forget(&known);
}

// A quarter at a time: to look for the oldest costs a walk over all.
void SiteTemplates::Forget(Host* host) const {
  if (host->blocks.size() <= kMaxBlocks) {
    return;
  }
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ages;  // last, hash
  ages.reserve(host->blocks.size());
  for (const auto& [hash, seen] : host->blocks) {
    ages.emplace_back(seen.last, hash);
  }
  const auto end = ages.begin() + static_cast<std::ptrdiff_t>(ages.size() - kMaxBlocks * 3 / 4);
  std::nth_element(ages.begin(), end, ages.end());
  for (auto age = ages.begin(); age != end; ++age) {
    host->blocks.erase(age->second);
    host->templates.erase(age->second);
  }
}

std::vector<std::uint64_t> SiteTemplates::Known(std::string_view host) const {
  const auto place = hosts_.find(host);
  return place == hosts_.end() ? std::vector<std::uint64_t>()
                               : std::vector<std::uint64_t>(place->second.templates.begin(),
                                                            place->second.templates.end());
}

void DropTemplateBlocks(std::span<const std::uint64_t> known, Article* article) {
  constexpr std::size_t kMostShare = 3;  // one word in three
  if (known.empty()) {
    return;
  }
  std::vector<Block> kept;
  std::vector<std::uint64_t> dropped;
  std::size_t words = 0;
  std::size_t words_dropped = 0;
  for (const Block& block : article->blocks) {
    const std::uint64_t hash = TemplateHash(block);
    const std::size_t count = CountWords(block.text);
    if (hash != 0 && std::binary_search(known.begin(), known.end(), hash)) {
      dropped.push_back(hash);
      words_dropped += count;
    } else {
      kept.push_back(block);
      words += count;
    }
  }
  if (dropped.empty() || words_dropped * kMostShare > words + words_dropped) {
    return;
  }
  std::sort(dropped.begin(), dropped.end());
  dropped.erase(std::unique(dropped.begin(), dropped.end()), dropped.end());
  article->blocks = std::move(kept);
  article->words = static_cast<std::uint32_t>(words);
  article->template_blocks = std::move(dropped);
}

}  // namespace kiosque
