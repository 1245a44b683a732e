// A short story as the systems of the small press write it, in their own templates: what is read of
// each is all there is, and no more.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parser/article_extractor.h"

namespace kiosque {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

Article ReadCmsPage(const char* html, std::string_view url) {
  const PageContext context{*Url::Parse(url), {}, {}, {}};
  return ExtractArticle(Document::Parse(html), context).article;
}

std::vector<std::string> TextsOf(const Article& article) {
  std::vector<std::string> texts;
  for (const Block& block : article.blocks) {
    texts.push_back(block.text);
  }
  return texts;
}

std::string PublishedOf(const Article& article) {
  return article.published ? article.published->Iso() : "none";
}

constexpr char kSpipPage[] =
    R"html(<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html lang="fr"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>Butembo : la soci&eacute;t&eacute; civile r&eacute;clame la r&eacute;habilitation de la
route - Le Journal du Grand Nord</title>
<meta name="generator" content="SPIP 3.2.19 [24928]">
<link rel="alternate" type="application/rss+xml" title="Syndiquer tout le site"
href="spip.php?page=backend">
</head><body class="page_article"><div id="page"><div id="entete"><a href="/"><img src="logo.gif">
</a><form action="spip.php?page=recherche"><input name="recherche"></form></div>
<div id="hierarchie">
<a href="/">Accueil</a> &gt; <a href="spip.php?rubrique3">Soci&eacute;t&eacute;</a> &gt;
<strong>Butembo : la soci&eacute;t&eacute; civile r&eacute;clame...</strong>
</div><div id="conteneur"><div id="contenu"><div class="cartouche">
<p class="surtitre">Nord-Kivu</p>
<h1 class="titre-article">Butembo : la soci&eacute;t&eacute; civile r&eacute;clame la
r&eacute;habilitation de la route</h1>
<p><small>mercredi 3 avril 2024, par <a href="spip.php?auteur7">Jean-Pierre Kasereka</a></small>
</p></div><div class="chapo">
<p>La route Butembo-Kanyabayonga est coup&eacute;e depuis dix jours. Les transporteurs demandent
l'intervention du gouvernement provincial.</p>
</div><div class="texte">
<p>Le pont sur la rivi&egrave;re Talihya s'est effondr&eacute; dans la nuit du 24 mars,
apr&egrave;s de fortes pluies. Depuis, plus aucun camion ne passe et les prix des denr&eacute;es
ont doubl&eacute; au march&eacute; central.</p>
<h3 class="spip">Des marchandises qui pourrissent</h3>
<p class="spip">&laquo;&nbsp;Nous avons perdu plus de trente tonnes de
l&eacute;gumes&nbsp;&raquo;, d&eacute;plore Marie Kavira, pr&eacute;sidente de l'association des
mara&icirc;ch&egrave;res.</p>
<dl class="spip_document_12 spip_documents spip_documents_left"><dt>
<img src="IMG/jpg/pont.jpg" width="400" height="300"></dt>
<dd class="spip_doc_titre">Le pont effondr&eacute;</dd>
<dd class="spip_doc_descriptif">Photo : J.-P. Kasereka</dd></dl>
<p class="spip">Le ministre provincial des Infrastructures promet des travaux &laquo;&nbsp;avant
la fin du mois&nbsp;&raquo;. Mais la soci&eacute;t&eacute; civile n'y croit plus&nbsp;: c'est la
troisi&egrave;me promesse en un an.</p>
</div><div class="ps"><h2>P.-S.</h2><p>Jean-Pierre Kasereka, &agrave; Butembo</p></div>
<div id="forum"><h2>Vos commentaires</h2><ul class="forum"><li><div class="forum-texte">
<p>Courage &agrave; nos commer&ccedil;antes ! C'est vraiment honteux ce qui se passe dans notre
ville depuis des ann&eacute;es.</p>
</div></li></ul></div></div></div><div id="navigation"><h2>Dans la m&ecirc;me rubrique</h2><ul>
<li><a href="spip.php?article120">Beni : reprise des cours</a></li><li>
<a href="spip.php?article119">Lubero : un m&eacute;decin enlev&eacute;</a></li></ul></div>
<div id="pied">2006-2024 &copy; Le Journal du Grand Nord | <a href="spip.php?page=plan">Plan du
site</a> | R&eacute;alis&eacute; sous SPIP</div>
</div></body></html>)html";

