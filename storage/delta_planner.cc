#include "storage/delta_planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "storage/codec.h"
#include "storage/index_keys.h"
#include "storage/row_format.h"

namespace kiosque {
namespace {

constexpr std::uint8_t kSectionFormat = 1;
constexpr std::uint64_t kWholeEvery = 64;
constexpr std::uint64_t kFirstStepEvery = 8;
// A row of more cost is no base for others' second reference.
constexpr std::uint32_t kMaxSharedCost = 5;
constexpr std::size_t kMaxSectionBytes = 120;

// The cost that page number `n` of a section is to have.
std::uint32_t CostOfPage(std::uint64_t n) {
  return n % kWholeEvery == 0 ? 0 : n % kFirstStepEvery == 0 ? 1 : 2;
}

std::size_t SlotOf(std::uint32_t cost) {
  return std::min<std::size_t>(cost, 3);
}

}  // namespace

std::string EncodeSectionRow(const SectionRow& row) {
  ByteWriter writer;
  writer.U8(kSectionFormat);
  writer.Varint(row.pages);
  for (const DeltaBase& base : row.newest) {
    writer.Varint(base.sequence);
    writer.Varint(base.cost);
  }
  return writer.Take();
}

Result<SectionRow> DecodeSectionRow(std::string_view bytes) {
  ByteReader reader(bytes);
  if (auto error = WrongFormat(reader, kSectionFormat, "section")) {
    return *error;
  }
  SectionRow row;
  row.pages = reader.Varint();
  for (DeltaBase& base : row.newest) {
    base.sequence = reader.Varint();
    base.cost = static_cast<std::uint32_t>(reader.Varint());
  }
  if (!reader.Done()) {
    return NotARow("section");
  }
  return row;
}

std::string SectionOf(const Url& url) {
  std::string section = url.origin();
  const std::string_view path = url.path();
  const std::size_t end = path.find('/', 1);
  // A folder named by a number is a date or an id, not a section.
  if (end != std::string_view::npos && (path[1] < '0' || path[1] > '9')) {
    section.append(path.substr(0, end));
  }
  section.resize(std::min(section.size(), kMaxSectionBytes));
  return section;
}

Result<DeltaPlanner::Section*> DeltaPlanner::Load(const Url& url) {
  const std::string key = SectionKey(SectionOf(url));
  const auto found = sections_.find(key);
  if (found != sections_.end()) {
    return &found->second;
  }
  auto bytes = index_.Get(key);
  if (!bytes) {
    return bytes.error();
  }
  Section section;
  if (*bytes) {
    auto row = DecodeSectionRow(**bytes);
    if (!row) {
      return Fail(row.error().code,
                  fmt::format("index row {}: {}", PrintableKey(key), row.error().message));
    }
    section.row = *row;
  }
  return &sections_.emplace(key, section).first->second;
}

bool DeltaPlanner::AppendRaw(std::uint64_t sequence, std::string& reference) {
  if (const std::string* raw = cache_.Find(sequence)) {
    reference.append(*raw);
    return true;
  }
  auto body = payloads_.Read(sequence);
  if (!body) {
    return false;
  }
  reference.append(body->view());
  cache_.Put(sequence, std::string(body->view()));
  return true;
}

DeltaPlan DeltaPlanner::Build(const DeltaBase& base, const DeltaBase& base2) {
  DeltaPlan plan;
  // The second one goes in front: what is nearer to the page costs fewer bytes to refer to.
  if (base2.sequence != 0 && AppendRaw(base2.sequence, plan.reference)) {
    plan.base2 = base2.sequence;
    plan.cost += base2.cost + 1;
  }
  if (base.sequence != 0 && AppendRaw(base.sequence, plan.reference)) {
    plan.base = base.sequence;
    plan.cost += base.cost + 1;
  }
  if (plan.base == 0) {
    plan.base = std::exchange(plan.base2, 0);
  }
  return plan;
}

Result<DeltaPlan> DeltaPlanner::ForNewPage(const Url& url) {
  auto section = Load(url);
  if (!section) {
    return section.error();
  }
  const SectionRow& row = (*section)->row;
  std::uint32_t cost = CostOfPage(row.pages);
  // The newest row of the step before; in a young section, of an earlier step.
  while (cost > 0 && row.newest[cost - 1].sequence == 0) {
    --cost;
  }
  return cost == 0 ? DeltaPlan{} : Build(row.newest[cost - 1], {});
}

Result<DeltaPlan> DeltaPlanner::ForNewVersion(const Url& url, const DeltaBase& previous,
                                              const std::function<DeltaBase()>& first) {
  auto section = Load(url);
  if (!section) {
    return section.error();
  }
  std::array<DeltaBase, 4> siblings = (*section)->row.newest;
  std::sort(siblings.begin(), siblings.end(),
            [](const DeltaBase& a, const DeltaBase& b) { return a.sequence > b.sequence; });
  const auto fitting = [&](const DeltaBase& own) {
    for (const DeltaBase& sibling : siblings) {
      // Older than the version before, it knows nothing that this one does not.
      if (sibling.sequence > previous.sequence && own.cost + sibling.cost + 2 <= kMaxDeltaCost) {
        return sibling;
      }
    }
    return DeltaBase{};
  };
  DeltaBase own = previous;
  DeltaBase sibling = fitting(own);
  const bool newer_sibling = siblings[0].sequence > previous.sequence;
  if (own.cost + 1 > kMaxDeltaCost || (newer_sibling && sibling.sequence == 0)) {
    const DeltaBase oldest = first();
    const DeltaBase with_oldest = oldest.sequence != 0 ? fitting(oldest) : DeltaBase{};
    if (own.cost + 1 > kMaxDeltaCost || with_oldest.sequence != 0) {
      own = oldest.cost + 1 <= kMaxDeltaCost ? oldest : DeltaBase{};
      sibling = with_oldest;
    }
  }
  DeltaPlan plan = Build(own, sibling);
  plan.level = kVersionLevel;
  return plan;
}

DeltaPlan DeltaPlanner::ForOne(const DeltaBase& base) {
  return base.cost + 1 <= kMaxDeltaCost ? Build(base, {}) : DeltaPlan{};
}

Status DeltaPlanner::Stored(const Url& url, std::uint64_t sequence, std::uint32_t cost,
                            bool new_page) {
  auto section = Load(url);
  if (!section) {
    return section.error();
  }
  SectionRow& row = (*section)->row;
  row.pages += new_page ? 1 : 0;
  if (cost <= kMaxSharedCost) {
    row.newest[SlotOf(cost)] = {sequence, cost};
  }
  (*section)->changed = true;
  return Ok();
}

void DeltaPlanner::Save(DatabaseBatch& batch) const {
  for (const auto& [key, section] : sections_) {
    if (section.changed) {
      batch.Put(key, EncodeSectionRow(section.row));
    }
  }
}

}  // namespace kiosque
