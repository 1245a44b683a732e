// body_context.h — what the body model sees of a block on its second pass: what the first pass
// thought of the blocks and containers around it.
//
// Errors: none. Threads: const after construction.
#ifndef KIOSQUE_PARSER_BODY_CONTEXT_H_
#define KIOSQUE_PARSER_BODY_CONTEXT_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "parser/body_features.h"

namespace kiosque {

class BodyContext {
 public:
  /// `scores` holds the first pass's probability of each block. Both must outlive this object.
  BodyContext(const BodyFeatures& page, std::span<const float> scores);

  /// Puts the second row of `block` into `row`, Names().size() features. (The model's second pass
  /// sees the first row, then this one.)
  void Second(std::size_t block, FeatureRow* row) const;
  static const std::vector<std::string_view>& Names();

 private:
  template <typename Row>
  friend class SecondRow;

  struct Mass {
    float kept = 0;  // words times score
    float words = 0;
    float confident = 0;  // blocks scored above one half
    float blocks = 0;
  };
  Mass MassOf(std::uint32_t first, std::uint32_t last) const;
  void FindCore();

  const BodyFeatures& page_;
  std::span<const float> scores_;
  std::vector<Mass> prefix_;
  std::vector<Mass> signatures_;
  std::vector<Mass> wide_signatures_;
  std::int64_t first_ = -1;  // first and last confident block
  std::int64_t last_ = -1;
  NodeId core_ = kNoNode;   // smallest container with 90 % of the kept words
  NodeId heart_ = kNoNode;  // smallest container with 50 % of them
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_CONTEXT_H_
