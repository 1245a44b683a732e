#include "parser/metadata.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "parser/agency_credit.h"
#include "parser/byline.h"
#include "parser/class_list.h"
#include "parser/clean_text.h"
#include "parser/confidence.h"
#include "parser/language.h"
#include "parser/lead_image.h"
#include "parser/page_date.h"
#include "parser/page_kind.h"
#include "parser/page_title.h"
#include "parser/printed_section.h"

namespace kiosque {
namespace {

constexpr std::size_t kLanguageSample = 2400;
constexpr std::size_t kMaxTags = 64;
constexpr std::size_t kLongestSection = 80;
constexpr std::size_t kLongestCrumb = 40;  // bytes; longer ones are headlines
constexpr std::size_t kMaxDescription = 4000;

// The text that tells the language: the body when there is one, else the page's paragraphs.
std::string LanguageSample(const Document& document, const PageReading& reading,
                           const Article& article) {
  std::string sample;
  for (const Block& block : article.blocks) {
    if (sample.size() >= kLanguageSample) {
      break;
    }
    if (block.kind != BlockKind::kCode) {
      sample += block.text;
      sample += '\n';
    }
  }
  for (NodeId id = document.body();
       id < document.size() && sample.size() < kLanguageSample && article.blocks.empty(); ++id) {
    if (document[id].tag == Tag::k_p && (reading.evidence.flags[id] & kAround) == 0) {
      sample += CleanTextOf(document, id, kLanguageSample);
      sample += '\n';
    }
  }
  return sample;
}

std::optional<Url> ResolveUrl(const PageContext& context, std::string_view reference) {
  if (TrimControlsAndSpaces(reference).empty()) {
    return std::nullopt;
  }
  auto url = context.url.Resolve(TrimControlsAndSpaces(reference));
  return url ? std::optional<Url>(std::move(*url)) : std::nullopt;
}

void ReadLinks(const Document& document, const PageContext& context, const PageEvidence& evidence,
               Article* article) {
  for (const NodeId id : evidence.links) {
    const std::string_view rel = document.Get(id, "rel");
    const std::string_view href = document.Get(id, "href");
    if (rel == "canonical" && !article->canonical) {
      article->canonical = ResolveUrl(context, href);
    } else if (rel == "amphtml" && !article->amp) {
      article->amp = ResolveUrl(context, href);
    } else if (rel == "license" && article->license.empty()) {
      article->license = std::string(TrimControlsAndSpaces(href));
    } else if (rel == "image_src" && !article->lead_image) {
      article->lead_image = ResolveUrl(context, href);
    }
  }
}

bool HasRel(const Document& document, NodeId id, std::string_view word) {
  return HasClass(document.Get(id, "rel"), word);
}

// "<a rel='license' href='https://creativecommons.org/…'>" in the page itself.
std::string LinkedLicense(const Document& document, const PageEvidence& evidence) {
  for (const NodeId id : evidence.rels) {
    const std::string_view href = TrimControlsAndSpaces(document.Get(id, "href"));
    if (HasRel(document, id, "license") && !href.empty()) {
      return std::string(href);
    }
  }
  return {};
}

// The last breadcrumb that is neither the front page nor the article itself.
std::string_view SectionOfBreadcrumbs(const std::vector<std::string_view>& crumbs,
                                      std::string_view title) {
  std::size_t last = crumbs.size();
  while (last > 1 &&
         (CleanText(crumbs[last - 1]) == title || crumbs[last - 1].size() > kLongestCrumb)) {
    --last;
  }
  return last > 1 ? crumbs[last - 1] : std::string_view();
}

// The first category that the page links itself to, as blogs do.
std::string LinkedCategory(const Document& document, const PageEvidence& evidence) {
  for (const NodeId id : evidence.rels) {
    if (HasRel(document, id, "category") && (evidence.flags[id] & kAround) == 0) {
      return CleanTextOf(document, id, kLongestSection);
    }
  }
  return {};
}

void AddTags(std::string_view list, std::vector<std::string>* tags) {
  while (!list.empty() && tags->size() < kMaxTags) {
    const std::size_t comma = list.find_first_of(",;");
    std::string tag = CleanText(list.substr(0, comma));
    if (!tag.empty() && tag.size() < 80 &&
        std::find(tags->begin(), tags->end(), tag) == tags->end()) {
      tags->push_back(std::move(tag));
    }
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  }
}

void ReadTags(const Document& document, const PageReading& reading, Article* article) {
  for (const MetaTag& meta : reading.evidence.metas) {
    if (meta.name == "article:tag" || meta.name == "og:article:tag") {
      AddTags(meta.content, &article->tags);
    }
  }
  for (const StructuredItem& item : reading.structured.items) {
    if (article->tags.empty() && StructuredData::IsArticle(item)) {
      for (const std::string_view keyword : item.keywords) {
        AddTags(keyword, &article->tags);
      }
    }
  }
  const auto from_metas = [&](std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
      if (article->tags.empty()) {
        AddTags(reading.evidence.Meta(name), &article->tags);
      }
    }
  };
  from_metas({"parsely-tags", "sailthru.tags", "news_keywords"});
  const bool linked = article->tags.empty();
  for (const NodeId id : reading.evidence.rels) {
    // What stands around the article is the cloud of the whole site.
    if (linked && HasRel(document, id, "tag") && !HasRel(document, id, "category") &&
        (reading.evidence.flags[id] & kAround) == 0) {
      AddTags(CleanTextOf(document, id, kLongestSection), &article->tags);
    }
  }
  from_metas({"keywords", "dc.subject", "dcterms.subject"});
}

std::string FirstOf(std::initializer_list<std::string_view> values) {
  for (const std::string_view value : values) {
    std::string clean = CleanText(value.substr(0, kMaxDescription));
    if (!clean.empty()) {
      return clean;
    }
  }
  return {};
}

void ReadRest(const Document& document, const PageContext& context, const PageReading& reading,
              NodeId heading, Article* article) {
  const PageEvidence& evidence = reading.evidence;
  StructuredItem none;
  const StructuredItem* item = &none;
  if (!reading.structured.items.empty() &&
      StructuredData::IsArticle(reading.structured.items.front())) {
    item = &reading.structured.items.front();
  }
  article->section =
      FirstOf({evidence.Meta("article:section"), item->section, evidence.Meta("parsely-section"),
               evidence.Meta("section"), evidence.Meta("cxenseparse:section"),
               SectionOfBreadcrumbs(reading.structured.breadcrumbs, article->title),
               LinkedCategory(document, evidence)});
  if (article->section.empty()) {
    article->section = PrintedSection(document, evidence, heading, article->title);
  }
  article->description =
      FirstOf({evidence.Meta("og:description"), item->description, evidence.Meta("description"),
               evidence.Meta("twitter:description"), evidence.Meta("sailthru.description"),
               evidence.Meta("dc.description"), evidence.Meta("dcterms.description")});
  const std::string image =
      FirstOf({evidence.Meta("og:image"), evidence.Meta("og:image:secure_url"), item->image,
               evidence.Meta("twitter:image"), evidence.Meta("twitter:image:src"),
               evidence.Meta("parsely-image-url"), evidence.Meta("sailthru.image.full")});
  if (auto url = ResolveUrl(context, image)) {
    article->lead_image = std::move(url);
  }
  if (!article->canonical) {
    article->canonical = ResolveUrl(context, evidence.Meta("og:url"));
  }
  if (article->license.empty()) {
    article->license =
        FirstOf({item->license, LinkedLicense(document, evidence),
                 evidence.Meta("dc.rights.license"), evidence.Meta("dcterms.license")});
  }
  const std::string_view tier = evidence.Meta("article:content_tier");
  article->paywalled = (item->free && !*item->free) || tier == "locked" || tier == "metered";
}

void Note(std::string_view field, std::string_view source, std::uint8_t confidence,
          Article* article) {
  if (!source.empty()) {
    article->evidence.push_back({std::string(field), std::string(source), confidence});
  }
}

void NoteLanguage(const LanguageVerdict& detected, Article* article) {
  if (article->language.empty()) {
    return;
  }
  const bool declared = PrimaryTag(article->declared_language) == article->language;
  Note("language",
       !detected.language.empty() ? "text"
       : declared                 ? "declared"
                                  : "seed",
       LanguageConfidence(!detected.language.empty(), declared), article);
}

}  // namespace

