#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/customer_profile/domain/customer.h"

namespace bestand::customer_profile {

// As in the proto, with the same numbers.
enum class Direction { kUnspecified, kOutbound, kInbound };
enum class TimelineKind { kAll, kPurchase, kInteraction, kGift, kComplaint };
enum class Attitude { kUnspecified, kLike, kDislike, kNever };

// One contact between company and customer.
struct Interaction {
  std::string interaction_id;  // a UUID
  Direction direction = Direction::kUnspecified;
  int channel = 0;  // Channel of the proto
  absl::Time event_time;
  std::string actor;
  std::string subject;
};

// The newest contact each way.
struct LastContact {
  std::optional<Interaction> outbound;
  std::optional<Interaction> inbound;
  std::optional<absl::Time> last_purchase;
};

// One thing given.
struct Gift {
  std::string gift_id;  // a UUID
  std::string kind;
  std::string display_name;
  std::string occasion;
  std::string reward;  // "rewards/…" or empty
  int64_t worth_minor = 0;
  std::string worth_currency;  // empty when no worth was told
  absl::Time give_time;
};

// One complaint; open without `resolve_time`.
struct Complaint {
  std::string complaint_id;  // a UUID
  std::string subject;
  absl::Time open_time;
  std::optional<absl::Time> resolve_time;
};

// What a customer likes, dislikes or never wants.
struct Preference {
  std::string attribute;
  std::string value;
  Attitude attitude = Attitude::kUnspecified;
  bool stated = false;
};

// Something that happened. The parts that are of no use for a kind are empty.
struct TimelineEntry {
  TimelineKind kind = TimelineKind::kAll;
  absl::Time event_time;
  std::string key;     // unique among entries of one time, and their order
  std::string title;   // product, subject or gift
  std::string note;    // source and number, actor, occasion
  int64_t number = 0;  // quantity, direction * 100 + channel, 1 when resolved
  int64_t value_minor = 0;
  std::string currency_code;  // empty when no money was in it
};

// Where a page of a timeline goes on: behind this entry.
struct TimelinePlace {
  absl::Time event_time;
  TimelineKind kind = TimelineKind::kAll;
  std::string key;
};

struct TimelinePage {
  std::string customer_id;
  TimelineKind kind = TimelineKind::kAll;  // only this kind
  int limit = 50;
  std::optional<TimelinePlace> after;
};

// A customer whom nobody has addressed for long.
struct SilentCustomer {
  std::string customer_id;
  std::optional<absl::Time> last_outbound;  // nothing if never
};

struct SilentPage {
  absl::Time since;
  int limit = 50;
  std::optional<SilentCustomer> after;
};

// A product and how often it was bought.
struct BoughtProduct {
  std::string product_id;
  std::string display_name;
  int64_t day_count = 0;
  int64_t last_day = 0;
  std::map<std::string, std::string> attributes;
};

// All that the choice of a gift needs to know about one customer.
struct GiftContext {
  CustomerKind kind = CustomerKind::kUnspecified;
  std::optional<int64_t> birth_day;
  std::string country;
  std::vector<Gift> gifts;  // newest first
  std::vector<Preference> preferences;
  int64_t open_complaints = 0;
  std::vector<BoughtProduct> bought;  // most days first; at most 200
};

}  // namespace bestand::customer_profile
