#include "storage/version_picker.h"

#include <algorithm>
#include <utility>

#include "storage/index_keys.h"

namespace kiosque {

std::vector<std::string> VersionPicker::Sites() const {
  std::vector<std::string> wanted = query_.sites;
  if (wanted.empty()) {
    wanted.emplace_back();
  }
  std::sort(wanted.begin(), wanted.end());
  std::vector<std::string> sites;
  for (std::string& site : wanted) {
    const bool within = std::any_of(sites.begin(), sites.end(), [&](const std::string& outer) {
      return SurtUnder(outer, site);
    });
    if (!within) {
      sites.push_back(std::move(site));
    }
  }
  return sites;
}

bool VersionPicker::Take(std::string_view surt, std::uint32_t number, const VersionRow& row) {
  if (query_.as_of && row.first_seen > *query_.as_of) {
    return true;
  }
  const bool same_page = held_ && held_->surt == surt;
  if (same_page && query_.which == VersionQuery::Which::kFirst) {
    held_->superseded = true;
    return true;
  }
  if (!same_page || query_.which == VersionQuery::Which::kAll) {
    GiveHeld(/*latest=*/!same_page);
  }
  if (stopped_) {
    return false;
  }
  held_.emplace(Held{std::string(surt), number, row, false});
  return true;
}

void VersionPicker::GiveHeld(bool latest) {
  if (!held_ || stopped_) {
    return;
  }
  auto more = give_(held_->number, held_->row, latest && !held_->superseded);
  held_.reset();
  if (!more) {
    status_ = more.error();
  }
  stopped_ = !more || !*more;
}

}  // namespace kiosque