PageReading ReadPage(const Document& document, const PageContext& context) {
  PageReading reading;
  reading.evidence = PageEvidence::Gather(document);
  reading.structured = ReadStructuredData(document, reading.evidence, context.url.href());
  return reading;
}

void ExtractMetadata(const Document& document, const PageContext& context, Article* article) {
  ExtractMetadata(document, context, ReadPage(document, context), article);
}

void ExtractMetadata(const Document& document, const PageContext& context,
                     const PageReading& reading, Article* article) {
  article->declared_language = DeclaredLanguage(document, reading);
  const std::string sample = LanguageSample(document, reading, *article);
  const LanguageVerdict detected = DetectLanguage(sample);
  article->language = ChooseLanguage(article->declared_language, context.language_hint, detected);
  NoteLanguage(detected, article);
  PageTitle title = ChooseTitle(document, context, reading);
  article->title = title.text;
  article->site_name = title.site_name;
  Byline byline =
      ChooseByline(document, context, reading, article->site_name, article->language, title.place);
  Note("title", title.source, TitleConfidence(title.score), article);
  Note("byline", byline.source, BylineConfidence(byline.score), article);
  article->byline = std::move(byline.people);
  article->agency = std::move(byline.agency);
  article->credit = std::move(byline.credit);
  if (article->agency.empty()) {
    article->agency = AgencyInText(article->blocks);
  }
  PageDates dates = ChooseDates(document, context, reading, article->language,
                                article->declared_language, title.place);
  if (dates.published) {
    Note("published", dates.published->source, PublishedConfidence(dates.published_score), article);
  }
  if (dates.modified) {
    Note("modified", dates.modified->source, PublishedConfidence(dates.modified_score), article);
  }
  article->published = std::move(dates.published);
  article->modified = std::move(dates.modified);
  ReadLinks(document, context, reading.evidence, article);
  ReadTags(document, reading, article);
  ReadRest(document, context, reading, title.place, article);
  if (!article->lead_image) {
    article->lead_image = ResolveUrl(context, LeadImageOf(document, reading.evidence, title.place));
  }
  article->kind = ChooseKind(document, context, reading, *article);
}

}  // namespace kiosque
