#include "parser/requisites.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Hrefs(const std::vector<Url>& urls) {
  std::vector<std::string> hrefs;
  for (const Url& url : urls) {
    hrefs.push_back(url.href());
  }
  return hrefs;
}

std::vector<std::string> OfPage(std::string_view html) {
  return Hrefs(PageRequisites(html, Url::Parse("https://a.org/d/p.html").value()));
}

std::vector<std::string> OfStyle(std::string_view css) {
  return Hrefs(StyleRequisites(css, Url::Parse("https://a.org/css/s.css").value()));
}

TEST(Requisites, AreWhatAPageShowsInItsOrderEachOnce) {
  EXPECT_THAT(
      OfPage("<head><link rel='Stylesheet' href=/s.css><link rel=canonical href=/x>"
             "<link rel='shortcut icon' href=i.ico><script src=//cdn.org/j.js></script></head>"
             "<img src=a.png><img src='a.png#x'><video poster=v.jpg><source src=v.mp4></video>"
             "<input type=image src=b.png><input src=no.png><iframe src=/frame></iframe>"
             "<a href=/page>x</a><img src='data:image/png;base64,AA=='>"
             "<table background=t.gif></table>"),
      ElementsAre("https://a.org/s.css", "https://a.org/d/i.ico", "https://cdn.org/j.js",
                  "https://a.org/d/a.png", "https://a.org/d/v.jpg", "https://a.org/d/b.png",
                  "https://a.org/d/t.gif"));
}

TEST(Requisites, HaveCandidatesAndLazyOnes) {
  EXPECT_THAT(
      OfPage("<picture><source srcset='a,b.webp 2x, c.webp, d.webp 3x,'></picture>"
             "<img src=e.gif data-src=f.jpg srcset='g.jpg 100w,\n h.jpg'>"),
      ElementsAre("https://a.org/d/a,b.webp", "https://a.org/d/c.webp", "https://a.org/d/d.webp",
                  "https://a.org/d/e.gif", "https://a.org/d/f.jpg", "https://a.org/d/g.jpg",
                  "https://a.org/d/h.jpg"));
}

TEST(Requisites, ResolveAgainstTheBase) {
  EXPECT_THAT(OfPage("<base href='https://b.org/x/'><img src=a.png>"),
              ElementsAre("https://b.org/x/a.png"));
}

TEST(Requisites, AreReadFromStylesInThePage) {
  EXPECT_THAT(OfPage("<style media=all>p{background:url(bg.png)}</style>"
                     "<p style=\"background-image: url('in.png')\">"
                     "<!-- <style>p{background:url(no.png)}</style> -->"),
              ElementsAre("https://a.org/d/in.png", "https://a.org/d/bg.png"));
}

TEST(Requisites, AreReadFromStyleSheets) {
  EXPECT_THAT(
      OfStyle("@charset \"utf-8\"; @import 'one.css'; @IMPORT url(\"two.css\") screen;\n"
              "/* url(no.png) */ a{content:\"url(no.png)\"}\n"
              "@font-face{src:url( '../f.woff2' ) format('woff2'),URL(g\\29 .woff)}"
              "b{background:image-set(url(h.png) 1x)} c{d:myurl(no)} e{x:url(data:,a)}"),
      ElementsAre("https://a.org/css/one.css", "https://a.org/css/two.css", "https://a.org/f.woff2",
                  "https://a.org/css/g).woff", "https://a.org/css/h.png"));
}

TEST(Requisites, OfBrokenTextEndInBounds) {
  for (const char* css : {"url(", "url('", "@import", "@import '", "/*", "\\", "url(\\", "a\\"}) {
    OfStyle(css);
  }
  for (const char* html : {"<style", "<style>", "<style>a</styl", "<style><", "<!--", "<"}) {
    EXPECT_THAT(OfPage(html), IsEmpty()) << html;
  }
  std::string many;
  for (int i = 0; i < 5000; ++i) {
    many += "<img src=" + std::to_string(i) + ".png>";
  }
  EXPECT_EQ(OfPage(many).size(), kMaxRequisites);
}

}  // namespace
}  // namespace kiosque
