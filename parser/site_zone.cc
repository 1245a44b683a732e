#include "parser/site_zone.h"

#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <iterator>
#include <memory>

namespace kiosque {
namespace {

struct CountryZone {
  std::string_view domain;
  std::string_view zone;
};

// Sorted. Countries of several zones, and domains that are sold world-wide (.io, .tv, .co …), are
// left out.
// clang-format off
constexpr CountryZone kCountryZones[] = {
    {"ad", "Europe/Andorra"}, {"ae", "Asia/Dubai"}, {"af", "Asia/Kabul"}, {"al", "Europe/Tirane"},
    {"am", "Asia/Yerevan"}, {"ao", "Africa/Luanda"}, {"ar", "America/Argentina/Buenos_Aires"},
    {"at", "Europe/Vienna"}, {"az", "Asia/Baku"}, {"ba", "Europe/Sarajevo"}, {"bd", "Asia/Dhaka"},
    {"be", "Europe/Brussels"}, {"bf", "Africa/Ouagadougou"}, {"bg", "Europe/Sofia"},
    {"bi", "Africa/Bujumbura"}, {"bj", "Africa/Porto-Novo"}, {"bo", "America/La_Paz"},
    {"bw", "Africa/Gaborone"}, {"by", "Europe/Minsk"}, {"cd", "Africa/Kinshasa"},
    {"cf", "Africa/Bangui"}, {"cg", "Africa/Brazzaville"}, {"ch", "Europe/Zurich"},
    {"ci", "Africa/Abidjan"}, {"cl", "America/Santiago"}, {"cm", "Africa/Douala"},
    {"cn", "Asia/Shanghai"}, {"cr", "America/Costa_Rica"}, {"cu", "America/Havana"},
    {"cy", "Asia/Nicosia"}, {"cz", "Europe/Prague"}, {"de", "Europe/Berlin"},
    {"dj", "Africa/Djibouti"}, {"dk", "Europe/Copenhagen"}, {"do", "America/Santo_Domingo"},
    {"dz", "Africa/Algiers"}, {"ec", "America/Guayaquil"}, {"ee", "Europe/Tallinn"},
    {"eg", "Africa/Cairo"}, {"es", "Europe/Madrid"}, {"et", "Africa/Addis_Ababa"},
    {"fi", "Europe/Helsinki"}, {"fr", "Europe/Paris"}, {"ga", "Africa/Libreville"},
    {"ge", "Asia/Tbilisi"}, {"gh", "Africa/Accra"}, {"gm", "Africa/Banjul"},
    {"gn", "Africa/Conakry"}, {"gq", "Africa/Malabo"}, {"gr", "Europe/Athens"},
    {"gt", "America/Guatemala"},
    {"hk", "Asia/Hong_Kong"}, {"hr", "Europe/Zagreb"}, {"ht", "America/Port-au-Prince"},
    {"hu", "Europe/Budapest"}, {"ie", "Europe/Dublin"}, {"il", "Asia/Jerusalem"},
    {"in", "Asia/Kolkata"}, {"iq", "Asia/Baghdad"}, {"ir", "Asia/Tehran"},
    {"is", "Atlantic/Reykjavik"}, {"it", "Europe/Rome"}, {"jo", "Asia/Amman"},
    {"jp", "Asia/Tokyo"}, {"ke", "Africa/Nairobi"}, {"kh", "Asia/Phnom_Penh"},
    {"km", "Indian/Comoro"}, {"kr", "Asia/Seoul"}, {"kw", "Asia/Kuwait"}, {"lb", "Asia/Beirut"},
    {"lk", "Asia/Colombo"}, {"lt", "Europe/Vilnius"}, {"lu", "Europe/Luxembourg"},
    {"lv", "Europe/Riga"}, {"ma", "Africa/Casablanca"}, {"md", "Europe/Chisinau"},
    {"mg", "Indian/Antananarivo"}, {"ml", "Africa/Bamako"}, {"mr", "Africa/Nouakchott"},
    {"mt", "Europe/Malta"}, {"mu", "Indian/Mauritius"}, {"mw", "Africa/Blantyre"},
    {"my", "Asia/Kuala_Lumpur"}, {"mz", "Africa/Maputo"}, {"na", "Africa/Windhoek"},
    {"ne", "Africa/Niamey"}, {"ng", "Africa/Lagos"}, {"nl", "Europe/Amsterdam"},
    {"no", "Europe/Oslo"}, {"np", "Asia/Kathmandu"}, {"nz", "Pacific/Auckland"},
    {"pe", "America/Lima"}, {"ph", "Asia/Manila"}, {"pk", "Asia/Karachi"},
    {"pl", "Europe/Warsaw"}, {"pt", "Europe/Lisbon"}, {"py", "America/Asuncion"},
    {"qa", "Asia/Qatar"}, {"ro", "Europe/Bucharest"}, {"rs", "Europe/Belgrade"},
    {"rw", "Africa/Kigali"}, {"sa", "Asia/Riyadh"}, {"sd", "Africa/Khartoum"},
    {"se", "Europe/Stockholm"}, {"sg", "Asia/Singapore"}, {"si", "Europe/Ljubljana"},
    {"sk", "Europe/Bratislava"}, {"sl", "Africa/Freetown"}, {"sn", "Africa/Dakar"},
    {"so", "Africa/Mogadishu"}, {"ss", "Africa/Juba"},
    {"td", "Africa/Ndjamena"}, {"tg", "Africa/Lome"}, {"th", "Asia/Bangkok"},
    {"tn", "Africa/Tunis"}, {"tr", "Europe/Istanbul"}, {"tw", "Asia/Taipei"},
    {"tz", "Africa/Dar_es_Salaam"}, {"ua", "Europe/Kyiv"}, {"ug", "Africa/Kampala"},
    {"uk", "Europe/London"}, {"uy", "America/Montevideo"}, {"ve", "America/Caracas"},
    {"vn", "Asia/Ho_Chi_Minh"}, {"za", "Africa/Johannesburg"}, {"zm", "Africa/Lusaka"},
    {"zw", "Africa/Harare"},
};
// clang-format on

}  // namespace

std::optional<std::chrono::minutes> SiteOffset(const std::string& zone, UtcTime at) {
  if (zone.empty()) {
    return std::nullopt;
  }
  const std::unique_ptr<icu::TimeZone> found(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
  if (found == nullptr || *found == icu::TimeZone::getUnknown()) {
    return std::nullopt;
  }
  std::int32_t raw = 0;
  std::int32_t daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  const auto milliseconds =
      std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count();
  found->getOffset(static_cast<double>(milliseconds), false, raw, daylight, status);
  if (U_FAILURE(status)) {
    return std::nullopt;
  }
  return std::chrono::minutes((raw + daylight) / 60'000);
}

std::string ZoneOfHost(std::string_view hostname) {
  const std::size_t dot = hostname.rfind('.');
  if (dot == std::string_view::npos) {
    return {};
  }
  const std::string_view top = hostname.substr(dot + 1);
  const auto less = [](const CountryZone& entry, std::string_view domain) {
    return entry.domain < domain;
  };
  const auto* found =
      std::lower_bound(std::begin(kCountryZones), std::end(kCountryZones), top, less);
  return found != std::end(kCountryZones) && found->domain == top ? std::string(found->zone)
                                                                  : std::string();
}

}  // namespace kiosque