constexpr char kJoomlaPage[] =
    R"html(<!DOCTYPE html><html lang="mg-mg"><head><base href="http://gazetiko.example/vaovao/123-fiara">
<meta charset="utf-8"><meta name="author" content="Super User">
<meta name="generator" content="Joomla! - Open Source Content Management">
<title>Fiara nivadika tany Moramanga: olona roa maty</title></head><body>
<div class="item-page" itemscope itemtype="https://schema.org/Article">
<meta itemprop="inLanguage" content="mg-MG"><div class="page-header">
<h2 itemprop="headline">Fiara nivadika tany Moramanga: olona roa maty</h2></div>
<dl class="article-info muted"><dt class="article-info-term">Tsipirihany</dt>
<dd class="createdby" itemprop="author" itemscope
itemtype="https://schema.org/Person">Nosoratan'i <span itemprop="name">Rakoto Haja</span>
</dd><dd class="category-name">Sokajy: <a href="/vaovao" itemprop="genre">Vaovao</a></dd>
<dd class="published">Navoaka: <time datetime="2024-02-11T08:30:00+03:00"
itemprop="datePublished">11 Febroary 2024</time>
</dd><dd class="hits">Fitsidihana: 1532</dd></dl><div itemprop="articleBody">
<p>Loza nahatsiravina no nitranga omaly maraina teo amin'ny lalam-pirenena faharoa. Fiara
mpitatitra iray no nivadika ka olona roa no maty tsy tra-drano.<br>
<br>Araka ny fanazavan'ny zandary dia ny fahapotehan'ny frein no nahatonga ny loza. Naratra mafy
ihany koa ny olona folo hafa.<br>
<br>Nentina tany amin'ny hopitalin'i Moramanga avy hatrany ireo naratra.</p></div>
<ul class="pager pagenav"><li class="previous"><a href="/vaovao/122-x" rel="prev">Teo aloha</a>
</li><li class="next"><a href="/vaovao/124-y" rel="next">Manaraka</a></li></ul></div>
<div class="moduletable"><h3>Vaovao farany</h3><ul class="latestnews"><li>
<a href="/a1">Fanjakana: nihena ny vidin'ny vary teto an-drenivohitra</a></li><li>
<a href="/a2">Kitra: resy ny Barea tamin'ny lalao voalohany</a></li></ul></div></body></html>)html";

constexpr char kBloggerPage[] =
    R"html(<!DOCTYPE html><html dir="ltr" xmlns="http://www.w3.org/1999/xhtml"><head>
