#include "parser/byline_reader.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/ascii.h"
#include "base/unicode.h"
#include "parser/byline_vocabulary.h"
#include "parser/clean_text.h"
#include "parser/page_evidence.h"
#include "parser/person_name.h"

namespace kiosque {
namespace {

constexpr std::size_t kMaxSegments = 24;

// Letters and digits only, folded: "Le Monde.fr" and "lemonde-fr" are alike.
std::string Squeeze(std::string_view text) {
  std::string squeezed;
  for (const char c : FoldCase(text)) {
    const bool keep =
        static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    if (keep) {
      squeezed.push_back(c);
    }
  }
  return squeezed;
}

// Whether the text ends with a comma or an "and".
bool EndsTied(const std::string& lower) {
  const NameSeparator last = NextSeparator(lower, lower.size() > 5 ? lower.size() - 5 : 0);
  const std::size_t word = lower.rfind(' ');
  return (last.length != 0 && last.at + last.length + 1 >= lower.size()) ||
         (word != std::string::npos && IsConnector(std::string_view(lower).substr(word + 1)));
}

// "Rezept von", "Fotos und Text von", "An essay by"
bool EndsWithIntroduction(std::string_view lower) {
  constexpr std::size_t kLongest = 32;
  return lower.size() <= kLongest &&
         (lower.ends_with(" von") || lower.ends_with(" by") || lower.ends_with(" par") ||
          lower.ends_with(" por") || lower.ends_with(" door"));
}

}  // namespace

void MergeNames(std::vector<std::string> from, std::vector<std::string>* into) {
  for (std::string& name : from) {
    const auto same = [&](const std::string& other) { return FoldCase(other) == FoldCase(name); };
    if (std::none_of(into->begin(), into->end(), same)) {
      into->push_back(std::move(name));
    }
  }
}

BylineReader::BylineReader(const Document& document, const Url& url,
                           const std::vector<std::string_view>& site_names)
    : document_(document),
      site_name_(site_names.empty() ? std::string() : Squeeze(site_names.front())) {
  for (const std::string_view name : site_names) {
    Know(name);
  }
  Know(url.hostname());
  const std::string domain = url.RegistrableDomain();
  Know(domain);
  Know(std::string_view(domain).substr(0, domain.find('.')));
}

void BylineReader::Know(std::string_view name) {
  std::string squeezed = Squeeze(name);
  if (!squeezed.empty()) {
    sites_.push_back(std::move(squeezed));
  }
}

bool BylineReader::IsSite(std::string_view name) const {
  const std::string squeezed = Squeeze(name);
  std::string initials;  // "Deutsche Welle" of dw.com
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (i == 0 || name[i - 1] == ' ') {
      initials += Squeeze(name.substr(i, 1));
    }
  }
  return std::any_of(sites_.begin(), sites_.end(), [&](const std::string& site) {
    return site == squeezed || (initials.size() >= 2 && site == initials) ||
           (squeezed.size() >= 5 && site.starts_with(squeezed)) ||
           (site.size() >= 6 && squeezed.starts_with(site));
  });
}

bool BylineReader::IsSiteName(std::string_view name) const {
  return Squeeze(name) == site_name_;
}

std::vector<std::string> BylineReader::Names(std::string_view value) const {
  std::string clean = CleanText(value.substr(0, kMaxBylineBytes));
  if (IsSite(clean) && clean.size() < 60) {
    return {clean};  // "Morgan & Morgan" is one
  }
  return NamesInByline(clean);
}

std::vector<std::string> BylineReader::NamedByRole(std::string_view value) const {
  constexpr std::size_t kMostBytes = 40;
  std::string clean = CleanText(value.substr(0, kMaxBylineBytes));
  const std::string lower = AsciiLower(clean);
  const bool role = clean.size() >= 4 && clean.size() <= kMostBytes && IsRole(lower) &&
                    !IsLabel(lower) && lower.find("admin") == std::string::npos &&
                    clean.find_first_of("@:/0123456789") == std::string::npos;
  return role ? std::vector<std::string>{std::move(clean)} : std::vector<std::string>();
}

