#include "parser/site_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "parser/class_list.h"
#include "parser/clean_text.h"
#include "parser/date_text.h"
#include "parser/page_date.h"
#include "parser/site_zone.h"

namespace kiosque {
namespace {

constexpr std::size_t kMaxFieldBytes = 1000;
constexpr std::uint8_t kSure = 100;

bool Is(const Document& document, NodeId id, const CompoundSelector& wanted) {
  const Node& node = document[id];
  if (node.tag == Tag::kText) {
    return false;
  }
  if (!wanted.tag.empty() &&
      AsciiLower(node.tag == Tag::kOther ? node.text : TagName(node.tag)) != wanted.tag) {
    return false;
  }
  if (!wanted.id.empty() && document.Get(id, "id") != wanted.id) {
    return false;
  }
  const std::string_view classes =
      wanted.classes.empty() ? std::string_view() : document.Get(id, "class");
  return std::all_of(wanted.classes.begin(), wanted.classes.end(),
                     [&](const std::string& name) { return HasClass(classes, name); }) &&
         std::all_of(wanted.attributes.begin(), wanted.attributes.end(),
                     [&](const AttributeTest& test) {
                       return test.value ? document.HasAttribute(id, test.name) &&
                                               document.Get(id, test.name) == *test.value
                                         : document.HasAttribute(id, test.name);
                     });
}

// Whether the ancestors of `id` match all but the last part; the nearest that matches is as good as
// any, since only "anywhere below" joins the parts.
bool StandsBelow(const Document& document, NodeId id, const Selector& selector) {
  std::size_t left = selector.compounds.size() - 1;
  for (NodeId at = document[id].parent; left > 0 && at != kNoNode; at = document[at].parent) {
    left -= Is(document, at, selector.compounds[left - 1]) ? 1 : 0;
  }
  return left == 0;
}

// Marks the blocks below the matches of `selectors`.
std::vector<bool> BlocksIn(const Document& document, const std::vector<Selector>& selectors,
                           const BlockList& list) {
  std::vector<bool> inside(list.blocks.size(), false);
  for (const Selector& selector : selectors) {
    for (const NodeId id : Matches(document, selector)) {
      for (std::size_t i = 0; i < list.blocks.size(); ++i) {
        const NodeId at = list.texts[list.blocks[i].text_begin];
        inside[i] = inside[i] || (at >= id && at < document[id].end);
      }
    }
  }
  return inside;
}

void Note(std::string_view field, Article* article) {
  for (FieldEvidence& known : article->evidence) {
    if (known.field == field) {
      known = {std::string(field), "rule", kSure};
      return;
    }
  }
  article->evidence.push_back({std::string(field), "rule", kSure});
}

std::optional<ArticleDate> DateAt(const Document& document, const PageContext& context,
                                  const Article& article, NodeId id) {
  DateTextOptions options;
  options.language = article.language;
  options.order = OrderFor(article.language, article.declared_language, context.url.hostname(),
                           context.url.path());
  const std::string zone =
      context.time_zone.empty() ? ZoneOfHost(context.url.hostname()) : context.time_zone;
  if (context.fetched != UtcTime()) {
    options.reference = context.fetched;
    options.reference_offset = SiteOffset(zone, context.fetched).value_or(std::chrono::minutes(0));
  }
  const std::string text = CleanTextOf(document, id, kMaxFieldBytes);
  for (const std::string_view value :
       {document.Get(id, "datetime"), document.Get(id, "content"), std::string_view(text)}) {
    std::optional<DateText> date = ParseDateText(value, options);
    if (!date) {
      const std::vector<DateText> found = FindDates(value, options, 1);
      date = found.empty() ? std::nullopt : std::optional(found.front());
    }
    if (date && !IsInFuture(context, std::chrono::sys_days(date->day))) {
      const auto offset = SiteOffset(zone, UtcTime(std::chrono::sys_days(date->day) + date->time));
      return ToArticleDate(*date, offset, "rule");
    }
  }
  return std::nullopt;
}

void Count(const Document& document, std::string_view key, const std::vector<Selector>& selectors,
           std::vector<std::string>* lines) {
  for (std::size_t i = 0; i < selectors.size(); ++i) {
    const std::size_t count = Matches(document, selectors[i]).size();
    lines->push_back(fmt::format("{}[{}]: {} element{}", key, i, count, count == 1 ? "" : "s"));
  }
}

}  // namespace

std::vector<NodeId> Matches(const Document& document, const Selector& selector) {
  std::vector<NodeId> found;
  for (NodeId id = 0; id < document.size(); ++id) {
    if (Is(document, id, selector.compounds.back()) && StandsBelow(document, id, selector)) {
      found.push_back(id);
    }
  }
  return found;
}

void ApplyBodyRules(const Document& document, const SiteRules& rules, BodySelection* selection) {
  const std::vector<bool> wanted = BlocksIn(document, rules.body, selection->list);
  if (std::find(wanted.begin(), wanted.end(), true) != wanted.end()) {
    selection->keep = wanted;
  }
  const std::vector<bool> removed = BlocksIn(document, rules.remove, selection->list);
  for (std::size_t i = 0; i < removed.size(); ++i) {
    selection->keep[i] = selection->keep[i] && !removed[i];
  }
}

void ApplyFieldRules(const Document& document, const PageContext& context, Article* article) {
  for (const Selector& selector : context.rules->title) {
    for (const NodeId id : Matches(document, selector)) {
      std::string title = document[id].tag == Tag::k_meta
                              ? CleanText(document.Get(id, "content").substr(0, kMaxFieldBytes))
                              : CleanTextOf(document, id, kMaxFieldBytes);
      if (!title.empty()) {
        article->title = std::move(title);
        Note("title", article);
        break;
      }
    }
    if (const FieldEvidence* evidence = article->EvidenceOf("title");
        evidence != nullptr && evidence->source == "rule") {
      break;
    }
  }
  for (const Selector& selector : context.rules->date) {
    for (const NodeId id : Matches(document, selector)) {
      if (auto date = DateAt(document, context, *article, id)) {
        article->published = std::move(date);
        Note("published", article);
        return;
      }
    }
  }
}

std::vector<std::string> ExplainRules(const Document& document, const SiteRules& rules) {
  std::vector<std::string> lines;
  Count(document, "select_body", rules.body, &lines);
  Count(document, "select_title", rules.title, &lines);
  Count(document, "select_date", rules.date, &lines);
  Count(document, "remove", rules.remove, &lines);
  return lines;
}

}  // namespace kiosque
