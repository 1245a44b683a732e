#include "parser/svg_tags.h"

namespace kiosque {

bool BreaksOutOfSvg(Tag tag) {
  switch (tag) {
    case Tag::k_b:
    case Tag::k_big:
    case Tag::k_blockquote:
    case Tag::k_body:
    case Tag::k_br:
    case Tag::k_center:
    case Tag::k_code:
    case Tag::k_dd:
    case Tag::k_div:
    case Tag::k_dl:
    case Tag::k_dt:
    case Tag::k_em:
    case Tag::k_embed:
    case Tag::k_h1:
    case Tag::k_h2:
    case Tag::k_h3:
    case Tag::k_h4:
    case Tag::k_h5:
    case Tag::k_h6:
    case Tag::k_head:
    case Tag::k_hr:
    case Tag::k_i:
    case Tag::k_img:
    case Tag::k_li:
    case Tag::k_listing:
    case Tag::k_menu:
    case Tag::k_meta:
    case Tag::k_nobr:
    case Tag::k_ol:
    case Tag::k_p:
    case Tag::k_pre:
    case Tag::k_ruby:
    case Tag::k_s:
    case Tag::k_small:
    case Tag::k_span:
    case Tag::k_strong:
    case Tag::k_strike:
    case Tag::k_sub:
    case Tag::k_sup:
    case Tag::k_table:
    case Tag::k_tt:
    case Tag::k_u:
    case Tag::k_ul:
    case Tag::k_var:
      return true;
    default:
      return false;
  }
}

bool ClosesAroundSvg(Tag tag) {
  switch (tag) {
    case Tag::k_article:
    case Tag::k_aside:
    case Tag::k_button:
    case Tag::k_figure:
    case Tag::k_footer:
    case Tag::k_form:
    case Tag::k_header:
    case Tag::k_html:
    case Tag::k_label:
    case Tag::k_main:
    case Tag::k_nav:
    case Tag::k_picture:
    case Tag::k_section:
    case Tag::k_tbody:
    case Tag::k_td:
    case Tag::k_th:
    case Tag::k_tr:
      return true;
    default:
      return BreaksOutOfSvg(tag);
  }
}

}  // namespace kiosque
