// day_hours.h — hours of the day: when a site may be visited.
//
//   "22:00-06:00"    from ten in the evening to six in the morning
//
// Minutes since local midnight; whose local time, is the caller's business.
//
// Errors: empty for anything that is not wholly understood. Threads: plain values.
#ifndef KIOSQUE_SEEDS_DAY_HOURS_H_
#define KIOSQUE_SEEDS_DAY_HOURS_H_

#include <optional>
#include <string_view>

namespace kiosque {

struct DayHours {
  static constexpr int kDay = 24 * 60;

  int from = 0;      ///< minute of the day
  int until = kDay;  ///< not included; smaller than `from` = over midnight

  /// "HH:MM-HH:MM"; "24:00" is the day's end. Both alike is nothing that anybody means.
  static std::optional<DayHours> Parse(std::string_view text);
  /// `minute` is 0…1439.
  bool Contains(int minute) const {
    return from < until ? from <= minute && minute < until : minute >= from || minute < until;
  }
  bool operator==(const DayHours&) const = default;
};

}  // namespace kiosque

#endif  // KIOSQUE_SEEDS_DAY_HOURS_H_
