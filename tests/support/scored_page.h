// scored_page.h — a page whose blocks have scores that a test chooses, decided on as the extractor
// does.
#ifndef KIOSQUE_TESTS_SUPPORT_SCORED_PAGE_H_
#define KIOSQUE_TESTS_SUPPORT_SCORED_PAGE_H_

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/body_block.h"
#include "parser/body_decide.h"
#include "parser/body_evidence.h"
#include "parser/body_features.h"
#include "parser/document.h"

namespace kiosque::testing {

/// A page whose blocks have given scores.
class Scored {
 public:
  Scored(std::string_view html, std::vector<float> scores)
      : document_(Document::Parse(std::string(html))),
        list_(GatherBlocks(document_)),
        evidence_(GatherBodyEvidence(document_)),
        page_(document_, list_, evidence_),
        scores_(std::move(scores)) {
    EXPECT_EQ(page_.size(), scores_.size());
  }

  std::vector<bool> Keep() const { return DecideBody(document_, page_, scores_); }
  float Threshold() const { return KeepScore(page_, scores_); }

 private:
  Document document_;
  BlockList list_;
  BodyEvidence evidence_;
  BodyFeatures page_;
  std::vector<float> scores_;
};

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_SCORED_PAGE_H_
