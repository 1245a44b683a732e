// html_tag.h — the HTML elements that the stages tell apart.
//
// Threads: values. Source: https://html.spec.whatwg.org/#elements-3 plus the obsolete ones still
// met.
#ifndef KIOSQUE_PARSER_HTML_TAG_H_
#define KIOSQUE_PARSER_HTML_TAG_H_

#include <cstdint>
#include <string_view>

// clang-format off
#define KIOSQUE_HTML_TAGS(X) \
  X(a) X(abbr) X(address) X(amp_img) X(applet) X(area) X(article) X(aside) X(audio) X(b) \
  X(base) X(basefont) X(bdi) X(bdo) X(bgsound) X(big) X(blockquote) X(body) X(br) X(button) \
  X(canvas) X(caption) X(center) X(cite) X(code) X(col) X(colgroup) X(data) X(datalist) X(dd) \
  X(del) X(details) X(dfn) X(dialog) X(dir) X(div) X(dl) X(dt) X(em) X(embed) X(fieldset) \
  X(figcaption) X(figure) X(font) X(footer) X(form) X(frame) X(frameset) X(h1) X(h2) X(h3) \
  X(h4) X(h5) X(h6) X(head) X(header) X(hgroup) X(hr) X(html) X(i) X(iframe) X(img) X(input) \
  X(ins) X(kbd) X(keygen) X(label) X(legend) X(li) X(link) X(listing) X(main) X(map) \
  X(mark) X(marquee) X(math) X(menu) X(menuitem) X(meta) X(meter) X(nav) X(nobr) X(noembed) \
  X(noframes) X(noscript) X(object) X(ol) X(optgroup) X(option) X(output) X(p) X(param) \
  X(picture) X(plaintext) X(pre) X(progress) X(q) X(rb) X(rp) X(rt) X(rtc) X(ruby) X(s) X(samp) \
  X(script) X(search) X(section) X(select) X(slot) X(small) X(source) X(span) X(strike) \
  X(strong) X(style) X(sub) X(summary) X(sup) X(svg) X(table) X(tbody) X(td) X(template) \
  X(textarea) X(tfoot) X(th) X(thead) X(time) X(title) X(tr) X(track) X(tt) X(u) X(ul) X(var) \
  X(video) X(wbr) X(xmp)
// clang-format on

namespace kiosque {

enum class Tag : std::uint8_t {
  kText,   ///< not an element: a run of characters
  kOther,  ///< an element without a name of its own here
#define KIOSQUE_TAG_ENUM(name) k_##name,
  KIOSQUE_HTML_TAGS(KIOSQUE_TAG_ENUM)
#undef KIOSQUE_TAG_ENUM
};

/// "div", "h1" …; "#text" for kText, "" for kOther.
std::string_view TagName(Tag tag);
/// The tag of a lower-case name; kOther when it has none.
Tag TagFromName(std::string_view name);

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_HTML_TAG_H_
