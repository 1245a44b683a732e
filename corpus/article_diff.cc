#include "corpus/article_diff.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/article_text.h"

namespace kiosque {
namespace {

// Less alike than this, two paragraphs are two, not one that was rewritten.
constexpr double kSameParagraph = 0.4;
// A gap of more pairs than this is paired off in order, without weighing.
constexpr std::size_t kMaxPairs = 40'000;

using Kind = BlockDiff::Kind;

std::string LinkText(const std::optional<Url>& url) {
  return url ? url->href() : std::string();
}

std::string ShownDate(const std::optional<ArticleDate>& date) {
  return date ? date->Iso() : std::string();
}

std::vector<FieldDiff> DiffFields(const Article& from, const Article& to) {
  const auto names = [](const Article& article) {
    return fmt::format("{}", fmt::join(article.byline, ", "));
  };
  std::vector<FieldDiff> all = {{"title", from.title, to.title},
                                {"byline", names(from), names(to)},
                                {"agency", from.agency, to.agency},
                                {"published", ShownDate(from.published), ShownDate(to.published)},
                                {"modified", ShownDate(from.modified), ShownDate(to.modified)},
                                {"lead_image", LinkText(from.lead_image), LinkText(to.lead_image)}};
  std::erase_if(
      all, [](const FieldDiff& field) { return NormalText(field.from) == NormalText(field.to); });
  return all;
}

// One side's paragraphs, normalised and cut into tokens once.
struct Side {
  explicit Side(const Article& article) : blocks(article.blocks) {
    for (const Block& block : blocks) {
      normal.push_back(NormalText(block.text));
      tokens.push_back(Tokenize(block.text));
    }
  }
  const std::vector<Block>& blocks;
  std::vector<std::string> normal{};
  std::vector<std::vector<TextToken>> tokens{};
};

class BlockAligner {
 public:
  BlockAligner(const Side& from, const Side& to) : from_(from), to_(to) {}

  std::vector<BlockDiff> Run() {
    std::unordered_map<std::string_view, std::uint32_t> ids;
    const auto numbered = [&](const Side& side) {
      std::vector<std::uint32_t> out;
      for (const std::string& text : side.normal) {
        out.push_back(ids.emplace(text, static_cast<std::uint32_t>(ids.size())).first->second);
      }
      return out;
    };
    const std::vector<std::uint32_t> a = numbered(from_);
    const std::vector<std::uint32_t> b = numbered(to_);
    std::vector<std::size_t> gone;
    std::vector<std::size_t> come;
    for (const Edit& edit : DiffSequences(a, b)) {
      for (std::size_t i = edit.begin; i < edit.end; ++i) {
        if (edit.kind == EditKind::kSame) {
          PairGap(gone, come);
          PutSame(i);
        } else {
          (edit.kind == EditKind::kRemoved ? gone : come).push_back(i);
        }
      }
    }
    PairGap(gone, come);
    FindMoved();
    return std::move(diffs_);
  }

 private:
  BlockDiff& Put(Kind kind, const Block& block) {
    BlockDiff diff{.kind = kind, .block = block.kind};
    diffs_.push_back(std::move(diff));
    return diffs_.back();
  }
  void PutSame(std::size_t from) {
    BlockDiff& diff = Put(Kind::kSame, from_.blocks[from]);
    diff.from = diff.to = from_.blocks[from].text;
  }
  void PutRemoved(std::size_t from) {
    Put(Kind::kRemoved, from_.blocks[from]).from = from_.blocks[from].text;
  }
  void PutAdded(std::size_t to) { Put(Kind::kAdded, to_.blocks[to]).to = to_.blocks[to].text; }
  void PutChanged(std::size_t from, std::size_t to) {
    BlockDiff& diff = Put(Kind::kChanged, to_.blocks[to]);
    diff.from = from_.blocks[from].text;
    diff.to = to_.blocks[to].text;
    diff.words.from = from_.tokens[from];
    diff.words.to = to_.tokens[to];
    diff.words.edits = DiffTokens(diff.words.from, diff.words.to);
  }

  // What stood between two equal paragraphs: pairs of likes in order, the rest gone or come.
  void PairGap(std::vector<std::size_t>& gone, std::vector<std::size_t>& come) {
    std::size_t i = 0;
    std::size_t j = 0;
    for (const auto& [g, c] : Pairs(gone, come)) {
      for (; i < g; ++i) {
        PutRemoved(gone[i]);
      }
      for (; j < c; ++j) {
        PutAdded(come[j]);
      }
      PutChanged(gone[i++], come[j++]);
    }
    for (; i < gone.size(); ++i) {
      PutRemoved(gone[i]);
    }
    for (; j < come.size(); ++j) {
      PutAdded(come[j]);
    }
    gone.clear();
    come.clear();
  }

