#include "parser/body_explain.h"

#include <fmt/format.h>

#include <cstddef>
#include <utility>

#include "parser/body_evidence.h"
#include "parser/body_extract.h"
#include "parser/body_features.h"
#include "parser/body_render.h"

namespace kiosque {
namespace {

std::string NameOf(const Document& document, NodeId id) {
  std::string name(document[id].tag == Tag::kOther ? document[id].text : TagName(document[id].tag));
  const std::string_view classes = document.Get(id, "class");
  const std::string_view first = classes.substr(0, classes.find_first_of(" \t\r\n"));
  if (!first.empty()) {
    name += '.';
    name += first;
  } else if (!document.Get(id, "id").empty()) {
    name += '#';
    name += document.Get(id, "id");
  }
  return name;
}

std::string PlaceOf(const Document& document, NodeId container) {
  constexpr int kShown = 3;
  std::string place = NameOf(document, container);
  NodeId id = document[container].parent;
  for (int step = 1; step < kShown && id != kNoNode && id > document.body(); ++step) {
    place = NameOf(document, id) + " > " + place;
    id = document[id].parent;
  }
  return place;
}

void AddMarkup(const TextBlock& block, std::vector<std::string>* cues) {
  constexpr std::pair<BlockContext, std::string_view> kSaid[] = {
      {kBlockInHidden, "hidden"},
      {kBlockInNav, "in nav"},
      {kBlockInFooter, "in footer"},
      {kBlockInAside, "in aside"},
      {kBlockInForm, "in form"},
      {kBlockInButton, "in button"},
      {kBlockInFigcaption, "in figcaption"},
      {kBlockInDialog, "in dialog"},
      {kBlockInNoscript, "in noscript"},
      {kBlockInArticleBody, "in articleBody"},
      {kBlockInArticle, "in article"},
      {kBlockInHeader, "in header"}};
  for (const auto& [bit, text] : kSaid) {
    if ((block.context & bit) != 0) {
      cues->emplace_back(text);
    }
  }
}

std::vector<std::string> CuesOf(const TextBlock& block, const BlockFacts& facts) {
  constexpr std::uint8_t kNear = 4;
  std::vector<std::string> cues;
  cues.push_back(fmt::format("{:.0f} words", facts.words));
  if (facts.link_density > 0.01F) {
    cues.push_back(fmt::format("links {:.0f} %", 100 * facts.link_density));
  }
  if (facts.body_cover > 0.5F) {
    cues.emplace_back("in JSON-LD articleBody");
  }
  if (facts.title_cover > 0.6F) {
    cues.emplace_back("is the title");
  }
  if (facts.description_cover > 0.7F) {
    cues.emplace_back("is the description");
  }
  if (facts.duplicate) {
    cues.emplace_back("stood before");
  }
  AddMarkup(block, &cues);
  for (std::size_t cue = 0; cue < kClassCues; ++cue) {
    if (facts.cue_distance[cue] < kNear) {
      cues.push_back(fmt::format("class says {}", ClassCueName(cue)));
    }
  }
  for (std::size_t cue = 0; cue < kTextCues; ++cue) {
    if ((facts.text_cues.at_start >> cue & 1U) != 0) {
      cues.push_back(fmt::format("text says {}", TextCueName(cue)));
    }
  }
  return cues;
}

}  // namespace

std::vector<BlockVerdict> ExplainBody(const Document& document) {
  const BodySelection selection = SelectBody(document);
  const BodyEvidence evidence = GatherBodyEvidence(document);
  const BodyFeatures page(document, selection.list, evidence);
  std::vector<BlockVerdict> verdicts;
  for (std::size_t i = 0; i < page.size(); ++i) {
    const TextBlock& block = selection.list.blocks[i];
    verdicts.push_back({BlockLine(document, selection.list, i), PlaceOf(document, block.container),
                        selection.first_scores[i], selection.scores[i], selection.keep[i],
                        CuesOf(block, page.facts(i))});
  }
  return verdicts;
}

}  // namespace kiosque
