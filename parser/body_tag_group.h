// body_tag_group.h — elements by what they do to text; numbers are part of the body model.
//
// Threads: values.
#ifndef KIOSQUE_PARSER_BODY_TAG_GROUP_H_
#define KIOSQUE_PARSER_BODY_TAG_GROUP_H_

#include <cstdint>

#include "parser/html_tag.h"

namespace kiosque {

enum TagGroup : std::uint8_t {
  kGroupOther = 0,
  kGroupP = 1,
  kGroupDiv = 2,
  kGroupListItem = 3,
  kGroupHeading = 4,
  kGroupCell = 5,
  kGroupQuote = 6,
  kGroupPre = 7,
  kGroupCaption = 8,
  kGroupArticle = 9,
  kGroupSection = 10,
  kGroupMain = 11,
  kGroupBody = 12,
  kGroupList = 13,
  kGroupAside = 14,
  kGroupNav = 15,
  kGroupHeader = 16,
  kGroupFooter = 17,
  kGroupForm = 18,
  kGroupTable = 19,
  kGroupFigure = 20,
  kGroupTerm = 21,
};

TagGroup GroupOf(Tag tag);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_BODY_TAG_GROUP_H_
