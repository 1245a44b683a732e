// Sixty edits of a story, each with the class that an editor would give it.
#include "corpus/change_class.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "corpus/word_diff.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Block Paragraph(std::string text, BlockKind kind = BlockKind::kParagraph) {
  Block block;
  block.kind = kind;
  block.text = std::move(text);
  return block;
}

Article Story() {
  Article article;
  article.title = "Le pont de Kinsuka rouvre après trois mois de travaux";
  article.language = "fr";
  article.byline = {"Grâce Mbuyi"};
  article.published.emplace();
  article.published->utc = std::chrono::sys_days{std::chrono::year{2024} / 4 / 13};
  article.lead_image = Url::Parse("https://img1.example.org/photos/pont.jpg?w=800").value();
  article.blocks = {
      Paragraph("Le pont de Kinsuka a été rouvert samedi à la circulation, a annoncé le ministre "
                "des Infrastructures, Alexis Gisaro. Les travaux ont coûté 42 millions de francs."),
      Paragraph("« Nous avons tenu les délais », a déclaré le ministre devant une foule nombreuse "
                "venue saluer l'ouverture."),
      Paragraph("Selon la police, deux personnes ont été blessées pendant le chantier, qui a "
                "mobilisé 1 200 ouvriers pendant tout l'hiver."),
      Paragraph("Les habitants du quartier attendaient cette ouverture depuis longtemps. Beaucoup "
                "devaient faire un long détour pour se rendre au marché."),
      Paragraph("La circulation reste interdite aux camions jusqu'à la fin du mois, précise la "
                "société congolaise SNEL dans un communiqué."),
      Paragraph("Des contrôles seront menés chaque semaine par les ingénieurs de la ville."),
  };
  return article;
}

// Replaces `from` by `to` in the title or the paragraph that has it.
void Replace(Article& article, const std::string& from, const std::string& to) {
  std::vector<std::string*> texts{&article.title};
  for (Block& block : article.blocks) {
    texts.push_back(&block.text);
  }
  for (std::string* text : texts) {
    if (const std::size_t at = text->find(from); at != std::string::npos) {
      text->replace(at, from.size(), to);
      return;
    }
  }
  FAIL() << from << " is in no text";
}

ChangeSummary Judge(const Article& from, const Article& to) {
  return ClassifyChange(DiffArticles(from, to), to.language);
}

struct Substitution {
  const char* from;
  const char* to;
  ChangeClass expected;
};

