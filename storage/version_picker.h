// version_picker.h — which of the versions that a walk meets a VersionQuery asks for.
//
// Whether a version is the latest is known when the next page begins, so one row is always held
// back.
//
// Errors: those of the callback, kept in status(). Threads: one.
#ifndef KIOSQUE_STORAGE_VERSION_PICKER_H_
#define KIOSQUE_STORAGE_VERSION_PICKER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "storage/archive.h"
#include "storage/row_codec.h"

namespace kiosque {

class VersionPicker {
 public:
  /// False stops the walk.
  using Give =
      std::function<Result<bool>(std::uint32_t number, const VersionRow& row, bool latest)>;

  /// `query` outlives this.
  VersionPicker(const VersionQuery& query, Give give) : query_(query), give_(std::move(give)) {}

  /// The sites to walk: sorted, without those that lie within another one.
  std::vector<std::string> Sites() const;
  /// The next row of the walk. False: no more are wanted.
  bool Take(std::string_view surt, std::uint32_t number, const VersionRow& row);
  /// The walk over a site is over.
  void EndSite() { GiveHeld(/*latest=*/true); }

  bool stopped() const { return stopped_; }
  const Status& status() const { return status_; }

 private:
  struct Held {
    std::string surt;
    std::uint32_t number = 0;
    VersionRow row;
    bool superseded = false;  // a later version was met, and passed over
  };
  void GiveHeld(bool latest);

  const VersionQuery& query_;
  const Give give_;
  std::optional<Held> held_;
  bool stopped_ = false;
  Status status_ = Ok();
};

}  // namespace kiosque

#endif  // KIOSQUE_STORAGE_VERSION_PICKER_H_
