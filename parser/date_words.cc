#include "parser/date_words.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_set>
#include <utility>
#include <vector>

#include "parser/word_index.h"

namespace kiosque {
namespace {

// U+00C0 … U+017F without diacritics; '*' stands for itself (no Latin base letter that a date would
// use).
constexpr std::string_view kLatinBase =
    "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo*ouuuuypy"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kLatinBase.size() == 0x180 - 0xC0);

struct MonthNames {
  std::string_view language;
  std::array<std::string_view, 12> names;  // alternatives separated by '|', folded
};

// In order of preference for a word that several languages share.
constexpr MonthNames kMonths[] = {
    {"en",
     {"january|jan", "february|feb|febr", "march|mar", "april|apr", "may", "june|jun", "july|jul",
      "august|aug", "september|sept|sep", "october|oct", "november|nov", "december|dec"}},
    {"fr",
     {"janvier|janv|jan", "fevrier|fevr|fev", "mars|mar", "avril|avr", "mai", "juin",
      "juillet|juil", "aout", "septembre|sept|sep", "octobre|oct", "novembre|nov", "decembre|dec"}},
    {"es",
     {"enero|ene", "febrero|feb", "marzo|mar|mzo", "abril|abr", "mayo|may", "junio|jun",
      "julio|jul", "agosto|ago", "septiembre|setiembre|sept|sep", "octubre|oct", "noviembre|nov",
      "diciembre|dic"}},
    {"pt",
     {"janeiro|jan", "fevereiro|fev", "marco|mar", "abril|abr", "maio|mai", "junho|jun",
      "julho|jul", "agosto|ago", "setembro|set", "outubro|out", "novembro|nov", "dezembro|dez"}},
    {"it",
     {"gennaio|gen", "febbraio|febb|feb", "marzo|mar", "aprile|apr", "maggio|mag", "giugno|giu",
      "luglio|lug", "agosto|ago", "settembre|sett|set", "ottobre|ott", "novembre|nov",
      "dicembre|dic"}},
    {"de",
     {"januar|janner|jaenner|jan", "februar|feber|feb", "marz|maerz|mrz|mar", "april|apr", "mai",
      "juni|jun", "juli|jul", "august|aug", "september|sept|sep", "oktober|okt", "november|nov",
      "dezember|dez"}},
    {"nl",
     {"januari|jan", "februari|feb", "maart|mrt", "april|apr", "mei", "juni|jun", "juli|jul",
      "augustus|aug", "september|sept|sep", "oktober|okt", "november|nov", "december|dec"}},
    {"sv",
     {"januari|jan", "februari|feb", "mars|mar", "april|apr", "maj", "juni|jun", "juli|jul",
      "augusti|aug", "september|sep", "oktober|okt", "november|nov", "december|dec"}},
    {"da",
     {"januar|jan", "februar|feb", "marts|mar", "april|apr", "maj", "juni|jun", "juli|jul",
      "august|aug", "september|sep", "oktober|okt", "november|nov", "december|dec"}},
    {"no",
     {"januar|jan", "februar|feb", "mars|mar", "april|apr", "mai", "juni|jun", "juli|jul",
      "august|aug", "september|sep", "oktober|okt", "november|nov", "desember|des"}},
    {"pl",
     {"stycznia|styczen|sty", "lutego|luty|lut", "marca|marzec|mar", "kwietnia|kwiecien|kwi",
      "maja|maj", "czerwca|czerwiec|cze", "lipca|lipiec|lip", "sierpnia|sierpien|sie",
      "wrzesnia|wrzesien|wrz", "pazdziernika|pazdziernik|paz", "listopada|listopad|lis",
      "grudnia|grudzien|gru"}},
    {"cs",
     {"leden|ledna|led", "unor|unora|uno", "brezen|brezna|bre", "duben|dubna|dub",
      "kveten|kvetna|kve", "cerven|cervna|cer", "cervenec|cervence|cvc", "srpen|srpna|srp",
      "zari|zar", "rijen|rijna|rij", "listopad|listopadu|lis", "prosinec|prosince|pro"}},
    {"sk",
     {"januar|januara", "februar|februara", "marec|marca", "april|aprila", "maj|maja", "jun|juna",
      "jul|jula", "august|augusta", "september|septembra", "oktober|oktobra", "november|novembra",
      "december|decembra"}},
    {"hr",
     {"sijecnja|sijecanj|sij", "veljace|veljaca|vlj", "ozujka|ozujak|ozu", "travnja|travanj|tra",
      "svibnja|svibanj|svi", "lipnja|lipanj|lip", "srpnja|srpanj|srp", "kolovoza|kolovoz|kol",
      "rujna|rujan|ruj", "listopada|listopad|lis", "studenoga|studenog|studeni|stu",
      "prosinca|prosinac|pro"}},
    {"sr",
     {"januar|januara|јануар|јануара", "februar|februara|фебруар|фебруара", "mart|marta|март|марта",
      "april|aprila|април|априла", "maj|maja|мај|маја", "jun|juna|јун|јуна", "jul|jula|јул|јула",
      "avgust|avgusta|август|августа", "septembar|septembra|септембар|септембра",
      "oktobar|oktobra|октобар|октобра", "novembar|novembra|новембар|новембра",
      "decembar|decembra|децембар|децембра"}},
    {"sl",
     {"januar|januarja", "februar|februarja", "marec|marca", "april|aprila", "maj|maja",
      "junij|junija", "julij|julija", "avgust|avgusta", "september|septembra", "oktober|oktobra",
      "november|novembra", "december|decembra"}},
    {"hu",
     {"januar|jan", "februar|febr", "marcius|marc", "aprilis|apr", "majus|maj", "junius|jun",
      "julius|jul", "augusztus|aug", "szeptember|szept", "oktober|okt", "november|nov",
      "december|dec"}},
    {"ro",
     {"ianuarie|ian", "februarie|feb", "martie|mar", "aprilie|apr", "mai", "iunie|iun", "iulie|iul",
      "august|aug", "septembrie|sept|sep", "octombrie|oct", "noiembrie|noi", "decembrie|dec"}},
    {"ca",
     {"gener", "febrer", "marc", "abril", "maig", "juny", "juliol", "agost", "setembre", "octubre",
      "novembre", "desembre"}},
    {"tr",
     {"ocak|oca", "subat|sub", "mart", "nisan|nis", "mayis", "haziran|haz", "temmuz|tem",
      "agustos|agu", "eylul|eyl", "ekim|eki", "kasim|kas", "aralik|ara"}},
    {"fi",
     {"tammikuuta|tammikuu", "helmikuuta|helmikuu", "maaliskuuta|maaliskuu", "huhtikuuta|huhtikuu",
      "toukokuuta|toukokuu", "kesakuuta|kesakuu", "heinakuuta|heinakuu", "elokuuta|elokuu",
      "syyskuuta|syyskuu", "lokakuuta|lokakuu", "marraskuuta|marraskuu", "joulukuuta|joulukuu"}},
    {"et",
     {"jaanuar", "veebruar", "marts", "aprill", "mai", "juuni", "juuli", "august", "september",
      "oktoober", "november", "detsember"}},
    {"lt",
     {"sausio", "vasario", "kovo", "balandzio", "geguzes", "birzelio", "liepos", "rugpjucio",
      "rugsejo", "spalio", "lapkricio", "gruodzio"}},
    {"lv",
     {"janvaris", "februaris", "marts", "aprilis", "maijs", "junijs", "julijs", "augusts",
      "septembris", "oktobris", "novembris", "decembris"}},
    {"ru",
     {"января|январь|янв", "февраля|февраль|февр|фев", "марта|март|мар", "апреля|апрель|апр",
      "мая|май", "июня|июнь|июн", "июля|июль|июл", "августа|август|авг",
      "сентября|сентябрь|сент|сен", "октября|октябрь|окт", "ноября|ноябрь|нояб|ноя",
      "декабря|декабрь|дек"}},
    {"uk",
     {"січня|січень", "лютого|лютий", "березня|березень", "квітня|квітень", "травня|травень",
      "червня|червень", "липня|липень", "серпня|серпень", "вересня|вересень", "жовтня|жовтень",
      "листопада|листопад", "грудня|грудень"}},
    {"bg",
     {"януари", "февруари", "март", "април", "май", "юни", "юли", "август", "септември", "октомври",
      "ноември", "декември"}},
    {"el",
     {"ιανουαριου|ιαν", "φεβρουαριου|φεβ", "μαρτιου|μαρ", "απριλιου|απρ", "μαιου|μαι",
      "ιουνιου|ιουν", "ιουλιου|ιουλ", "αυγουστου|αυγ", "σεπτεμβριου|σεπ", "οκτωβριου|οκτ",
      "νοεμβριου|νοε", "δεκεμβριου|δεκ"}},
    {"ar",
     {"يناير|كانون الثاني|جانفي", "فبراير|شباط|فيفري", "مارس|اذار", "ابريل|نيسان|افريل",
      "مايو|ايار|ماي", "يونيو|يونيه|حزيران|جوان", "يوليو|يوليه|تموز|جويلية|يوليوز",
      "اغسطس|اب|اوت|غشت", "سبتمبر|ايلول|شتنبر", "اكتوبر|تشرين الاول", "نوفمبر|تشرين الثاني|نونبر",
      "ديسمبر|كانون الاول|دجنبر"}},
    {"fa",
     {"ژانویه", "فوریه", "مارس", "اوریل", "مه", "ژوئن", "ژوئیه|جولای", "اوت|اگست", "سپتامبر",
      "اکتبر", "نوامبر", "دسامبر"}},
    {"ur",
     {"جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر",
      "دسمبر"}},
    {"he",
     {"ינואר|בינואר", "פברואר|בפברואר", "מרץ|במרץ", "אפריל|באפריל", "מאי|במאי", "יוני|ביוני",
      "יולי|ביולי", "אוגוסט|באוגוסט", "ספטמבר|בספטמבר", "אוקטובר|באוקטובר", "נובמבר|בנובמבר",
      "דצמבר|בדצמבר"}},
    {"hi",
     {"जनवरी", "फरवरी|फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर|सितम्बर",
      "अक्टूबर|अक्तूबर", "नवंबर|नवम्बर", "दिसंबर|दिसम्बर"}},
    {"bn",
     {"জানুয়ারি|জানুয়ারী", "ফেব্রুয়ারি|ফেব্রুয়ারী", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট",
      "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"}},
    {"th",
     {"มกราคม|ม.ค", "กุมภาพันธ์|ก.พ", "มีนาคม|มี.ค", "เมษายน|เม.ย", "พฤษภาคม|พ.ค", "มิถุนายน|มิ.ย",
      "กรกฎาคม|ก.ค", "สิงหาคม|ส.ค", "กันยายน|ก.ย", "ตุลาคม|ต.ค", "พฤศจิกายน|พ.ย", "ธันวาคม|ธ.ค"}},
    {"id",
     {"januari|jan", "februari|pebruari|feb", "maret|mar", "april|apr", "mei", "juni|jun",
      "juli|jul", "agustus|agu|ags|agt", "september|sep", "oktober|okt", "november|nopember|nov",
      "desember|des"}},
    {"ms",
     {"januari|jan", "februari|feb", "mac", "april|apr", "mei", "jun", "julai|jul", "ogos|ogo",
      "september|sep", "oktober|okt", "november|nov", "disember|dis"}},
    {"af",
     {"januarie", "februarie", "maart", "april", "mei", "junie", "julie", "augustus", "september",
      "oktober", "november", "desember"}},
    {"sw",
     {"januari|jan", "februari|feb", "machi|mac", "aprili|apr", "mei", "juni|jun", "julai|jul",
      "agosti|ago", "septemba|sep", "oktoba|okt", "novemba|nov", "desemba|disemba|des"}},
    {"rw",
     {"mutarama", "gashyantare", "werurwe", "mata", "gicurasi|gicuransi", "kamena", "nyakanga",
      "kanama", "nzeri|nzeli", "ukwakira", "ugushyingo", "ukuboza"}},
    {"rn",
     {"nzero", "ruhuhuma", "ntwarante", "ndamukiza", "rusama", "ruheshi", "mukakaro", "myandagaro",
      "nyakanga", "gitugutu", "munyonyo", "kigarama"}},
    {"ln",
     {"yanwali|yanuali|zanvie|sanza ya yambo|sanza ya liboso",
      "febwali|febuali|fevrie|sanza ya mibale", "marsi|malasi|sanza ya misato",
      "apili|aprili|avili|sanza ya minei", "mai|sanza ya mitano", "yuni|zuwe|sanza ya motoba",
      "yuli|zuye|sanza ya nsambo|sanza ya sambo", "augusto|ogosto|sanza ya mwambe|sanza ya muambe",
      "septembe|setembe|septemba|sanza ya libwa", "okotobe|oktobe|oktoba|sanza ya zomi",
      "novembe|novemba|sanza ya zomi na moko", "desembe|desemba|sanza ya zomi na mibale"}},
    {"ha",
     {"janairu", "faburairu|febrairu", "maris", "afrilu|afirilu", "mayu", "yuni", "yuli", "agusta",
      "satumba", "oktoba", "nuwamba|nuwanba", "disamba"}},
    {"mg",
     {"janoary|janoariy", "febroary", "martsa|marsa", "aprily|avrily", "mey|may", "jona|jiona",
      "jolay|jolly|jiolay", "aogositra|aogosito", "septambra", "oktobra", "novambra", "desambra"}},
    {"wo",
     {"samwie|samwiye|sanwiye", "fewrie|fewriye|feebarye", "mars", "awril|awrel", "mee|me",
      "suwe|suwen", "sulet|sulay|sulyet", "ut", "sattumbar|satumbar|septambar", "oktoobar|oktobar",
      "nowambar|nowaambar", "desambar|desaambar"}},
    {"so",
     {"janaayo|jannaayo", "febraayo|feebraayo", "maarso|maarj", "abriil", "maajo|mey", "juun",
      "luuliyo", "agoosto|ogosto", "sebtembar|sebteembar", "oktoobar", "nofembar|nofeembar",
      "disembar|diseembar"}},
    {"zu",
     {"januwari|ujanuwari", "februwari|febhuwari|ufebhuwari", "mashi|umashi", "ephreli|uephreli",
      "meyi|umeyi", "juni|ujuni", "julayi|ujulayi", "agasti|uagasti", "septhemba|usepthemba",
      "okthoba|uokthoba", "novemba|unovemba", "disemba|udisemba"}},
};

struct WeekdayNames {
  std::string_view language;
  std::array<std::string_view, 7> names;
};

constexpr WeekdayNames kWeekdays[] = {
    {"en",
     {"monday|mon", "tuesday|tue|tues", "wednesday|wed|weds", "thursday|thu|thur|thurs",
      "friday|fri", "saturday|sat", "sunday|sun"}},
    {"fr",
     {"lundi|lun", "mardi|mar", "mercredi|mer", "jeudi|jeu", "vendredi|ven", "samedi|sam",
      "dimanche|dim"}},
    {"es",
     {"lunes|lun|lu", "martes|mar|ma", "miercoles|mie|mi", "jueves|jue|ju", "viernes|vie|vi",
      "sabado|sab|sa", "domingo|dom|do"}},
    {"pt",
     {"segunda|segunda-feira|seg", "terca|terca-feira|ter", "quarta|quarta-feira|qua",
      "quinta|quinta-feira|qui", "sexta|sexta-feira|sex", "sabado|sab", "domingo|dom"}},
    {"it",
     {"lunedi|lun", "martedi|mar", "mercoledi|mer", "giovedi|gio", "venerdi|ven", "sabato|sab",
      "domenica|dom"}},
    {"de",
     {"montag|mon|mo", "dienstag|die|di", "mittwoch|mit|mi", "donnerstag|don|do", "freitag|fre|fr",
      "samstag|sonnabend|sam|sa", "sonntag|son|so"}},
    {"nl",
     {"maandag|ma", "dinsdag|di", "woensdag|wo", "donderdag|do", "vrijdag|vr", "zaterdag|za",
      "zondag|zo"}},
    {"pl",
     {"poniedzialek|pon", "wtorek|wt", "sroda|sr", "czwartek|czw", "piatek|pt", "sobota|sob",
      "niedziela|nd|niedz"}},
    {"cs",
     {"pondeli|pon|po", "utery|ute|ut", "streda|str|st", "ctvrtek|ctv|ct", "patek|pat|pa",
      "sobota|sob|so", "nedele|ned|ne"}},
    {"ru",
     {"понедельник|пн", "вторник|вт", "среда|ср", "четверг|чт", "пятница|пт", "суббота|сб",
      "воскресенье|вс"}},
    {"ar", {"الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعة", "السبت", "الاحد"}},
    {"id", {"senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"}},
    {"sw", {"jumatatu", "jumanne", "jumatano", "alhamisi", "ijumaa", "jumamosi", "jumapili"}},
    {"ln",
     {"mosala moko|mokolo ya liboso", "mokolo ya mibale", "mokolo ya misato", "mokolo ya minei",
      "mokolo ya mitano", "mokolo ya poso|mposo", "eyenga|lomingo"}},
    {"rw",
     {"ku wa mbere", "ku wa kabiri", "ku wa gatatu", "ku wa kane", "ku wa gatanu",
      "ku wa gatandatu", "ku cyumweru"}},
    {"ha", {"litinin", "talata", "laraba", "alhamis", "juma'a", "asabar", "lahadi"}},
    {"mg",
     {"alatsinainy", "talata", "alarobia", "alakamisy", "zoma", "sabotsy|asabotsy", "alahady"}},
};

struct RelativeNames {
  RelativeWord meaning;
  std::string_view words;
};

constexpr RelativeNames kRelative[] = {
    {RelativeWord::kSecond,
     "second|seconds|sec|secs|seconde|secondes|segundo|segundos|sekunde|sekunden|secondo|"
     "secondi|seconden|sekund|sekundy|секунд|секунды|секунду|ثانية|ثواني|秒|초|detik|sekunde"},
    {RelativeWord::kMinute,
     "minute|minutes|min|mins|mn|minuto|minutos|minuten|minuti|minuut|minut|minuty|minuta|minutach|"
     "минут|минуты|минуту|دقيقة|دقائق|分|分钟|分鐘|분|menit|dakika|miniti|minoti"},
    {RelativeWord::kHour,
     "hour|hours|hr|hrs|h|heure|heures|hora|horas|stunde|stunden|std|ora|ore|uur|uren|godzine|"
     "godziny|godzin|hodinami|hodinou|hodin|час|часа|часов|ساعة|ساعات|时|時|小时|小時|時間|시|"
     "jam|saa|timer|time|timmar|saat|ngonga|isaha|amasaha|ora"},
    {RelativeWord::kDay,
     "day|days|jour|jours|dia|dias|tag|tage|tagen|giorno|giorni|dag|dagen|dagar|dager|dzien|dni|"
     "dnem|"
     "dny|день|дня|дней|يوم|ايام|يومين|日|天|일|hari|siku|gun|mokolo|mikolo|umunsi|iminsi|andro|"
     "kwana|"
     "kwanaki"},
    {RelativeWord::kWeek,
     "week|weeks|semaine|semaines|semana|semanas|woche|wochen|settimana|settimane|weken|"
     "tydzien|tygodni|tygodnie|неделю|недели|недель|اسبوع|اسابيع|周|週|週間|주|minggu|wiki|hafta|"
     "mposo|"
     "icyumweru|herinandro|mako"},
    {RelativeWord::kMonth,
     "month|months|mois|mes|meses|monat|monate|monaten|mese|mesi|maand|maanden|miesiac|miesiace|"
     "miesiecy|месяц|месяца|месяцев|شهر|اشهر|شهور|月|月前|개월|bulan|mwezi|miezi|sanza|ukwezi"},
    {RelativeWord::kYear,
     "year|years|an|ans|annee|annees|ano|anos|jahr|jahre|jahren|anno|anni|jaar|rok|lat|lata|год|"
     "года|лет|سنة|سنوات|عام|اعوام|年|년|tahun|mwaka|miaka|yil|mobu|mibu"},
    {RelativeWord::kAgo,
     "ago|a|vor|hace|ha|fa|geleden|temu|pred|назад|منذ|قبل|前|전|lalu|sedan|siden|iliyopita|"
     "zilizopita|lililopita|yaliyopita|once|atras|faz|eleki|ishize|lasa|vois|elapsed|depuis"},
    {RelativeWord::kOne, "an|one|un|une|una|uno|um|uma|ein|eine|einem|einer|een|moja|moko|satu"},
    {RelativeWord::kNow, "now|instant|soeben|gerade|ahora|agora|maintenant"},
    {RelativeWord::kToday,
     "today|aujourd'hui|aujourdhui|hoy|hoje|heute|oggi|vandaag|dzisiaj|dzis|dnes|сегодня|اليوم|"
     "今日|今天|오늘|leo|lelo|uyumunsi|yau|androany|tey|bugun|idag"},
    {RelativeWord::kYesterday,
     "yesterday|hier|ayer|ontem|gestern|ieri|gisteren|wczoraj|vcera|вчера|امس|昨日|昨天|어제|"
     "kemarin|jana|ejo|jiya|omaly|demb|dun|igar|i gar|lobi"},
    {RelativeWord::kDayBefore,
     "avant-hier|anteayer|anteontem|vorgestern|altroieri|eergisteren|przedwczoraj|позавчера|"
     "前天|一昨日|juzi|shekaranjiya|avantier"},
};

struct Zone {
  std::string_view name;
  int minutes;
};

// Sorted by name. Abbreviations are ambiguous world-wide; these are what news pages mean by them.
constexpr Zone kZones[] = {
    {"adt", -180}, {"aedt", 660}, {"aest", 600}, {"akdt", -480}, {"akst", -540}, {"ast", -240},
    {"awst", 480}, {"bst", 60},   {"cat", 120},  {"cdt", -300},  {"cest", 120},  {"cet", 60},
    {"cst", -360}, {"eat", 180},  {"edt", -240}, {"eest", 180},  {"eet", 120},   {"est", -300},
    {"gmt", 0},    {"hkt", 480},  {"hst", -600}, {"ist", 330},   {"jst", 540},   {"kst", 540},
    {"mdt", -360}, {"mesz", 120}, {"mez", 60},   {"msk", 180},   {"mst", -420},  {"nzdt", 780},
    {"nzst", 720}, {"pdt", -420}, {"pkt", 300},  {"pst", -480},  {"sast", 120},  {"sgt", 480},
    {"tu", 0},     {"ut", 0},     {"utc", 0},    {"wat", 60},    {"west", 60},   {"wet", 0},
    {"wib", 420},  {"z", 0},
};

template <typename Visit>
void ForEachAlternative(std::string_view list, Visit visit) {
  while (!list.empty()) {
    const std::size_t bar = list.find('|');
    visit(list.substr(0, bar));
    list = bar == std::string_view::npos ? std::string_view() : list.substr(bar + 1);
  }
}

template <typename Table>
WordIndex NamesIndex(const Table& table) {
  std::vector<WordEntry> entries;
  std::uint16_t row = 0;
  for (const auto& language : table) {
    for (std::size_t i = 0; i < language.names.size(); ++i) {
      ForEachAlternative(language.names[i], [&](std::string_view word) {
        entries.push_back({word, row, static_cast<std::uint8_t>(i + 1)});
      });
    }
    ++row;
  }
  return WordIndex(std::move(entries));
}

// The entry of `language` if there is one, else the first (the table's order is the preference).
template <typename Table>
int Choose(const Table& table, const WordIndex& index, std::string_view word,
           std::string_view language) {
  const std::span<const WordEntry> found = index.Find(word);
  for (const WordEntry& entry : found) {
    if (table[entry.row].language == language) {
      return entry.column;
    }
  }
  return found.empty() ? 0 : found.front().column;
}

const WordIndex& Months() {
  static const WordIndex kIndex = NamesIndex(kMonths);
  return kIndex;
}

}  // namespace