constexpr Substitution kSubstitutions[] = {
    // typography: nothing at all
    {"l'ouverture", "l’ouverture", ChangeClass::kNone},
    {"« Nous avons tenu les délais »", "“Nous avons tenu les délais”", ChangeClass::kNone},
    {"du mois, précise", "du mois,  précise", ChangeClass::kNone},
    {"1 200 ouvriers", "1\u00A0200 ouvriers", ChangeClass::kNone},
    // slips of the pen
    {"quartier attendaient", "quartier atendaient", ChangeClass::kTypo},
    {"quartier attendaient", "quartier attnedaient", ChangeClass::kTypo},
    {"circulation reste", "circulaton reste", ChangeClass::kTypo},
    {"blessées pendant", "bléssées pendant", ChangeClass::kTypo},
    {"à la circulation", "a la circulation", ChangeClass::kTypo},
    {"un long détour", "un un long détour", ChangeClass::kTypo},
    {"samedi à la", "samedi, à la", ChangeClass::kTypo},
    {"communiqué.", "communiqué", ChangeClass::kTypo},
    {"Beaucoup devaient", "beaucoup devaient", ChangeClass::kTypo},
    {"se rendre au", "se rendreau", ChangeClass::kTypo},
    {"société congolaise", "société congollaise", ChangeClass::kTypo},
    {"Alexis Gisaro", "Alexis Gisarro", ChangeClass::kTypo},
    {"une foule nombreuse", "une foule nombreuses", ChangeClass::kTypo},
    {"42 millions", "42 milllions", ChangeClass::kTypo},
    {"rouvre après", "rouvre aprés", ChangeClass::kTypo},
    // other words
    {"saluer l'ouverture", "fêter l'ouverture", ChangeClass::kWording},
    {"depuis longtemps", "avec impatience", ChangeClass::kWording},
    {"un long détour", "un détour", ChangeClass::kWording},
    {"reste interdite", "demeure interdite", ChangeClass::kWording},
    {"Des contrôles seront", "Des contrôles ne seront pas", ChangeClass::kWording},
    {"chaque semaine", "chaque mois", ChangeClass::kWording},
    {"pour se rendre au marché", "pour aller au marché", ChangeClass::kWording},
    {"par les ingénieurs de la ville", "par les techniciens de la ville", ChangeClass::kWording},
    {"cette ouverture depuis", "la réouverture depuis", ChangeClass::kWording},
    // the headline
    {"rouvre après trois mois de travaux", "enfin ouvert", ChangeClass::kHeadline},
    {"Le pont de Kinsuka rouvre", "Kinsuka : le pont rouvre", ChangeClass::kHeadline},
    {"après trois mois", "après quatre mois", ChangeClass::kHeadline},
    {"de travaux", "de chantier", ChangeClass::kHeadline},
    {"rouvre après trois mois de travaux", "s'effondre", ChangeClass::kHeadline},
    // numbers
    {"42 millions", "24 millions", ChangeClass::kSubstance},
    {"42 millions", "42 milliards", ChangeClass::kSubstance},
    {"deux personnes", "cinq personnes", ChangeClass::kSubstance},
    {"deux personnes", "douze personnes", ChangeClass::kSubstance},
    {"1 200 ouvriers", "1 300 ouvriers", ChangeClass::kSubstance},
    {"mobilisé 1 200 ouvriers", "mobilisé des ouvriers", ChangeClass::kSubstance},
    {"au marché.", "au marché, à 14h30.", ChangeClass::kSubstance},
    // names
    {"Alexis Gisaro", "Patrick Muyaya", ChangeClass::kSubstance},
    {"société congolaise SNEL", "société congolaise REGIDESO", ChangeClass::kSubstance},
    {", Alexis Gisaro.", ".", ChangeClass::kSubstance},
    {"ingénieurs de la ville", "ingénieurs de Kinshasa", ChangeClass::kSubstance},
    {"Alexis Gisaro", "Alexis Gisard", ChangeClass::kSubstance},
    // quotations
    {"tenu les délais", "tenu nos promesses", ChangeClass::kSubstance},
    {"Nous avons tenu les délais", "Nous avons presque tenu les délais", ChangeClass::kSubstance},
    {"nombreuse venue saluer l'ouverture.",
     "nombreuse venue saluer l'ouverture. « Enfin ! », a crié un passant.",
     ChangeClass::kSubstance},
};

TEST(ChangeClass, JudgesSubstitutionsAsAnEditorWould) {
  for (const Substitution& edit : kSubstitutions) {
    Article changed = Story();
    Replace(changed, edit.from, edit.to);
    const ChangeSummary summary = Judge(Story(), changed);
    EXPECT_EQ(ChangeClassName(summary.change), ChangeClassName(edit.expected))
        << edit.from << " -> " << edit.to << ": " << DescribeChange(summary);
  }
}

struct Alteration {
  const char* name;
  std::function<void(Article&)> make;
  ChangeClass expected;
};