// The texts below `id`, cut wherever an element other than plain emphasis begins or ends.
std::vector<BylineSegment> BylineReader::Segments(NodeId id) const {
  std::vector<BylineSegment> segments;
  bool open = false;
  std::size_t bytes = 0;
  for (NodeId at = id;
       at < document_[id].end && segments.size() < kMaxSegments && bytes < kMaxBylineBytes; ++at) {
    const Node& node = document_[at];
    if (node.tag != Tag::kText) {
      const bool emphasis = node.tag == Tag::k_b || node.tag == Tag::k_em || node.tag == Tag::k_i ||
                            node.tag == Tag::k_strong || node.tag == Tag::k_font ||
                            node.tag == Tag::k_wbr;
      open = open && emphasis;
      continue;
    }
    bytes += node.text.size();
    std::string text = CleanText(node.text);
    if (text.empty()) {
      continue;
    }
    if (open) {
      segments.back().text += ' ';
      segments.back().text += text;
    } else {
      segments.push_back({std::move(text), node.parent});
    }
    open = at + 1 < document_[id].end && document_[at + 1].parent == node.parent;
  }
  return segments;
}

// The byline in an element: its first words, and what connectors or the same mark-up tie to them.
// What stands in other elements is the role, the place, the paper.
std::vector<std::string> BylineReader::NamesOfSegments(
    const std::vector<BylineSegment>& segments) const {
  std::vector<std::string> names;
  NodeId first_parent = kNoNode;
  bool tied = true;
  for (const BylineSegment& segment : segments) {
    const std::string lower = AsciiLower(TrimControlsAndSpaces(segment.text));
    if (IsConnector(lower)) {
      tied = true;
      continue;
    }
    if (NamesReviewer(lower) && !names.empty()) {
      break;
    }
    const std::size_t intro = IntroductionLength(lower);
    const bool only_intro =
        (intro != 0 && lower.find_first_not_of(" :", intro) == std::string::npos) ||
        EndsWithIntroduction(lower);
    if (only_intro) {
      tied = tied || names.empty();
      continue;
    }
    const NameSeparator first = NextSeparator(lower, 0);
    tied = tied || first.at == 0 || (intro != 0 && !names.empty());
    const bool alike = first_parent != kNoNode && SameClass(segment.parent, first_parent) &&
                       NameLikeness(segment.text) >= 8 && !IsRole(lower);
    if (!tied && !alike && !names.empty()) {
      break;
    }
    MergeNames(Names(segment.text), &names);
    first_parent = names.empty() || first_parent != kNoNode ? first_parent : segment.parent;
    tied = EndsTied(lower);
  }
  return names;
}

// The names of the links to writers' pages inside `id`.
std::vector<std::string> BylineReader::LinkedNames(NodeId id) const {
  std::vector<std::string> names;
  for (NodeId at = id; at < document_[id].end; ++at) {
    const Node& node = document_[at];
    if (node.tag == Tag::kText && !names.empty() && NamesReviewer(AsciiLower(node.text))) {
      break;
    }
    if (node.tag == Tag::k_a && IsAuthorLink(document_, at)) {
      // A name may be cut in two: "<a><span>Ingrid</span> <span>Treborg</span></a>".
      const std::string whole = CleanTextOf(document_, at, kMaxBylineBytes);
      std::vector<std::string> found =
          NameLikeness(whole) >= 8 ? Names(whole) : NamesOfSegments(Segments(at));
      // "<a title="View all posts by Donald Townsend">DT</a>"
      const std::vector<std::string> titled = NamesInByline(document_.Get(at, "title"));
      const bool better = titled.size() == 1 && NameLikeness(titled[0]) >= 8 &&
                          (found.size() != 1 || NameLikeness(found[0]) < 2);
      MergeNames(better ? titled : std::move(found), &names);
    }
  }
  return names;
}

bool BylineReader::SameClass(NodeId a, NodeId b) const {
  return document_[a].tag == document_[b].tag && document_[a].depth == document_[b].depth &&
         document_.Get(a, "class") == document_.Get(b, "class");
}

}  // namespace kiosque