char32_t NextCodePoint(std::string_view text, std::size_t* pos) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t i = *pos;
  const unsigned char lead = byte(i);
  *pos = i + 1;
  if (lead < 0x80) {
    return lead;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || i + length > text.size()) {
    return 0xFFFD;
  }
  char32_t c = lead & (0xFFU >> (length + 1));
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte(i + k) & 0xC0U) != 0x80) {
      return 0xFFFD;
    }
    c = (c << 6) | (byte(i + k) & 0x3FU);
  }
  *pos = i + length;
  return c;
}

char32_t FoldDateCharacter(char32_t c) {
  if (c < 0x80) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }
  if (c == 0xAD || (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF) {
    return 0;
  }
  if (c >= 0xC0 && c < 0x180) {
    const char base = kLatinBase[c - 0xC0];
    return base == '*' ? c : static_cast<char32_t>(base);
  }
  if (c == 0x2019 || c == 0x2BC || c == 0x2018) {
    return '\'';
  }
  if (c >= 0x218 && c <= 0x21B) {
    return c < 0x21A ? 's' : 't';
  }
  if (c >= 0x410 && c <= 0x42F) {
    return c + 32;
  }
  if (c >= 0x400 && c <= 0x40F) {
    return c == 0x401 ? 0x435 : c + 80;
  }
  if (c == 0x451) {
    return 0x435;
  }
  if (c >= 0x370 && c <= 0x3FF) {
    constexpr std::u32string_view kFrom = U"άέήίόύώϊϋΐΰΆΈΉΊΌΎΏς";
    constexpr std::u32string_view kTo = U"αεηιουωιυιυαεηιουωσ";
    const std::size_t at = kFrom.find(c);
    if (at != std::u32string_view::npos) {
      return kTo[at];
    }
    return c >= 0x391 && c <= 0x3A9 ? c + 32 : c;
  }
  if (c >= 0x622 && c <= 0x627) {
    return c == 0x624 || c == 0x626 ? c : 0x627;
  }
  if (c == 0x649) {
    return 0x64A;
  }
  if (c == 0x640 || (c >= 0x64B && c <= 0x65F)) {
    return 0;
  }
  for (const char32_t zero : {0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10}) {
    if (c >= zero && c < zero + 10) {
      return '0' + (c - zero);
    }
  }
  return c;
}