  // The order-preserving pairing with the greatest sum of likenesses.
  std::vector<std::pair<std::size_t, std::size_t>> Pairs(const std::vector<std::size_t>& gone,
                                                         const std::vector<std::size_t>& come) {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    const std::size_t n = gone.size();
    const std::size_t m = come.size();
    if (n * m > kMaxPairs) {
      for (std::size_t i = 0; i < std::min(n, m); ++i) {
        pairs.emplace_back(i, i);
      }
      return pairs;
    }
    std::vector<double> like(n * m);
    std::vector<double> best((n + 1) * (m + 1), 0.0);
    const auto sum = [&](std::size_t i, std::size_t j) -> double& { return best[i * (m + 1) + j]; };
    for (std::size_t i = n; i-- > 0;) {
      for (std::size_t j = m; j-- > 0;) {
        const double alike = WordLikeness(from_.tokens[gone[i]], to_.tokens[come[j]]);
        like[i * m + j] = alike >= kSameParagraph ? alike : 0.0;
        const double paired = like[i * m + j] > 0 ? like[i * m + j] + sum(i + 1, j + 1) : 0.0;
        sum(i, j) = std::max({sum(i + 1, j), sum(i, j + 1), paired});
      }
    }
    for (std::size_t i = 0, j = 0; i < n && j < m;) {
      if (like[i * m + j] > 0 && sum(i, j) == like[i * m + j] + sum(i + 1, j + 1)) {
        pairs.emplace_back(i++, j++);
      } else if (sum(i, j) == sum(i + 1, j)) {
        ++i;
      } else {
        ++j;
      }
    }
    return pairs;
  }

  // A paragraph that went here and came there with the same text has moved.
  void FindMoved() {
    std::unordered_map<std::string, std::size_t> gone;
    for (std::size_t i = 0; i < diffs_.size(); ++i) {
      if (diffs_[i].kind == Kind::kRemoved) {
        gone.emplace(NormalText(diffs_[i].from), i);
      }
    }
    std::vector<std::size_t> leavings;
    for (BlockDiff& diff : diffs_) {
      const auto found = diff.kind == Kind::kAdded ? gone.find(NormalText(diff.to)) : gone.end();
      if (found != gone.end()) {
        diff.kind = Kind::kMoved;
        diff.from = diffs_[found->second].from;
        leavings.push_back(found->second);
        gone.erase(found);
      }
    }
    std::sort(leavings.rbegin(), leavings.rend());
    for (const std::size_t i : leavings) {
      diffs_.erase(diffs_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  const Side& from_;
  const Side& to_;
  std::vector<BlockDiff> diffs_;
};

bool SameTokens(const Side& from, const Side& to) {
  std::vector<std::string_view> a;
  std::vector<std::string_view> b;
  for (const auto& [side, words] : {std::pair(&from, &a), std::pair(&to, &b)}) {
    for (const auto& tokens : side->tokens) {
      for (const TextToken& token : tokens) {
        words->push_back(token.text);
      }
    }
  }
  return a == b;
}

}  // namespace

WordDiff DiffWords(std::string_view from, std::string_view to) {
  WordDiff diff{.from = Tokenize(from), .to = Tokenize(to)};
  diff.edits = DiffTokens(diff.from, diff.to);
  return diff;
}

std::string_view BlockDiffName(BlockDiff::Kind kind) {
  static constexpr std::array<std::string_view, 5> kNames = {"same", "changed", "added", "removed",
                                                             "moved"};
  return kNames[static_cast<std::size_t>(kind)];
}

bool ArticleDiff::empty() const {
  return fields.empty() && std::all_of(blocks.begin(), blocks.end(), [](const BlockDiff& block) {
           return block.kind == Kind::kSame;
         });
}

ArticleDiff DiffArticles(const Article& from, const Article& to) {
  ArticleDiff diff;
  diff.fields = DiffFields(from, to);
  if (!diff.fields.empty() && diff.fields.front().name == "title") {
    diff.title = DiffWords(from.title, to.title);
  }
  const Side old_side(from);
  const Side new_side(to);
  diff.blocks = BlockAligner(old_side, new_side).Run();
  diff.only_layout = old_side.tokens != new_side.tokens && SameTokens(old_side, new_side);
  return diff;
}

}  // namespace kiosque
