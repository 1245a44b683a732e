// parser/site_template.h: what three stories of a host repeat is no story's own.
#include "parser/site_template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view kCall = "Rejoignez notre chaîne WhatsApp pour ne rien manquer.";

Article Story(int number, std::string_view call = kCall) {
  Article article;
  article.title = "Histoire " + std::to_string(number);
  for (int i = 0; i < 6; ++i) {
    Block block;
    block.text = "Le paragraphe " + std::to_string(i) + " de l'histoire " + std::to_string(number) +
                 " raconte ce qui s'est passé hier dans la ville.";
    article.blocks.push_back(block);
  }
  Block last;
  last.text = call;
  article.blocks.push_back(last);
  return article;
}

TEST(SiteTemplates, KnowABlockFromTheThirdTitleOn) {
  SiteTemplates templates;
  templates.Learn("a.example", Story(1));
  templates.Learn("a.example", Story(2));
  EXPECT_THAT(templates.Known("a.example"), IsEmpty());
  templates.Learn("a.example", Story(3));
  EXPECT_THAT(templates.Known("a.example"), SizeIs(1));
  EXPECT_THAT(templates.Known("b.example"), IsEmpty());

  Article next = Story(4, "REJOIGNEZ notre chaîne WhatsApp, pour ne rien manquer !");
  DropTemplateBlocks(templates.Known("a.example"), &next);
  EXPECT_THAT(next.blocks, SizeIs(6));
  EXPECT_THAT(next.template_blocks, SizeIs(1));
}

TEST(SiteTemplates, DoNotCountOneStoryUnderManyAddresses) {
  SiteTemplates templates;
  for (int visit = 0; visit < 5; ++visit) {
    templates.Learn("a.example", Story(1));
  }
  EXPECT_THAT(templates.Known("a.example"), IsEmpty());
}

TEST(SiteTemplates, GiveTheSameArticleAgainFromWhatItRemembers) {
  SiteTemplates templates;
  for (int number = 1; number <= 3; ++number) {
    templates.Learn("a.example", Story(number));
  }
  Article first = Story(4);
  DropTemplateBlocks(templates.Known("a.example"), &first);
  Article again = Story(4);
  DropTemplateBlocks(first.template_blocks, &again);
  EXPECT_EQ(again, first);
}

TEST(SiteTemplates, NeverTakeMoreThanAThirdOfAnArticle) {
  Article article = Story(1);
  std::vector<std::uint64_t> all;
  for (const Block& block : article.blocks) {
    all.push_back(TemplateHash(block));
  }
  std::sort(all.begin(), all.end());
  DropTemplateBlocks(all, &article);
  EXPECT_EQ(article, Story(1));
}

TEST(SiteTemplates, ForgetTheOldestBeyondTheirBounds) {
  SiteTemplates templates;
  for (int number = 1; number <= 3; ++number) {
    templates.Learn("a.example", Story(number));
  }
  for (int number = 4; number < 4 + static_cast<int>(SiteTemplates::kMaxBlocks); ++number) {
    templates.Learn("a.example", Story(number, "Une phrase de fin, propre à l'histoire numéro " +
                                                   std::to_string(number)));
  }
  EXPECT_THAT(templates.Known("a.example"), IsEmpty());
}

TEST(SiteTemplates, LeaveHeadingsAndShortLinesAlone) {
  Block heading;
  heading.kind = BlockKind::kHeading;
  heading.text = "Le contexte de cette affaire";
  EXPECT_EQ(TemplateHash(heading), 0u);
  Block line;
  line.text = "Kinshasa";
  EXPECT_EQ(TemplateHash(line), 0u);
}

}  // namespace
}  // namespace kiosque
