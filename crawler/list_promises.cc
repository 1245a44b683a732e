#include "crawler/list_promises.h"

namespace kiosque {
namespace {

template <typename Urls>
void WriteUrls(ByteWriter& out, const Urls& urls) {
  out.Varint(urls.size());
  for (const Url& url : urls) {
    out.Bytes(url.href());
  }
}

template <typename Urls>
void ReadUrls(ByteReader& in, Urls& urls) {
  for (std::size_t left = in.Count(); left > 0 && in.ok(); --left) {
    if (Result<Url> url = Url::Parse(in.Bytes())) {
      urls.push_back(std::move(*url));
    }
  }
}

}  // namespace

bool ListPromises::Take(const Url& list, const std::vector<Url>& named) {
  // Where no sample can be had, patience ends some time, too.
  broken_ = broken_ || lists_.size() >= kMostLists;
  if (lists_.size() < kMostLists) {
    lists_.insert(Fingerprint(list.href()));
  }
  bool first = true;
  for (const Url& url : named) {
    // What lies on another origin has a queue of its own, and does not wait behind these lists.
    if (url.origin() != list.origin()) {
      continue;
    }
    if (first) {
      first_.push_back(url);
    } else if (spare_.size() < kLists * (kPerList - 1)) {
      spare_.push_back(url);
    }
    first = false;
  }
  if (samples_.empty() && first_.size() >= (broken_ ? 1 : kLists)) {
    Begin();
  }
  return !broken_;
}

void ListPromises::Begin() {
  samples_.assign(first_.begin(), first_.end());
  first_.clear();
  disappointed_ = 0;
}

bool ListPromises::IsSample(const Url& url) const {
  return !samples_.empty() && IdentityOf(samples_.front()) == IdentityOf(url);
}

bool ListPromises::Proves(const FrontierEntry& entry) const {
  return lists_.contains(Fingerprint(entry.via)) || IsSample(entry.url);
}

void ListPromises::Disappoint(const Url& url) {
  if (!IsSample(url)) {
    return;
  }
  ++disappointed_;
  samples_.pop_front();
  EndRound();
}

void ListPromises::Skip() {
  if (samples_.empty()) {
    return;
  }
  samples_.pop_front();
  if (!spare_.empty() && !broken_) {
    samples_.push_back(std::move(spare_.front()));
    spare_.pop_front();
  }
  EndRound();
}

void ListPromises::EndRound() {
  if (!samples_.empty()) {
    return;
  }
  spare_.clear();
  vain_ += disappointed_ < kEnough ? 1 : 0;
  broken_ = broken_ || disappointed_ >= kEnough || vain_ > kVainRounds;
}

void ListPromises::Follow(const Url& from, const Url& to) {
  if (IsSample(from) && from.origin() == to.origin()) {
    samples_.front() = to;
  }
}

void ListPromises::Encode(ByteWriter& out) const {
  out.Varint(lists_.size());
  for (const std::uint64_t list : lists_) {
    out.Varint(list);
  }
  WriteUrls(out, first_);
  WriteUrls(out, spare_);
  WriteUrls(out, samples_);
  out.Varint(disappointed_);
  out.Varint(vain_);
  out.Bool(broken_);
}

ListPromises ListPromises::Decode(ByteReader& in) {
  ListPromises promises;
  for (std::size_t left = in.Count(); left > 0 && in.ok(); --left) {
    promises.lists_.insert(in.Varint());
  }
  ReadUrls(in, promises.first_);
  ReadUrls(in, promises.spare_);
  ReadUrls(in, promises.samples_);
  promises.disappointed_ = static_cast<std::uint32_t>(in.Varint());
  promises.vain_ = static_cast<std::uint32_t>(in.Varint());
  promises.broken_ = in.Bool();
  return promises;
}

}  // namespace kiosque
