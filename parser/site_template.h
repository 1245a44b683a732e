// site_template.h — text that a site repeats on its pages and that is no article's own.
//
// "Follow us on WhatsApp", the paper's address, a call for donations: on one page such a line may
// look like a paragraph; on the third page of a host it is known for what it is. What is learned is
// the blocks of bodies, by hash, so only what slipped through is ever counted.
//
//   Learn(host, article)      after an extraction: counts its blocks, once a title
//   Known(host)               hashes seen under kTitlesToBeTemplate titles or more
//   DropTemplateBlocks        an article without them; it remembers which were left out
//
// The same bytes with the hashes that an Article remembers give the same Article: what was learned
// when matters no more once an extraction is stored. Titles are counted, not addresses: the print
// version of a story repeats every paragraph of it.
//
// Bounds: kMaxBlocks a host and kMaxHosts hosts, about 24 kB a host; the oldest are forgotten
// first, a quarter at a time. Errors: none. Threads: one at a time.
#ifndef KIOSQUE_PARSER_SITE_TEMPLATE_H_
#define KIOSQUE_PARSER_SITE_TEMPLATE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/article.h"

namespace kiosque {

/// The hash of a block's kind and text; letters and digits count, folded. 0 for blocks that are
/// never templates: sub-headings and short lines repeat honestly ("Background", "Kinshasa").
std::uint64_t TemplateHash(const Block& block);

class SiteTemplates {
 public:
  static constexpr std::size_t kTitlesToBeTemplate = 3;
  static constexpr std::size_t kMaxBlocks = 1024;
  static constexpr std::size_t kMaxHosts = 512;

  void Learn(std::string_view host, const Article& article);
  /// Sorted.
  std::vector<std::uint64_t> Known(std::string_view host) const;

 private:
  struct Seen {
    std::array<std::uint32_t, kTitlesToBeTemplate> titles{};  ///< hashes; 0 = none
    std::uint8_t count = 0;
    std::uint64_t last = 0;  ///< when, in articles learned
  };
  struct Host {
    std::unordered_map<std::uint64_t, Seen> blocks;
    std::set<std::uint64_t> templates;  ///< the hashes that have been counted often enough
    std::uint64_t last = 0;
  };

  void Forget(Host* host) const;

  std::map<std::string, Host, std::less<>> hosts_;
  std::uint64_t learned_ = 0;
};

/// Drops the blocks of `article` whose hash is in `known` (sorted) and notes them in
/// article->template_blocks; words are counted anew. Nothing is dropped when that would take more
/// than a third of the words: an article is no template.
void DropTemplateBlocks(std::span<const std::uint64_t> known, Article* article);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_SITE_TEMPLATE_H_