int MonthFromWord(std::string_view folded, std::string_view language) {
  return Choose(kMonths, Months(), folded, language);
}

bool BeginsLongMonth(std::string_view folded) {
  static const auto kFirstWords = [] {
    std::unordered_set<std::string_view> words;
    for (const WordEntry& entry : Months().entries()) {
      if (const std::size_t space = entry.word.find(' '); space != std::string_view::npos) {
        words.insert(entry.word.substr(0, space));
      }
    }
    return words;
  }();
  return kFirstWords.contains(folded);
}

int WeekdayFromWord(std::string_view folded, std::string_view language) {
  static const WordIndex kIndex = NamesIndex(kWeekdays);
  return Choose(kWeekdays, kIndex, folded, language);
}

RelativeWord RelativeWordOf(std::string_view folded) {
  static const WordIndex kIndex = [] {
    std::vector<WordEntry> all;
    for (const RelativeNames& row : kRelative) {
      ForEachAlternative(row.words, [&](std::string_view word) {
        all.push_back({word, 0, static_cast<std::uint8_t>(row.meaning)});
      });
    }
    return WordIndex(std::move(all));
  }();
  const std::span<const WordEntry> found = kIndex.Find(folded);
  return found.empty() ? RelativeWord::kNone : static_cast<RelativeWord>(found.front().column);
}

bool ZoneOffset(std::string_view folded, int* minutes) {
  const auto less = [](const Zone& zone, std::string_view name) { return zone.name < name; };
  const Zone* zone = std::lower_bound(std::begin(kZones), std::end(kZones), folded, less);
  if (zone == std::end(kZones) || zone->name != folded) {
    return false;
  }
  *minutes = zone->minutes;
  return true;
}

}  // namespace kiosque
