#include "common/time/clock.h"

#include <limits>

#include "absl/time/clock.h"

namespace bestand {
namespace {

class MachineClock : public Clock {
 public:
  absl::Time Now() const override { return FromMicros(ToMicros(absl::Now())); }
};

constexpr absl::CivilDay kFirstDay(1970, 1, 1);

}  // namespace

const Clock& SystemClock() {
  static const MachineClock clock;
  return clock;
}

int64_t ToMicros(absl::Time time) { return absl::ToUnixMicros(time); }

absl::Time FromMicros(int64_t micros) {
  if (micros == std::numeric_limits<int64_t>::max()) return absl::InfiniteFuture();
  if (micros == std::numeric_limits<int64_t>::min()) return absl::InfinitePast();
  return absl::FromUnixMicros(micros);
}

int64_t DayOf(absl::Time time, const absl::TimeZone& zone) {
  return absl::ToCivilDay(time, zone) - kFirstDay;
}

absl::Time StartOfDay(int64_t day, const absl::TimeZone& zone) {
  const absl::TimeZone::TimeInfo midnight = zone.At(absl::CivilSecond(kFirstDay + day));
  // Where the clock jumps over midnight the day begins at the jump.
  return midnight.kind == absl::TimeZone::TimeInfo::SKIPPED ? midnight.trans : midnight.pre;
}

}  // namespace bestand
