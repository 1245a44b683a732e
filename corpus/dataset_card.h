// dataset_card.h — README.md of an export in a folder: what is in it, for whoever finds it.
//
// Errors: none. Threads: pure function. Source: Hugging Face's dataset cards (YAML front matter).
#ifndef KIOSQUE_CORPUS_DATASET_CARD_H_
#define KIOSQUE_CORPUS_DATASET_CARD_H_

#include <string>

#include "corpus/export.h"

namespace kiosque {

/// The same options and counts give the same bytes.
std::string DatasetCard(const ExportOptions& options, const ExportReport& report);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_DATASET_CARD_H_
