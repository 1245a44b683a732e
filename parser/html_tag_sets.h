// html_tag_sets.h — the groups of elements that tree construction tells apart.
//
// Threads: constants. Source: HTML §13.2.4.2 (special, formatting), §13.1.2 (void), §13.2.4.3
// (scopes).
#ifndef KIOSQUE_PARSER_HTML_TAG_SETS_H_
#define KIOSQUE_PARSER_HTML_TAG_SETS_H_

#include <array>
#include <cstdint>
#include <initializer_list>

#include "parser/html_tag.h"

namespace kiosque {

class TagSet {
 public:
  constexpr TagSet(std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) {
      const auto index = static_cast<std::size_t>(tag);
      words_[index / 64] |= std::uint64_t{1} << (index % 64);
    }
  }
  constexpr bool operator[](Tag tag) const {
    const auto index = static_cast<std::size_t>(tag);
    return ((words_[index / 64] >> (index % 64)) & 1) != 0;
  }
  constexpr TagSet operator|(const TagSet& other) const {
    TagSet both{};
    for (std::size_t i = 0; i < words_.size(); ++i) {
      both.words_[i] = words_[i] | other.words_[i];
    }
    return both;
  }

 private:
  std::array<std::uint64_t, 4> words_{};
};

// clang-format off
/// Elements that never have content.
inline constexpr TagSet kVoidTags = {
    Tag::k_area, Tag::k_base, Tag::k_basefont, Tag::k_bgsound, Tag::k_br, Tag::k_col, Tag::k_embed, Tag::k_frame,
    Tag::k_hr, Tag::k_img, Tag::k_input, Tag::k_keygen, Tag::k_link, Tag::k_meta, Tag::k_param, Tag::k_source,
    Tag::k_track, Tag::k_wbr};

/// Elements that the parser reopens where they were left open.
inline constexpr TagSet kFormattingTags = {
    Tag::k_a, Tag::k_b, Tag::k_big, Tag::k_code, Tag::k_em, Tag::k_font, Tag::k_i, Tag::k_nobr, Tag::k_s,
    Tag::k_small, Tag::k_strike, Tag::k_strong, Tag::k_tt, Tag::k_u};

/// Elements whose content is text, or is passed over: they never stay open.
inline constexpr TagSet kTextTags = {
    Tag::k_iframe, Tag::k_noembed, Tag::k_noframes, Tag::k_plaintext, Tag::k_script, Tag::k_style, Tag::k_svg,
    Tag::k_textarea, Tag::k_title, Tag::k_xmp};

/// Elements whose start tag ends an open paragraph.
inline constexpr TagSet kParagraphEnders = {
    Tag::k_address, Tag::k_article, Tag::k_aside, Tag::k_blockquote, Tag::k_center, Tag::k_details, Tag::k_dialog,
    Tag::k_dir, Tag::k_div, Tag::k_dl, Tag::k_dd, Tag::k_dt, Tag::k_fieldset, Tag::k_figcaption, Tag::k_figure,
    Tag::k_footer, Tag::k_form, Tag::k_h1, Tag::k_h2, Tag::k_h3, Tag::k_h4, Tag::k_h5, Tag::k_h6, Tag::k_header,
    Tag::k_hgroup, Tag::k_hr, Tag::k_li, Tag::k_listing, Tag::k_main, Tag::k_menu, Tag::k_nav, Tag::k_ol, Tag::k_p,
    Tag::k_plaintext, Tag::k_pre, Tag::k_section, Tag::k_summary, Tag::k_table, Tag::k_ul, Tag::k_xmp};

/// The "special" elements: an end tag does not reach past them unless it is their own or another special one's.
inline constexpr TagSet kSpecialTags = kParagraphEnders | kVoidTags | TagSet{
    Tag::k_applet, Tag::k_body, Tag::k_button, Tag::k_caption, Tag::k_colgroup, Tag::k_frameset, Tag::k_head,
    Tag::k_html, Tag::k_iframe, Tag::k_marquee, Tag::k_menuitem, Tag::k_noembed, Tag::k_noframes,
    Tag::k_noscript, Tag::k_object, Tag::k_script, Tag::k_select, Tag::k_style, Tag::k_tbody, Tag::k_td,
    Tag::k_template, Tag::k_textarea, Tag::k_tfoot, Tag::k_th, Tag::k_thead, Tag::k_title, Tag::k_tr};

/// What "has an element in scope" does not look past.
inline constexpr TagSet kScopeTags = {
    Tag::k_applet, Tag::k_caption, Tag::k_html, Tag::k_marquee, Tag::k_object, Tag::k_table, Tag::k_td,
    Tag::k_template, Tag::k_th};

/// Elements that put a marker on the list of active formatting elements.
inline constexpr TagSet kMarkerTags = {
    Tag::k_applet, Tag::k_caption, Tag::k_marquee, Tag::k_object, Tag::k_td, Tag::k_template, Tag::k_th};

/// Elements that belong into the head when no body has begun.
inline constexpr TagSet kHeadTags = {
    Tag::k_base, Tag::k_basefont, Tag::k_bgsound, Tag::k_head, Tag::k_html, Tag::k_link, Tag::k_meta,
    Tag::k_noframes, Tag::k_noscript, Tag::k_script, Tag::k_style, Tag::k_template, Tag::k_title};
// clang-format on

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_HTML_TAG_SETS_H_
