#include "parser/body_cue_tables.h"

namespace kiosque {
namespace {

// A class value is cut at everything but letters and at inner capitals, and read as lower-case
// words; two words in a row are also tried joined ("entry-content", "entryContent" and
// "entrycontent" are one name).
constexpr NameRow kNameTable[] = {
    {ClassCue::kBody,
     "articlebody- articletext- articlecontent- entrycontent- entrybody- entrytext- postcontent- "
     "postbody- "
     "posttext- storybody- storycontent- storytext- bodytext- bodycontent- textbody- contentbody- "
     "articlecopy- "
     "bodycopy- newstext- newscontent- newsbody- contenttext- maintext- blogcontent- "
     "singlecontent- "
     "fieldnamebody textebody artikeltext- textoarticulo articlepage- corpsarticle textearticle"},
    {ClassCue::kContent,
     "content contents article articles artikel articulo articolo artigo post story entry main "
     "maincontent- "
     "news hentry pagecontent single blog beitrag actu contenu inhalt contenido conteudo"},
    {ClassCue::kText,
     "text texte texto testo body copy richtext- paragraph- para wysiwyg prose rte wpblock "
     "markdown "
     "editor editorial longform absatz fliesstext formatted"},
    {ClassCue::kLead,
     "lead leadin leadtext lede dek deck chapo chapeau standfirst intro introduction introtext "
     "summary "
     "excerpt subtitle subheadline subheading subhead subtitulo soustitre sapo abstract vorspann "
     "anreisser "
     "anleser entradilla bajada sumario preamble ingress ledtext description teasertext resume "
     "accroche manchet "
     "perex sommario occhiello kurztext zusammenfassung antetitulo copete synopsis strapline"},
    {ClassCue::kTitle,
     "title headline heading titre titulo titel titolo header1 entrytitle overline kicker hed"},
    {ClassCue::kAuthor,
     "author- byline- bylines bio biography contributor- writer auteur- autor- autore signature "
     "signatur "
     "journalist- reporter- vcard profile avatar gravatar redacteur verfasser person staff"},
    {ClassCue::kDate,
     "date dates datetime time timestamp dateline datum fecha published publish- pubdate updated "
     "posted "
     "meta metadata info postmeta entrymeta articlemeta infos posttime lastmodified readingtime"},
    {ClassCue::kCaption,
     "caption- captions legend legende credit- credits bildunterschrift bildtext copyright- "
     "figcaption "
     "imagetext source pie- fotograf photographer didascalia bildnachweis documents"},
    {ClassCue::kMedia,
     "figure image images img photo- picture- pic bild media gallery- galerie- slideshow- "
     "diaporama video- "
     "player- audio- podcast- thumbnail thumb lightbox illustration asset jwplayer- videojs"},
    {ClassCue::kShare,
     "share- sharing- shares social- socials follow- facebook twitter whatsapp- telegram- partage- "
     "partager addtoany- sharedaddy addthis- fb pinterest linkedin teilen compartir compartilhar "
     "condividi "
     "sharethis a2a ssba heateor shariff some bookmark- reactions likes like"},
    {ClassCue::kRelated,
     "related- relat recommend- recommendation- similar- more morelinks morefrom readmore- "
     "readnext "
     "readalso lireaussi alirea aussi alsoread- seealso- outbrain taboola- trending- popular- "
     "latest- recent- mostread- "
     "mostpopular- suggest- suggested next nextpost prev previous crp yarpp- mehr weitere upnext- "
     "youmaylike- "
     "relacionad- verwandt- liees lies suite interstitial inlinepromo linkbox internallink- "
     "otherarticles "
     "topstories- mgid zergnet revcontent crossref morenews furtherreading onward"},
    {ClassCue::kNav,
     "nav navi navbar- navigation- menu- submenu breadcrumb- crumb- toolbar- pagination- pager- "
     "pagenav- topbar- tabs tab skip skiplink- jump dropdown- megamenu- sitemap hamburger "
     "offcanvas- "
     "brotkrumen filariane"},
    {ClassCue::kHeader, "header masthead- siteheader- banner hero- top pageheader kopf"},
    {ClassCue::kFooter,
     "footer- foot bottom colophon legal disclaimer- imprint impressum mentions siteinfo endnote- "
     "postfooter articlefooter entryfooter"},
    {ClassCue::kSidebar,
     "sidebar- aside widget- widgets rail rightrail- leftrail- rightcol- leftcol- secondary "
     "complementary sticky- "
     "marginal- sidecol- tertiary rightcolumn- siderail"},
    {ClassCue::kAd,
     "ad ads adv advert- advertisement- advertorial sponsor- sponsored- promo- promotion- dfp gpt "
     "anzeige- werbung- publicite pub pubs publicidad- affiliate- outstream- commercial- partner- "
     "adslot- "
     "adbox- adunit- adcontainer- adwrapper- adsense- adsbygoogle reklam- reklama cta- offer- "
     "shop- "
     "product- price- buy leaderboard- billboard- skyscraper mpu teads doubleclick marketing"},
    {ClassCue::kNewsletter,
     "newsletter- subscribe- subscription- signup- optin- mailchimp- mcwp- mailpoet register "
     "registration "
     "login- signin emailform- abo abonnement- abonnez infolettre mailing- convertkit- enews "
     "inscription notify"},
    {ClassCue::kPaywall,
     "paywall- premium- donate- donation- piano- regwall- paid- locked- metered- membership- "
     "gate- barrier- support- contribute- plus subscriber- unlock-"},
    {ClassCue::kComment,
     "comment- comments disqus- discussion- reply replies respond commentaire- kommentar- "
     "livefyre- "
     "thread- coral- spotim- viafoura- comentario- forum- leserbriefe commentlist- usercomment- "
     "reader-"},
    {ClassCue::kCookie,
     "cookie- consent- gdpr- privacy- ccpa- onetrust- cmp cmplz- didomi- sourcepoint- cookiebot- "
     "usercentrics- "
     "datenschutz- notice- rgpd- eupopup optanon-"},
    {ClassCue::kTags,
     "tag tags taglist- tagcloud- tagged taglinks- category- categories- catlinks cat topic topics "
     "keyword- labels "
     "taxonomy- themen- thema schlagworte- schlagwort rubrique- rubrik- motscles etiquetas- terms "
     "hashtag- "
     "posttags- entrytags- articletags- section-label"},
    {ClassCue::kHidden,
     "hidden hide invisible- sronly screenreader- visuallyhidden- offscreen- modal- popup- "
     "popover- overlay- "
     "tooltip- dialog- printonly print noprint- displaynone nodisplay toast- lightbox- collapsed "
     "mobileonly "
     "drawer- flyout- snackbar-"},
    {ClassCue::kQuote,
     "pullquote- pullout- pulledquote quote quotes blockquote- zitat- citation- cite exergue- "
     "quotation- "
     "destacado epigraph"},
    {ClassCue::kEmbed,
     "embed- embedded- tweet- twittertweet instagram- tiktok- youtube- oembed- iframe- html- "
     "widgetembed socialembed"},
    {ClassCue::kBox,
     "box infobox- factbox- sidebarbox faq- note notes callout- encadre- kasten highlight- "
     "highlights keypoints- "
     "takeaway- keytakeaways- panel- module- alert- accordion- infokasten- hintergrund- factfile- "
     "aparte- inset- "
     "fact- facts tip tips"},
    {ClassCue::kContents,
     "toc tableofcontents- ez- lwptoc sommaire inhaltsverzeichnis- indice jumplinks- outline"},
    {ClassCue::kList,
     "card- cards grid- list listing- lists item items tile- tiles carousel- slider- swiper- feed "
     "feeds stream- "
     "river- archive- teaser- teasers collection- loop stack- row rows slick- owl- slide slides "
     "flickity- "
     "ticker- marquee- postlist- newslist-"},
    {ClassCue::kForm,
     "form- search- input- field fields select- filter- rating- ratings vote- poll- survey- quiz- "
     "captcha- "
     "feedback- report- calculator- stars"},
    {ClassCue::kButton,
     "button- btn- link links icon- icons action- actions toggle- control- controls tool- tools"},
};

constexpr PhraseRow kPhrases[] = {
    {TextCue::kRelated,
     "read more|read also|also read|read next|read the full|see also|see more|view more|learn "
     "more|more from|more on|"
     "more stories|more about|related|recommended|recommended for you|suggested|you may also|you "
     "might also|"
     "you may like|don t miss|up next|next article|previous article|next post|previous post|click "
     "here|"
     "continue reading|keep reading|check out|must read|also on|further reading|lire aussi|à "
     "lire|a lire|à lire aussi|"
     "lisez aussi|lire également|à lire également|à voir|voir aussi|à voir aussi|sur le même "
     "sujet|lire la suite|"
     "à découvrir|pour aller plus loin|en savoir plus|articles liés|articles similaires|article "
     "précédent|"
     "article suivant|dans la même rubrique|plus d articles|vous aimerez aussi|à consulter|lire l "
     "article|"
     "retrouvez aussi|mehr zum thema|lesen sie auch|lesen sie mehr|lesen sie hier|auch "
     "interessant|mehr dazu|"
     "das könnte|siehe auch|weiterlesen|mehr lesen|mehr erfahren|weitere artikel|weitere "
     "informationen|"
     "weitere nachrichten|ähnliche artikel|ähnliche beiträge|zum thema|lest auch|mehr aus|mehr "
     "über|"
     "passend dazu|hier geht es|vorheriger|nächster|zurück|leer también|lea también|lee también|te "
     "puede interesar|"
     "te puede|más información|ver también|puedes leer|noticias relacionadas|artículos "
     "relacionados|leer más|"
     "sigue leyendo|leia também|leia mais|veja também|saiba mais|veja mais|continua "
     "depois|notícias relacionadas|"
     "soma pia|soma zaidi|soma kwa|habari zinazohusiana|leggi anche|leggi di più|lees ook|lees "
     "meer|lees verder|"
     "läs mer|läs också|les også|les mer|læs også|læs mere|čtěte také|czytaj także|czytaj "
     "też|czytaj więcej|"
     "zobacz także|zobacz też|baca juga|simak juga|xem thêm|đọc thêm|ilgili haberler|ayrıca okuyun|"
     "читайте также|читать далее|по теме|смотрите также|читайте|اقرأ أيضا|إقرأ أيضا|اقرأ أيضًا|اقرأ "
     "المزيد|"
     "مواضيع ذات صلة|شاهد أيضا|المزيد|関連記事|関連|続きを読む|あわせて|관련기사|관련 "
     "기사|相关|延伸阅读|相关阅读|अधिक पढ़ें|यह भी पढ़ें"
     "|funda olunye udaba|funda futhi|funda kabanzi|soma hapa|soma hii pia"
     "|habari zaidi|kwa habari zaidi|soma inkuru|inkuru bijyanye|izindi nkuru"
     "|karanta kuma|ku karanta|karin bayani|labarai masu alaka|vakio koa|hamaky koa"
     "|akhri sidoo kale|sidoo kale akhri|akhriso|tanga mpe|tanga lisusu|jàngal itam"
     "|lees nog|lees volgende|ተጨማሪ ያንብቡ|sur le même thème|dans le même sujet"
     "|voir plus|lire plus|lisez également|mais notícias|mais sobre|ver más"
     "|lea además"},
    {TextCue::kSection,
     "most read|most popular|most viewed|top stories|latest news|latest|trending|popular|editors "
     "picks|"
     "editor s picks|breaking news|les plus lus|les plus|dernières nouvelles|à la "
     "une|actualités|meistgelesen|"
     "neueste|top themen|aktuelle|lo más leído|lo más|últimas noticias|mais lidas|últimas "
     "notícias|más noticias|"
     "najnowsze|populer|terpopuler|самое читаемое|الأكثر قراءة|آخر الأخبار|in case you "
     "missed|featured|explore|"
     "what to read next|our picks|sponsored stories|around the web|from the web|you may have "
     "missed"},
    {TextCue::kShare,
     "share|share this|share on|share via|partager|partagez|partager sur|teilen|artikel "
     "teilen|beitrag teilen|"
     "compartir|comparte|compartilhar|compartilhe|condividi|tweet|tweeter|facebook|twitter|"
     "whatsapp|telegram|pinterest|"
     "linkedin|reddit|flipboard|email|e mail|mail|print|copy link|copy url|link "
     "kopieren|drucken|imprimer|imprimir|envoyer|"
     "follow us|follow|suivez nous|suivez|rejoignez|rejoindre|join our|join us|folgen sie|folge "
     "uns|síguenos|"
     "siga|seguici|rejoignez nous|notre chaîne|our channel|our "
     "whatsapp|bagikan|поделиться|подписывайтесь|شارك|"
     "شاركها|シェア|ツイート|공유|分享|dela|del på|merken|gift this|bookmark|save|like "
     "this|jaa|sambaza"
     "|permalink|permalien|enlace permanente|link permanente"},
    {TextCue::kNewsletter,
     "subscribe|sign up|newsletter|newsletters|abonnez vous|abonnez|abonnieren|inscrivez "
     "vous|inscrivez|s abonner|"
     "s inscrire|suscríbete|suscribirse|assine|inscreva|register|jetzt abonnieren|iscriviti|get "
     "the latest|"
     "delivered to your inbox|in your inbox|your inbox|your email|email address|votre "
     "adresse|votre email|"
     "ihre e mail|deine e mail|tu correo|seu email|download the app|get the app|download "
     "our|téléchargez|unsubscribe|"
     "thank you for subscribing|get our|by signing up|recevez|receive our|get "
     "notified|notifications|"
     "daily newsletter|weekly newsletter|stay up to date|stay informed|restez informé|push "
     "nachrichten|подпишитесь"
     "|infolettre|notre newsletter|boletín|boletim|get in touch|got a story"
     "|got a news tip|have a story|do you have a story|send us your|for more stories"
     "|for more news|never miss|keine neuigkeiten|nichts mehr verpassen"
     "|lust auf mehr|jiunge "
     "nasi|jiandikishe|bhalisela|メールマガジン|メルマガ|ニュースレター|뉴스레터|订阅"},
    {TextCue::kPaywall,
     "log in|login|sign in|anmelden|registrieren|connectez vous|se connecter|already a "
     "subscriber|already have an account|"
     "déjà abonné|réservé aux abonnés|article réservé|accédez|identifiez vous|iniciar "
     "sesión|entrar|"
     "support us|donate|become a member|faites un don|soutenez|support our|free trial|subscribers "
     "only|"
     "subscriber only|premium|jetzt testen|weiterlesen mit|zugang|hier anmelden|create "
     "account|create an account|"
     "start your free|unlimited access|this article is for|to continue reading|pour lire la "
     "suite|il vous reste|"
     "subscribe to read|subscribe now|choose your plan|jetzt lesen|kostenlos|unterstützen sie|make "
     "a donation"
     "|会員登録|有料会員|無料会員|会員限定|ログイン|続きを読むには|로그인|구독|会员|登录|contenu "
     "réservé"
     "|la suite est réservée|exclusif abonnés|abonnez vous pour lire"
     "|exclusivo para suscriptores|exclusivo para assinantes|conteúdo exclusivo"},
    {TextCue::kCookie,
     "cookie|cookies|consent|privacy policy|privacy|gdpr|datenschutz|datenschutzerklärung|terms of "
     "use|"
     "terms of service|terms and conditions|terms|conditions générales|politique de "
     "confidentialité|"
     "confidentialité|einwilligung|aviso legal|política de privacidad|política de "
     "privacidade|accept all|"
     "tout accepter|alle akzeptieren|we use|manage preferences|externer inhalt|externe "
     "inhalte|drittanbieter|"
     "this content is hosted|impressum|agb|nutzungsbedingungen|mentions légales|personenbezogene|"
     "protected by recaptcha|javascript|browser|enable javascript|your browser"
     "|erst wenn sie|um den inhalt|inhalt laden|inhalte anzeigen|inhalt anzeigen"
     "|datenschutzbestimmungen|afficher le contenu|accepter et afficher"
     "|click to load|to view this content|cargar el contenido"},
    {TextCue::kCopyright,
     "copyright|all rights reserved|rights reserved|tous droits réservés|tous droits|alle rechte|"
     "todos los derechos|todos os direitos|tutti i diritti|reproduction interdite|may not be "
     "published|"
     "may not be reproduced|without permission|all content|alle rechte vorbehalten|materiały|все "
     "права"},
    {TextCue::kComment,
     "comments|comment|leave a reply|leave a comment|post a comment|add a comment|no comments|view "
     "comments|"
     "show comments|join the conversation|join the discussion|commentaires|commentaire|laisser un "
     "commentaire|"
     "ajouter un commentaire|votre commentaire|kommentare|kommentar|kommentar "
     "schreiben|kommentieren|"
     "schreibe einen kommentar|diskutieren|comentarios|comentario|comentar|comentários|deja un "
     "comentario|"
     "deja una respuesta|deixe um comentário|commenti|reply|répondre|antworten|responder|what do "
     "you think|"
     "your comment|says|sagt|dit|said "
     "on|replies|reactions|reacties|комментарии|تعليقات|コメント|댓글|评论|"
     "logged in|must be logged|komentar|komentarze|andika maoni|maoni"
     "|charte de modération|comment policy|commenting policy|os comentários"
     "|los comentarios|les commentaires|die kommentare|toa maoni"},
    {TextCue::kCaption,
     "photo|photos|photograph|image|images|image "
     "credit|foto|fotos|bild|bilder|picture|crédit|crédits|credit|getty|"
     "getty images|shutterstock|istock|afp via|ap photo|file photo|picture "
     "alliance|imago|pixabay|unsplash|"
     "photo by|image source|credits|bildquelle|fotocredit|illustration|d "
     "r|screenshot|courtesy|photographer|"
     "graphic|grafik|infographic|quelle|vergrößern|enlarge|enlarge image|cliquez|zoom|© "
     "|wikimedia|foto de|صورة|写真|사진"
     "|beitragsbild|titelbild|abbildung|symbolbild|symbolfoto|archivbild|archivfoto"
     "|photo d archives|photo d illustration|image d illustration|archive photo"
     "|handout|foto de archivo|foto ilustrativa|foto arquivo|foto divulgação|picha"
     "|isithombe|ảnh|kuva"},
    {TextCue::kByline,
     "by|written by|author|authors|auteur|autor|autorin|par|publié par|rédigé par|posted by|text "
     "by|reporting by|"
     "editing by|additional reporting|about the author|about|propos de l auteur|à propos|über den "
     "autor|von|por|di|"
     "door|av|oleh|автор|بقلم|follow the author|contributor|contributors|correspondent|staff "
     "writer|editor|"
     "rédaction|redaktion|redacción|redação|redazione|reporter|journalist|journaliste|envoyé "
     "spécial|"
     "is a writer|is a reporter|is a freelance|is the author|writes about|na mwandishi|view all "
     "posts|more articles by|"
     "more posts|all articles by|contact the author|author bio|reported by|written|reviewed "
     "by|medically reviewed|fact checked"},
    {TextCue::kDate,
     "published|updated|last updated|last modified|posted on|posted|publié|publié le|mis à "
     "jour|mise à jour|modifié|"
     "veröffentlicht|aktualisiert|stand|erschienen|publicado|actualizado|atualizado|pubblicato|min "
     "read|"
     "minute read|minutes read|mins read|min lesezeit|lesezeit|reading time|temps de lecture|min "
     "de lecture|"
     "hours ago|days ago|minutes ago|hour ago|il y a|vor "
     "stunden|uhr|hace|há|diterbitkan|опубликовано|نشر|تاريخ|"
     "created|first "
     "published|date|datum|fecha|monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|"
     "mardi|"
     "mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
     "sonntag"
     "|der beitrag wurde|dieser beitrag wurde|this entry was|this post was|posté le"
     "|ajouté le|créé le|imechapishwa"},
    {TextCue::kMonth,
     "january|february|march|april|may|june|july|august|september|october|november|december|jan|"
     "feb|mar|apr|jun|jul|aug|"
     "sep|sept|oct|nov|dec|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|"
     "novembre|décembre|"
     "januar|februar|märz|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|"
     "agosto|septiembre|"
     "octubre|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|"
     "novembro|dezembro|"
     "gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"},
    {TextCue::kAd,
     "advertisement|advertising|advertise|ad|ads|publicité|anzeige|werbung|publicidad|publicidade|"
     "pubblicità|"
     "sponsored|sponsored content|sponsorisé|contenu sponsorisé|continue reading below|story "
     "continues|"
     "article continues|article continues below|la suite après|après cette publicité|scroll to "
     "continue|reklama|реклама|"
     "iklan|affiliate|affiliate links|commission|we may earn|promoted|partner content|skip "
     "advertisement|gesponsert|"
     "buy now|shop now|add to cart|pub|إعلان|paid content|广告|広告"},
    {TextCue::kTags,
     "tags|tag|tagged|topics|topic|category|categories|filed under|mots "
     "clés|étiquettes|themen|schlagworte|"
     "schlagwörter|etiquetas|temas|in this article|related "
     "topics|keywords|catégorie|catégories|kategorie|kategorien|"
     "rubrique|rubrik|thèmes|categoría|categorías|posted in|more "
     "topics|tópicos|topik|теги|вести|الوسوم|タグ"},
    {TextCue::kMedia,
     "watch|watch now|video|listen|écouter|écoutez|audio|regarder|regardez|voir la vidéo|play|play "
     "video|podcast|"
     "slideshow|gallery|diaporama|galerie|bilderstrecke|fotostrecke|anhören|ansehen|ver "
     "video|loading|now playing|"
     "listen to this|listen to article|en images|en vidéo|view gallery|full "
     "screen|fullscreen|embed"},
    {TextCue::kNote,
     "editor s note|editors note|correction|corrections|clarification|note|this article|this "
     "story|this post|"
     "disclaimer|source|sources|with|avec|contact|originally published|this is an|ndlr|note "
     "de|hinweis|"
     "transparency|disclosure|transparenz|the views expressed|opinions expressed|les opinions|have "
     "a tip|send tips|"
     "got a|report a typo|report an error|signaler|fehler|for more information|pour plus d "
     "informations|"
     "key points|key takeaways|highlights|summary|at a glance|l essentiel|das wichtigste|table of "
     "contents|contents|"
     "inhaltsverzeichnis|sommaire|references|footnotes|notes|bibliography"},
};

}  // namespace

const std::span<const NameRow> kNameRows(kNameTable);
const std::span<const PhraseRow> kPhraseRows(kPhrases);

}  // namespace kiosque