TEST(ChangeClass, JudgesParagraphsFieldsAndNoiseAsAnEditorWould) {
  const std::vector<Alteration> alterations = {
      {"paragraph added at the end",
       [](Article& a) {
         a.blocks.push_back(Paragraph("Le trafic reprendra lundi matin sur les deux voies."));
       },
       ChangeClass::kSubstance},
      {"paragraph added in the middle",
       [](Article& a) {
         a.blocks.insert(a.blocks.begin() + 2,
                         Paragraph("Un feu d'artifice a suivi la cérémonie."));
       },
       ChangeClass::kSubstance},
      {"paragraph removed", [](Article& a) { a.blocks.erase(a.blocks.begin() + 3); },
       ChangeClass::kSubstance},
      {"paragraph rewritten",
       [](Article& a) {
         a.blocks[3].text = "Personne ne croyait encore au chantier, disent les voisins.";
       },
       ChangeClass::kSubstance},
      {"quotation added",
       [](Article& a) { a.blocks.push_back(Paragraph("C'est un grand jour.", BlockKind::kQuote)); },
       ChangeClass::kSubstance},
      {"sub-heading added",
       [](Article& a) {
         a.blocks.insert(a.blocks.begin() + 2,
                         Paragraph("Un chantier difficile", BlockKind::kHeading));
       },
       ChangeClass::kWording},
      {"paragraphs reordered", [](Article& a) { std::swap(a.blocks[2], a.blocks[4]); },
       ChangeClass::kWording},
      {"paragraph cut in two",
       [](Article& a) {
         const std::string text = a.blocks[3].text;
         const std::size_t at = text.find(" Beaucoup");
         a.blocks[3].text = text.substr(0, at);
         a.blocks.insert(a.blocks.begin() + 4, Paragraph(text.substr(at + 1)));
       },
       ChangeClass::kTypo},
      {"paragraphs joined",
       [](Article& a) {
         a.blocks[4].text += " " + a.blocks[5].text;
         a.blocks.pop_back();
       },
       ChangeClass::kTypo},
      {"publication date bumped", [](Article& a) { a.published->utc += std::chrono::days{1}; },
       ChangeClass::kDate},
      {"modification date set", [](Article& a) { a.modified = a.published; }, ChangeClass::kDate},
      {"byline corrected", [](Article& a) { a.byline = {"Jean Ilunga"}; }, ChangeClass::kCredits},
      {"another photograph",
       [](Article& a) {
         a.lead_image = Url::Parse("https://img1.example.org/photos/ministre.jpg").value();
       },
       ChangeClass::kCredits},
      {"the same photograph from another server",
       [](Article& a) {
         a.lead_image = Url::Parse("https://img7.example.org/photos/pont.jpg?w=320").value();
       },
       ChangeClass::kNone},
      {"share counter", [](Article& a) { a.blocks.push_back(Paragraph("165 partages")); },
       ChangeClass::kNone},
      {"embedded advertisement",
       [](Article& a) {
         a.blocks.push_back(Paragraph("https://ads.example/banner", BlockKind::kEmbed));
       },
       ChangeClass::kNone},
      {"nothing", [](Article&) {}, ChangeClass::kNone},
      {"date bumped with an edit",
       [](Article& a) {
         a.modified = a.published;
         Replace(a, "42 millions", "24 millions");
       },
       ChangeClass::kSubstance},
  };
  for (const Alteration& alteration : alterations) {
    Article changed = Story();
    alteration.make(changed);
    const ChangeSummary summary = Judge(Story(), changed);
    EXPECT_EQ(ChangeClassName(summary.change), ChangeClassName(alteration.expected))
        << alteration.name << ": " << DescribeChange(summary);
  }
  EXPECT_GE(std::size(kSubstitutions) + alterations.size(), 60u);
}

TEST(ChangeClass, NamesEveryClassOfAChangeAndWhatItIsMadeOf) {
  Article changed = Story();
  Replace(changed, "rouvre", "est rouvert");
  Replace(changed, "42 millions", "24 millions");
  Replace(changed, "Alexis Gisaro", "Patrick Muyaya");
  changed.blocks.pop_back();
  const ChangeSummary summary = Judge(Story(), changed);
  EXPECT_THAT(summary.classes,
              ElementsAre(ChangeClass::kWording, ChangeClass::kHeadline, ChangeClass::kSubstance));
  EXPECT_THAT(summary.numbers, ElementsAre("42 → 24"));
  EXPECT_THAT(summary.names, ElementsAre("Alexis", "Gisaro", "Muyaya", "Patrick"));
  EXPECT_EQ(summary.paragraphs_removed, 1u);
  EXPECT_THAT(DescribeChange(summary), HasSubstr("substance, headline, wording (42 → 24"));
}