<meta content="blogger" name="generator">
<title>Habari za Kigoma: Wavuvi waomba msaada wa serikali</title>
<meta property="og:title" content="Wavuvi waomba msaada wa serikali">
<link rel="canonical" href="http://habarikigoma.blogspot.com/2023/11/wavuvi.html"></head><body>
<div class="main section"><div class="widget Blog"><div class="blog-posts hfeed">
<div class="date-outer"><h2 class="date-header"><span>Jumatatu, 13 Novemba 2023</span></h2>
<div class="post hentry"><h3 class="post-title entry-title">Wavuvi waomba msaada wa serikali</h3>
<div class="post-body entry-content"><div class="separator" style="clear: both;">
<a href="https://1.bp.blogspot.com/x/s1600/samaki.jpg">
<img src="https://1.bp.blogspot.com/x/s640/samaki.jpg" width="640" height="480"></a></div>
<div style="text-align: justify;"><b>Na Juma Hamisi, Kigoma</b></div>
<div style="text-align: justify;">Wavuvi wa ziwa Tanganyika wameiomba serikali kuwapatia zana za
kisasa za uvuvi ili kuongeza kipato chao.</div>
<div style="text-align: justify;"><br></div>
<div style="text-align: justify;">Akizungumza na waandishi wa habari jana, mwenyekiti wa chama
cha wavuvi Bw. Hassan Mrisho alisema kuwa samaki wamepungua sana katika miaka ya karibuni.</div>
<div style="text-align: justify;"><br></div>
<div style="text-align: justify;">"Tunahitaji boti kubwa na nyavu bora," alisema.</div></div>
<div class="post-footer">Imechapishwa na <span class="fn">Habari Kigoma</span> saa <a
class="timestamp-link" href="http://habarikigoma.blogspot.com/2023/11/wavuvi.html">
<abbr class="published" title="2023-11-13T10:15:00+03:00">10:15</abbr>
</a> <a href="#">Barua pepe hii</a><a href="#">Shiriki kwenye Twitter</a></div></div></div></div>
<div id="comments"><h4>Maoni 1:</h4>
<p>Asante sana kwa habari nzuri. Mungu awabariki wavuvi wetu wote.</p></div></div></div>
<div class="sidebar"><h2>Machapisho Maarufu</h2><ul><li>
<a href="/a">Mvua kubwa yasababisha mafuriko</a>
<div class="item-snippet">Mvua kubwa iliyonyesha usiku wa kuamkia leo imesababisha mafuriko
makubwa katika mji wa Kigoma na vitongoji vyake...</div>
</li></ul></div></body></html>)html";

constexpr char kDrupalPage[] =
    R"html(<!DOCTYPE html><html lang="fr" dir="ltr"><head><meta charset="utf-8">
<meta name="Generator" content="Drupal 7 (http://drupal.org)">
<title>Bangui: les enseignants en grève illimitée | Radio Ndeke</title>
<link rel="canonical" href="/actualites/societe/bangui-enseignants">
<link rel="shortlink" href="/node/4512"></head>
<body class="html not-front not-logged-in one-sidebar page-node page-node-4512 node-type-article">
<div id="page"><div id="header"><a href="/"><img src="/logo.png" alt="Accueil"></a>
<ul class="menu"><li><a href="/politique">Politique</a></li><li><a href="/societe">Société</a>
</li></ul></div><h2 class="element-invisible">Vous êtes ici</h2><div class="breadcrumb">
<a href="/">Accueil</a> » <a href="/actualites">Actualités</a> » <a href="/societe">Société</a>
</div><h1 class="title" id="page-title">Bangui: les enseignants en grève illimitée</h1>
<div class="node node-article">
<span class="submitted">Publié par <span class="username">admin</span> le lun, 08/01/2024 -
14:35</span>
<div class="field field-name-field-image">
<img src="/sites/default/files/greve.jpg" width="600" height="400" alt="Des enseignants devant le
ministère">
</div><div class="field field-name-body"><div class="field-items">
<div class="field-item even" property="content:encoded">
<p>Les enseignants du secteur public ont entamé lundi une grève illimitée pour réclamer le
paiement de six mois d'arriérés de salaires.</p>
<p>« Tokofuta biso nini? Tozali na nzala », a lancé en lingala un manifestant devant le ministère
de l'Éducation.</p>
<p>Lire aussi : <a href="/x">Les hôpitaux paralysés par la grève</a></p>
<p>Le gouvernement a promis de payer deux mois d'ici à la fin de la semaine. Les syndicats ont
rejeté cette proposition.</p>
<p style="text-align:right"><strong>Fiacre Mbanga</strong></p></div></div></div>
<ul class="links inline"><li>
<a href="/user/login?destination=node/4512">Identifiez-vous</a> pour poster des commentaires</li>
</ul></div><div class="region-sidebar"><h2>Articles récents</h2><ul><li>
<a href="/1">Un nouveau pont sur l'Oubangui</a></li></ul></div></div></body></html>)html";

constexpr char kWordpressPage[] =
    R"html(<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8">
