// feature_row.h — where the features of one block go, one after another.
//
// Errors: none; the owner of the places gives as many as the row has features. Threads: a value.
#ifndef KIOSQUE_PARSER_FEATURE_ROW_H_
#define KIOSQUE_PARSER_FEATURE_ROW_H_

#include <cstddef>
#include <span>

namespace kiosque {

/// The row's places are `step` floats apart, from `first` on: rows that are scored together stand
/// side by side in columns (parser/body_scorer.h), a row alone has a step of one.
class FeatureRow {
 public:
  FeatureRow(std::span<float> places, std::size_t first, std::size_t step)
      : places_(places), at_(first), step_(step) {}
  explicit FeatureRow(std::span<float> places) : FeatureRow(places, 0, 1) {}

  /// Writes the next feature.
  void Put(float value) {
    places_[at_] = value;
    at_ += step_;
  }

 private:
  std::span<float> places_;
  std::size_t at_;
  std::size_t step_;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_FEATURE_ROW_H_