TEST(ChangeClass, ReadsGermanNumbers) {
  Article from;
  from.language = "de";
  from.blocks = {Paragraph("Bei dem Unfall wurden gestern sieben Menschen leicht verletzt.")};
  Article to = from;
  to.blocks[0].text = "Bei dem Unfall wurden gestern siebzehn Menschen leicht verletzt.";
  EXPECT_EQ(Judge(from, to).change, ChangeClass::kSubstance);
  to.blocks[0].text = "Bei dem Unfall wurden gestern seiben Menschen leicht verletzt.";
  EXPECT_EQ(Judge(from, to).change, ChangeClass::kTypo);
}

TEST(ChangeClass, DoesNotTakeGermanNounsForNames) {
  Article from;
  from.language = "de";
  from.blocks = {Paragraph("Gestern wurde die alte Brücke nach langer Arbeit wieder geöffnet.")};
  Article to = from;
  to.blocks[0].text = "Gestern wurde die alte Überführung nach langer Mühe wieder geöffnet.";
  EXPECT_EQ(Judge(from, to).change, ChangeClass::kWording);
}

TEST(WordDiff, FindsTheShortestWay) {
  const std::vector<Edit> edits = DiffSequences({1, 2, 3, 4, 5}, {1, 3, 4, 9, 5});
  EXPECT_THAT(edits, ElementsAre(Edit{EditKind::kSame, 0, 1}, Edit{EditKind::kRemoved, 1, 2},
                                 Edit{EditKind::kSame, 2, 4}, Edit{EditKind::kAdded, 3, 4},
                                 Edit{EditKind::kSame, 4, 5}));
  EXPECT_TRUE(DiffSequences({}, {}).empty());
}

TEST(WordDiff, RebuildsBothSidesOfAnyTwoSequences) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 500; ++round) {
    const auto make = [&] {
      std::vector<std::uint32_t> sequence(random() % 30);
      for (std::uint32_t& element : sequence) {
        element = static_cast<std::uint32_t>(random() % 6);
      }
      return sequence;
    };
    const std::vector<std::uint32_t> from = make();
    const std::vector<std::uint32_t> to = make();
    std::vector<std::uint32_t> old_side;
    std::vector<std::uint32_t> new_side;
    for (const Edit& edit : DiffSequences(from, to)) {
      for (std::size_t i = edit.begin; i < edit.end; ++i) {
        if (edit.kind == EditKind::kAdded) {
          new_side.push_back(to[i]);
        } else {
          old_side.push_back(from[i]);
          if (edit.kind == EditKind::kSame) {
            new_side.push_back(from[i]);
          }
        }
      }
    }
    EXPECT_EQ(old_side, from);
    EXPECT_EQ(new_side, to);
  }
}

TEST(WordDiff, IsBoundedForTextsThatHaveNothingInCommon) {
  std::vector<std::uint32_t> from(200'000);
  std::vector<std::uint32_t> to(200'000);
  for (std::uint32_t i = 0; i < from.size(); ++i) {
    from[i] = i;
    to[i] = 1'000'000 + i;
  }
  EXPECT_THAT(DiffSequences(from, to), ElementsAre(Edit{EditKind::kRemoved, 0, 200'000},
                                                   Edit{EditKind::kAdded, 0, 200'000}));
}

TEST(WordDiff, KeepsNumbersWithTheirSeparatorsWhole) {
  const auto tokens = Tokenize("Le 12.04.2024, 1 200 000 francs à 14h30, l'accord; 3,5 % 15 20.");
  std::vector<std::string> texts;
  for (const TextToken& token : tokens) {
    texts.push_back(token.text);
  }
  EXPECT_THAT(texts, ElementsAre("Le", "12.04.2024", ",", "1 200 000", "francs", "à", "14h30", ",",
                                 "l'", "accord", ";", "3,5", "%", "15", "20", "."));
  EXPECT_EQ(JoinTokens(tokens, 0, tokens.size()),
            "Le 12.04.2024, 1 200 000 francs à 14h30, l'accord; 3,5 % 15 20.");
}

}  // namespace
}  // namespace kiosque
