#include "services/consent/domain/erasure/erasure_worker.h"

#include <chrono>

namespace bestand::consent {
namespace {

constexpr std::chrono::seconds kPause{5};

}  // namespace

ErasureWorker::ErasureWorker(ErasureStore& store, std::function<void(const absl::Status&)> tell)
    : store_(store), tell_(std::move(tell)), thread_([this](std::stop_token stop) { Work(stop); }) {}

ErasureWorker::~ErasureWorker() { thread_.request_stop(); }

void ErasureWorker::Work(std::stop_token stop) {
  while (!stop.stop_requested()) {
    const auto due = store_.ListDue();
    if (!due.ok()) tell_(due.status());
    for (size_t i = 0; due.ok() && i < due->size() && !stop.stop_requested(); ++i) {
      if (const auto erased = store_.Erase((*due)[i]); !erased.ok()) tell_(erased.status());
    }
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, kPause, [] { return false; });
  }
}

}  // namespace bestand::consent
