#include "crawler/harvest.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace kiosque {
namespace {

// What a sitemap of that name makes of its one row.
FrontierEntry RowOfSitemap(std::string_view name, std::string_view row) {
  const std::string site = "https://www.example.cd/";
  Sitemap sitemap;
  const SitemapEntry entry(*Url::Parse(site + std::string(row)));
  sitemap.entries.push_back(entry);
  const FrontierEntry from(*Url::Parse(site + std::string(name)));
  return HarvestSitemap(from, sitemap, UtcTime{}).at(0);
}

TEST(HarvestSitemap, RowsSpeakForArticles) {
  EXPECT_EQ(RowOfSitemap("sitemap.xml", "politique/").evidence, kInSitemap);
  EXPECT_EQ(RowOfSitemap("sitemap-category-politique.xml", "pont/").link_class,
            LinkClass::kArticle);
  EXPECT_EQ(RowOfSitemap("post-sitemap3.xml", "pont/").evidence, kInSitemap);
}

TEST(HarvestSitemap, RowsOfASitemapOfSectionsAreLists) {
  for (const std::string_view name :
       {"category-sitemap.xml", "category-sitemap2.xml", "post_tag-sitemap.xml",
        "author-sitemap.xml", "wp-sitemap-taxonomies-category-1.xml", "wp-sitemap-users-1.xml"}) {
    const FrontierEntry row = RowOfSitemap(name, "politique/");
    EXPECT_EQ(row.evidence, 0) << name;
    EXPECT_EQ(row.link_class, LinkClass::kOther) << name;
  }
}

}  // namespace
}  // namespace kiosque
