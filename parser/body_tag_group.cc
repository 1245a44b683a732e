#include "parser/body_tag_group.h"

namespace kiosque {

TagGroup GroupOf(Tag tag) {
  switch (tag) {
    case Tag::k_p:
      return kGroupP;
    case Tag::k_div:
    case Tag::k_center:
      return kGroupDiv;
    case Tag::k_li:
      return kGroupListItem;
    case Tag::k_h1:
    case Tag::k_h2:
    case Tag::k_h3:
    case Tag::k_h4:
    case Tag::k_h5:
    case Tag::k_h6:
      return kGroupHeading;
    case Tag::k_td:
    case Tag::k_th:
      return kGroupCell;
    case Tag::k_blockquote:
      return kGroupQuote;
    case Tag::k_pre:
      return kGroupPre;
    case Tag::k_figcaption:
    case Tag::k_caption:
      return kGroupCaption;
    case Tag::k_article:
      return kGroupArticle;
    case Tag::k_section:
      return kGroupSection;
    case Tag::k_main:
      return kGroupMain;
    case Tag::k_body:
      return kGroupBody;
    case Tag::k_ul:
    case Tag::k_ol:
      return kGroupList;
    case Tag::k_aside:
      return kGroupAside;
    case Tag::k_nav:
      return kGroupNav;
    case Tag::k_header:
      return kGroupHeader;
    case Tag::k_footer:
      return kGroupFooter;
    case Tag::k_form:
    case Tag::k_button:
    case Tag::k_label:
      return kGroupForm;
    case Tag::k_table:
    case Tag::k_tbody:
    case Tag::k_tr:
      return kGroupTable;
    case Tag::k_figure:
      return kGroupFigure;
    case Tag::k_dd:
    case Tag::k_dt:
    case Tag::k_dl:
      return kGroupTerm;
    default:
      return kGroupOther;
  }
}

}  // namespace kiosque
