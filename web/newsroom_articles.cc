#include "web/newsroom_articles.h"

namespace kiosque {

namespace {

constexpr NewsroomArticle kArticles[] = {
    {.path = "/2024/04/16/pont-de-la-lukula-ouvert/",
     .published = "2024-04-16T07:15:00+01:00",
     .language = "fr",
     .section = "Transports",
     .author = "Grâce Mabiala",
     .title = "Le pont de la Lukula est ouvert à la circulation",
     .summary = "Après onze mois de travaux, les camions passent de nouveau.",
     .body = "Les premiers camions ont franchi mardi à l’aube le nouveau pont de la Lukula, onze "
             "mois après que la crue avait "
             "emporté l’ancien ouvrage. Une file de près de deux kilomètres s’était formée dès la "
             "nuit.\n"
             "« Avant, il fallait décharger, traverser en pirogue et recharger de l’autre côté », "
             "raconte Honoré Batina, "
             "transporteur. « Aujourd’hui, j’ai mis quatre minutes. »\n"
             "Le pont, long de 86 mètres, est limité à 30 tonnes. Une bascule sera installée avant "
             "la fin du mois pour "
             "contrôler les chargements, a précisé la régie des routes.\n"
             "Les commerçants du [marché central](/2024/04/12/marche-central-rouvre/) espèrent que "
             "les prix de la "
             "farine baisseront dès la semaine prochaine.",
     .first_edition = 2},
    {.path = "/2024/04/15/bana-ya-kelasi-babuku-ya-sika/",
     .published = "2024-04-15T16:40:00+01:00",
     .language = "ln",
     .section = "Kelasi",
     .author = "Dido Lokwa",
     .title = "Bana ya kelasi bazwi babuku ya sika na Mbanza-Rive",
     .summary = "Mwana moko na moko akoki sikoyo kotanga na ndako.",
     .body = "Bana ya kelasi ya ebandeli na engumba Mbanza-Rive bazwi babuku ya sika na mokolo ya "
             "mwalaka. Balakisi balobi ete "
             "babuku oyo ekosalisa bango mpo na koyekola malamu.\n"
             "Mokambi ya eteyelo, Mama Béa Ebale, alobi: « Tozali na esengo mingi. Kala, mwana "
             "nyonso azalaki te na buku na "
             "ye. Lelo, moko na moko akoki kotanga na ndako. »\n"
             "Baboti mpe basalaki likita na sima. Basengi ete batia mpe bamesa ya sika na "
             "bakelasi, mpo bana mingi bazali "
             "kofanda na nse.\n"
             "Mosala ya kokabola babuku ekokoba na bamboka mosusu ya pembenipembeni na poso oyo "
             "ekoya. Motuka ya liboso "
             "ekokende na mokolo ya mosala ya liboso."},
    {.path = "/2024/04/14/finale-du-championnat-de-quartier/",
     .published = "2024-04-14T19:05:00+01:00",
     .language = "fr",
     .section = "Sports",
     .author = "Patou Nzeza",
     .title = "Les Hirondelles remportent la finale du championnat de quartier",
     .summary = "Un but à la 88e minute a départagé les deux équipes.",
     .body = "Il a fallu attendre la 88e minute pour que la finale bascule. D’une reprise de "
             "volée, la capitaine Merveille "
             "Kiala a offert aux Hirondelles leur premier titre, devant quelque trois mille "
             "spectateurs.\n"
             "Les Crocodiles, tenantes du titre, avaient pourtant dominé la première période, "
             "touchant deux fois le poteau. « Le "
             "football est cruel, mais elles méritent leur coupe », a reconnu leur entraîneur, "
             "Alain Mbumba.\n"
             "La recette du match, environ 900 000 francs, servira à refaire l’éclairage du stade. "
             "Le prochain championnat "
             "débutera en septembre, avec douze équipes au lieu de huit.",
     .validators = false},
    {.path = "/2024/04/13/wakulima-wa-mihogo-mashine/",
     .published = "2024-04-13T11:20:00+01:00",
     .language = "sw",
     .section = "Kilimo",
     .author = "Neema Salumu",
     .title = "Wakulima wa mihogo wapata mashine mpya ya kusaga",
     .summary = "Ushirika wa wanawake umenunua mashine kwa akiba yao wenyewe.",
     .body =
         "Ushirika wa wakulima wa mihogo wa Mbanza-Rive umezindua mashine mpya ya kusaga unga siku "
         "ya Jumamosi. Mashine "
         "hiyo inaweza kusaga magunia arobaini kwa siku moja.\n"
         "Mwenyekiti wa ushirika, Bi Asha Mwamba, alisema kwamba wanawake wengi walikuwa "
         "wakitembea zaidi ya saa mbili "
         "kwenda kusaga unga wao. « Sasa watoto wetu watarudi shuleni badala ya kubeba mizigo », "
         "aliongeza.\n"
         "Fedha za kununua mashine zilitokana na akiba ya wanachama wenyewe kwa muda wa miaka "
         "mitatu. Hakuna mkopo "
         "uliochukuliwa.\n"
         "Ushirika unapanga kununua gari dogo mwaka ujao ili kupeleka unga moja kwa moja sokoni."},
    {.path = "/2024/04/12/marche-central-rouvre/",
     .published = "2024-04-12T08:30:00+01:00",
     .language = "fr",
     .section = "Économie",
     .author = "Grâce Mabiala",
     .title = "Le marché central rouvrira lundi après huit mois de travaux",
     .summary = "Les 640 étals ont été réattribués par tirage au sort public.",
     .body = "Les grilles du marché central de Mbanza-Rive s’ouvriront de nouveau lundi matin, "
             "huit mois après l’incendie qui "
             "avait détruit la moitié des étals. La mairie a présenté vendredi les nouvelles "
             "halles aux commerçantes.\n"
             "Les travaux ont coûté 42 millions de francs, payés pour un tiers par les vendeuses "
             "elles-mêmes. Les 640 places ont "
             "été réattribuées par un tirage au sort public, filmé de bout en bout.\n"
             "## De l’eau à chaque allée\n"
             "« Nous avons enfin de l’eau à chaque allée », se réjouit Maman Clarisse, qui vend du "
             "poisson fumé depuis "
             "trente ans. Des extincteurs ont été posés tous les vingt mètres.\n"
             "Reste la question de l’accès : tant que [le pont de la "
             "Lukula](/2024/03/22/pont-de-la-lukula-retard/) n’est "
             "pas ouvert, la farine arrive par pirogue et coûte plus cher.",
     .old_sentence = "Les travaux ont coûté 42 millions de francs",
     .new_sentence = "Les travaux ont coûté 24 millions de francs",
     .corrected = "2024-04-16T08:15:00+01:00",
     .validators = false},
    {.path = "/2024/04/10/bibliotheque-ambulante/",
     .published = "2024-04-10T14:00:00+01:00",
     .language = "fr",
     .section = "Culture",
     .author = "Émile Ngoma",
     .title = "Une bibliothèque ambulante remonte le fleuve",
     .summary = "Deux mille livres à bord d’une ancienne baleinière.",
     .body = "Elle s’appelle « Mikanda », elle mesure quatorze mètres et transporte deux mille "
             "livres. L’ancienne baleinière, "
             "repeinte en bleu, accostera chaque mois dans neuf villages du fleuve.\n"
             "À bord, deux bibliothécaires prêtent romans, manuels et bandes dessinées, en "
             "français, en lingala et en "
             "swahili. L’abonnement est gratuit pour les élèves.\n"
             "« Le premier jour, une fillette a lu deux albums d’affilée, debout dans l’eau "
             "jusqu’aux chevilles, parce "
             "qu’elle ne voulait pas attendre son tour », raconte Émérence Tola, à l’origine du "
             "projet.\n"
             "Les dons de livres sont reçus au port tous les samedis matin.",
     .latin1 = true},
    {.path = "/2024/04/08/masuwa-ya-sika-na-libongo/",
     .published = "2024-04-08T09:45:00+01:00",
     .language = "ln",
     .section = "Mobembo",
     .author = "Dido Lokwa",
     .title = "Masuwa ya sika ekomi na libongo ya Mbanza-Rive",
     .summary = "Sikoyo mobembo ekozala mokolo nyonso.",
     .body = "Masuwa moko ya sika, nkombo na yango Elikya, ekomi na libongo ya Mbanza-Rive na "
             "mokolo ya poso. Ekoki komema "
             "bato nkama mibale na biloko ebele.\n"
             "Bato ya mombongo basepeli mingi. Kala, bazalaki kozela mikolo misato mpo na kokatisa "
             "ebale. Sikoyo mobembo ekozala "
             "mokolo nyonso, na ntongo mpe na mpokwa.\n"
             "Kapiteni Jean Ebaka alobi ete bakotia bilamba ya kobikisa bato na masuwa mobimba. « "
             "Bomoi ya bato ezali "
             "liboso », wana maloba na ye.\n"
             "Motuya ya tike ezali nkoto mitano mpo na mokolo, mpe nkoto mibale mpo na mwana."},
    {.path = "/2024/04/05/coupure-d-eau-trois-quartiers/",
     .published = "2024-04-05T06:50:00+01:00",
     .language = "fr",
     .section = "Société",
     .author = "La rédaction",
     .title = "Une panne prive d’eau trois quartiers",
     .summary = "La régie promet un retour à la normale en soirée.",
     .body = "Les robinets sont à sec depuis jeudi soir à Kinsuka, Mboka et Plateau. Selon la "
             "régie des eaux, une pompe de la "
             "station de captage a cédé, et la pièce de rechange est attendue dans la journée.\n"
             "Des camions-citernes desservent les trois quartiers depuis l’aube. Chaque ménage a "
             "droit à deux bidons.\n"
             "Le retour à la normale est promis pour vendredi soir, « sauf nouvelle difficulté », "
             "précise la régie.",
     .last_edition = 1},
    {.path = "/2024/03/28/vijana-wasafisha-mto/",
     .published = "2024-03-28T15:30:00+01:00",
     .language = "sw",
     .section = "Mazingira",
     .author = "Neema Salumu",
     .title = "Vijana wasafisha kingo za mto",
     .summary = "Tani tatu za taka za plastiki zimekusanywa kwa siku mbili.",
     .body = "Vijana zaidi ya mia mbili walikusanyika mwishoni mwa wiki kusafisha kingo za mto. "
             "Kwa siku mbili walikusanya tani "
             "tatu za taka za plastiki, wengi wao wakitumia mikono na ndoo tu.\n"
             "« Tulipokuwa watoto, maji haya yalikuwa safi, tuliogelea hapa », alisema Baraka "
             "Ilunga, mmoja wa waandaaji. "
             "« Tunataka wadogo zetu waweze kuogelea pia. »\n"
             "Chupa zilizokusanywa zitauzwa kwa kiwanda kimoja kinachotengeneza mabomba. Fedha "
             "zitakazopatikana zitanunua mapipa "
             "ya taka kwa ajili ya soko.\n"
             "Zoezi hilo litarudiwa kila mwezi, Jumamosi ya mwisho."},
    {.path = "/2024/03/22/pont-de-la-lukula-retard/",
     .published = "2024-03-22T17:10:00+01:00",
     .language = "fr",
     .section = "Transports",
     .author = "Grâce Mabiala",
     .title = "Pont de la Lukula : encore trois semaines de retard",
     .summary = "Les poutres métalliques sont restées bloquées au port.",
     .body =
         "Le nouveau pont de la Lukula ne sera pas prêt fin mars. Les dernières poutres "
         "métalliques, bloquées au port "
         "faute de grue, n’arriveront pas sur le chantier avant dix jours.\n"
         "« Nous visons la mi-avril, si la pluie nous laisse travailler », indique l’ingénieure "
         "Solange Mavungu, qui dirige "
         "les travaux. Les piles et les culées sont achevées depuis février.\n"
         "En attendant, les pirogues continuent d’assurer la traversée, pour 500 francs par "
         "personne et 2 000 francs par "
         "sac de farine.\n"
         "Les élèves de la rive gauche, eux, sont dispensés des cours du matin les jours de crue."},
    {.path = "/2024/03/15/campagne-de-vaccination/",
     .published = "2024-03-15T10:00:00+01:00",
     .language = "fr",
     .section = "Santé",
     .author = "Émile Ngoma",
     .title = "Vaccination : neuf enfants sur dix ont reçu leur dose",
     .summary = "Les équipes mobiles ont visité quarante et un villages.",
     .body =
         "La campagne de vaccination contre la rougeole s’est achevée vendredi avec un taux de "
         "couverture de 91 %, a "
         "annoncé la zone de santé de Mbanza-Rive. C’est onze points de plus qu’il y a deux ans.\n"
         "Les équipes mobiles ont visité quarante et un villages, souvent à moto, parfois à pied. "
         "« Le plus difficile, "
         "c’est de garder les vaccins au froid », explique l’infirmier Trésor Mwanza.\n"
         "Un rattrapage aura lieu en mai pour les familles absentes. Il suffit de se présenter au "
         "centre de santé avec le "
         "carnet de l’enfant."},
    {.path = "/2024/03/04/lumiere-solaire-au-marche-de-nuit/",
     .published = "2024-03-04T20:15:00+01:00",
     .language = "fr",
     .section = "Énergie",
     .author = "Patou Nzeza",
     .title = "Le marché de nuit s’éclaire au soleil",
     .summary = "Soixante lampadaires solaires ont été allumés lundi.",
     .body = "Soixante lampadaires solaires ont été allumés lundi soir le long de l’avenue du "
             "Port. Les vendeuses de beignets, "
             "qui travaillaient à la lampe à pétrole, ont applaudi.\n"
             "Les batteries sont enterrées dans des coffres de béton pour décourager les voleurs. "
             "Une association de quartier, "
             "formée par l’installateur, en assure l’entretien.\n"
             "« On voit la monnaie, on voit les visages, et on ferme deux heures plus tard », "
             "résume Mireille Kanda, derrière sa "
             "poêle. Le chiffre d’affaires de la rue aurait augmenté d’un quart en une semaine."},
};

}  // namespace

std::span<const NewsroomArticle> NewsroomArticles() {
  return kArticles;
}

}  // namespace kiosque