<title>RDC : le franc congolais se stabilise face au dollar &#8211; Fleuve Info</title>
<meta property="og:locale" content="en_US"><meta property="og:type" content="article">
<meta property="og:title" content="RDC : le franc congolais se stabilise face au dollar &#8211;
Fleuve Info">
<meta property="og:site_name" content="Fleuve Info"></head>
<body class="post-template-default single single-post"><header class="site-header">
<p class="site-title"><a href="/">Fleuve Info</a></p></header><main>
<article class="post-812 post type-post hentry category-economie"><header class="entry-header">
<span class="cat-links"><a href="/category/economie" rel="category tag">Économie</a></span>
<h1 class="entry-title">RDC : le franc congolais se stabilise face au dollar</h1>
<div class="entry-meta">
<span class="posted-on">il y a 3 heures</span> <span class="byline">par <span class="author
vcard">
<a href="/author/rdc/">La Rédaction</a></span></span></div></header>
<figure class="post-thumbnail">
<img data-src="/wp-content/uploads/2024/04/franc.jpg" src="data:image/gif;base64,R0lGOD"
class="lazy" width="800" height="500">
<figcaption>Des billets de francs congolais. © Droits tiers</figcaption></figure>
<div class="entry-content"><p>
<strong>Kinshasa, 13 avril 2024 (ACP).-</strong> Le franc congolais s’est stabilisé cette semaine
autour de 2&nbsp;780 FC pour un dollar am&shy;éricain, a annoncé samedi la Banque centrale du
Congo.</p>
<div class="sharedaddy"><a href="#">Partager sur WhatsApp</a></div>
<p>Selon le gouverneur, cette accalmie est le fruit d&rsquo;une «&nbsp;politique monétaire
prudente&nbsp;» menée depuis janvier.</p>
<blockquote><p>Nous restons vigilants face aux chocs extérieurs.</p></blockquote>
<p>Sur le marché parallèle, le dollar se négociait toujours à 2&nbsp;850 FC.</p><p>ACP/C.L.</p>
<p>Rejoignez notre chaîne WhatsApp pour ne rien manquer de l’actualité : <a
href="https://whatsapp.com/channel/x">cliquez ici</a>
</p></div><footer class="entry-footer">
<span class="tags-links">Tagged <a href="/tag/bcc" rel="tag">BCC</a>, <a href="/tag/dollar"
rel="tag">Dollar</a>
</span></footer></article><nav class="post-navigation"><a href="/p">Article précédent</a></nav>
<div id="comments"><h2>2 réflexions sur « RDC »</h2><ol><li class="comment">
<div class="comment-content"><p>Enfin une bonne nouvelle pour nos mamans commerçantes.</p></div>
</li></ol></div></main><aside class="widget-area"><section class="widget">
<h2>Articles récents</h2><ul><li><a href="/y">Goma : la ville sans eau depuis trois jours</a></li>
</ul></section></aside></body></html>)html";

TEST(CmsPage, Spip) {
  const Article article = ReadCmsPage(kSpipPage, "http://grandnord.example/spip.php?article121");
  EXPECT_EQ(article.kind, PageKind::kArticle);
  EXPECT_EQ(article.title, "Butembo : la société civile réclame la réhabilitation de la route");
  EXPECT_THAT(article.byline, ElementsAre("Jean-Pierre Kasereka"));
  EXPECT_EQ(PublishedOf(article), "2024-04-03");
  EXPECT_EQ(article.section, "Société");
  EXPECT_EQ(article.lead_image->href(), "http://grandnord.example/IMG/jpg/pont.jpg");
  ASSERT_EQ(article.captions.size(), 1u);
  EXPECT_EQ(article.captions[0].text, "Photo : J.-P. Kasereka");
  EXPECT_THAT(article.comments, ElementsAre(StartsWith("Courage à nos commerçantes")));
  EXPECT_THAT(TextsOf(article),
              ElementsAre(StartsWith("La route Butembo"), StartsWith("Le pont sur la rivière"),
                          "Des marchandises qui pourrissent", StartsWith("« Nous avons perdu"),
                          StartsWith("Le ministre provincial")));
}

TEST(CmsPage, Joomla) {
  const Article article = ReadCmsPage(kJoomlaPage, "http://gazetiko.example/vaovao/123-fiara");
  EXPECT_EQ(article.kind, PageKind::kArticle);
  EXPECT_THAT(article.byline, ElementsAre("Rakoto Haja")) << "not the system's Super User";
  EXPECT_EQ(PublishedOf(article), "2024-02-11T08:30:00+03:00");
  EXPECT_EQ(article.section, "Vaovao");
  EXPECT_EQ(article.language, "mg");
  EXPECT_THAT(TextsOf(article), ElementsAre(StartsWith("Loza nahatsiravina"),
                                            StartsWith("Araka ny"), StartsWith("Nentina tany")));
}

TEST(CmsPage, Blogger) {
  const Article article =
      ReadCmsPage(kBloggerPage, "http://habarikigoma.blogspot.com/2023/11/wavuvi.html");
  EXPECT_EQ(article.kind, PageKind::kArticle) << "news in brief";
  EXPECT_EQ(article.title, "Wavuvi waomba msaada wa serikali");
  EXPECT_THAT(article.byline, ElementsAre("Juma Hamisi")) << "printed in Swahili";
  EXPECT_EQ(PublishedOf(article), "2023-11-13T10:15:00+03:00") << "hAtom tells the time";
  EXPECT_EQ(article.language, "sw");
  EXPECT_THAT(article.comments, ElementsAre(StartsWith("Asante sana")));
  EXPECT_THAT(TextsOf(article),
              ElementsAre(StartsWith("Wavuvi wa ziwa"), StartsWith("Akizungumza na"),
                          StartsWith("\"Tunahitaji")));
}

TEST(CmsPage, Drupal) {
  const Article article = ReadCmsPage(kDrupalPage, "http://ndeke.example/node/4512");
  EXPECT_EQ(article.kind, PageKind::kArticle);
  EXPECT_EQ(article.title, "Bangui: les enseignants en grève illimitée");
  EXPECT_THAT(article.byline, ElementsAre("Fiacre Mbanga")) << "who signs, not who pressed the key";
  EXPECT_EQ(PublishedOf(article), "2024-01-08T14:35:00");
  EXPECT_EQ(article.section, "Société");
  EXPECT_THAT(TextsOf(article),
              ElementsAre(StartsWith("Les enseignants"), StartsWith("« Tokofuta biso nini"),
                          StartsWith("Le gouvernement a promis")));
}

TEST(CmsPage, Wordpress) {
  const Article article = ReadCmsPage(kWordpressPage, "https://fleuve.example/2024/04/13/franc/");
  EXPECT_EQ(article.kind, PageKind::kArticle);
  EXPECT_EQ(article.title, "RDC : le franc congolais se stabilise face au dollar");
  EXPECT_EQ(article.agency, "ACP");
  EXPECT_EQ(article.section, "Économie");
  EXPECT_EQ(article.language, "fr") << "whatever the template's lang says";
  EXPECT_THAT(article.tags, ElementsAre("BCC", "Dollar"));
  EXPECT_EQ(article.lead_image->href(),
            "https://fleuve.example/wp-content/uploads/2024/04/franc.jpg");
  EXPECT_THAT(article.comments, ElementsAre(StartsWith("Enfin une bonne")));
  EXPECT_THAT(TextsOf(article),
              ElementsAre(StartsWith("Kinshasa, 13 avril 2024"), StartsWith("Selon le gouverneur"),
                          StartsWith("Nous restons"), StartsWith("Sur le marché")));
}

// The same mark-up round an "About us" page, which is neither dated nor signed.
TEST(CmsPage, AShortPageThatIsNoNewsIsNoArticle) {
  const Article article = ReadCmsPage(
      "<html lang=fr><title>Qui sommes-nous</title><body><article><h1>Qui sommes-nous</h1><p>Le "
      "Journal du Fleuve paraît à Kinshasa depuis vingt ans. Notre rédaction compte douze "
      "journalistes et des correspondants dans toutes les provinces du pays. Nous écrire : BP "
      "12.</p></article></body>",
      "https://fleuve.example/qui-sommes-nous/");
  EXPECT_EQ(article.kind, PageKind::kOther);
  EXPECT_THAT(article.byline, IsEmpty());
}

}  // namespace
}  // namespace kiosque
