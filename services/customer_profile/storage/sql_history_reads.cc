#include "common/error/error.h"
#include "services/customer_profile/storage/changes.h"
#include "services/customer_profile/storage/sql_history_store.h"
#include "services/customer_profile/storage/sql_product_store.h"
#include "services/customer_profile/storage/statements.h"

namespace bestand::customer_profile {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

std::optional<absl::Time> UnlessNever(absl::Time time) {
  if (time == absl::InfinitePast()) return std::nullopt;
  return time;
}

// Reads the five columns of one direction of last_contacts from `column` on.
std::optional<Interaction> ToInteraction(const Row& row, int column, Direction direction) {
  if (row.Time(column) == absl::InfinitePast()) return std::nullopt;
  return Interaction{.interaction_id = std::string(row.Text(column + 1)),
                     .direction = direction,
                     .channel = static_cast<int>(row.Int(column + 2)),
                     .event_time = row.Time(column),
                     .actor = std::string(row.Text(column + 3)),
                     .subject = std::string(row.Text(column + 4))};
}

TimelineEntry ToEntry(const Row& row) {
  return {.kind = static_cast<TimelineKind>(row.Int(0)),
          .event_time = row.Time(1),
          .key = std::string(row.Text(2)),
          .title = std::string(row.Text(3)),
          .note = std::string(row.Text(4)),
          .number = row.Int(5),
          .value_minor = row.Int(6),
          .currency_code = std::string(row.Text(7))};
}

Gift ToGift(const Row& row) {
  return {.gift_id = std::string(row.Text(1)),
          .kind = std::string(row.Text(2)),
          .display_name = std::string(row.Text(3)),
          .occasion = std::string(row.Text(4)),
          .reward = std::string(row.Text(5)),
          .worth_minor = row.Int(6),
          .worth_currency = std::string(row.Text(7)),
          .give_time = row.Time(0)};
}

absl::StatusOr<std::vector<Preference>> ReadPreferences(Session& session, std::string_view customer_id) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListPreferences, {{"customer_id", customer_id}}));
  std::vector<Preference> preferences;
  for (const Row row : rows) {
    preferences.push_back(
        {std::string(row.Text(0)), std::string(row.Text(1)), static_cast<Attitude>(row.Int(2)), row.Bool(3)});
  }
  return preferences;
}

absl::Status ReadGifts(Session& session, std::string_view customer_id, GiftContext& context) {
  ASSIGN_OR_RETURN(const Rows gifts, session.Run(sql::kListGifts, {{"customer_id", customer_id}}));
  for (const Row row : gifts) context.gifts.push_back(ToGift(row));
  return absl::OkStatus();
}

absl::Status ReadBought(Session& session, std::string_view customer_id, GiftContext& context) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListBoughtProducts, {{"customer_id", customer_id}}));
  for (const Row row : rows) {
    context.bought.push_back({.product_id = std::string(row.Text(0)),
                              .display_name = std::string(row.Text(1)),
                              .day_count = row.Int(2),
                              .last_day = row.Int(3),
                              .attributes = ToAttributes(row.Texts(4), row.Texts(5))});
  }
  return absl::OkStatus();
}

absl::StatusOr<Rows> FindPerson(Session& session, std::string_view customer_id) {
  ASSIGN_OR_RETURN(Rows rows, session.Run(sql::kFindGiftContext, {{"customer_id", customer_id}}));
  if (rows.empty()) return CustomerUnknown(customer_id);
  return rows;
}

absl::StatusOr<GiftContext> ReadGiftContext(Session& session, std::string_view customer_id) {
  ASSIGN_OR_RETURN(const Rows rows, FindPerson(session, customer_id));
  GiftContext context{.kind = static_cast<CustomerKind>(rows[0].Int(0)),
                      .birth_day = rows[0].MaybeInt(1),
                      .country = std::string(rows[0].Text(2)),
                      .open_complaints = rows[0].Int(3)};
  RETURN_IF_ERROR(ReadGifts(session, customer_id, context));
  ASSIGN_OR_RETURN(context.preferences, ReadPreferences(session, customer_id));
  RETURN_IF_ERROR(ReadBought(session, customer_id, context));
  return context;
}

}  // namespace

absl::StatusOr<std::vector<TimelineEntry>> SqlHistoryStore::Timeline(const TimelinePage& page) {
  const TimelinePlace after =
      page.after.value_or(TimelinePlace{absl::InfiniteFuture(), static_cast<TimelineKind>(9), ""});
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<std::vector<TimelineEntry>> {
        RETURN_IF_ERROR(FindPerson(session, page.customer_id).status());
        ASSIGN_OR_RETURN(const Rows rows,
                         session.Run(sql::kListTimeline, {{"customer_id", page.customer_id},
                                                          {"kind", static_cast<int>(page.kind)},
                                                          {"time", after.event_time},
                                                          {"place_kind", static_cast<int>(after.kind)},
                                                          {"key", after.key},
                                                          {"limit", page.limit}}));
        std::vector<TimelineEntry> entries;
        for (const Row row : rows) entries.push_back(ToEntry(row));
        return entries;
      },
      Repeat::kOnce);
}

absl::StatusOr<std::vector<absl::StatusOr<LastContact>>> SqlHistoryStore::FindLastContacts(
    std::span<const std::string> customer_ids) {
  using Found = std::vector<absl::StatusOr<LastContact>>;
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<Found> {
        ASSIGN_OR_RETURN(const Rows rows,
                         session.Run(sql::kFindLastContacts, {{"customer_ids", customer_ids}}));
        Found found;
        for (const std::string& customer_id : customer_ids) found.push_back(CustomerUnknown(customer_id));
        for (const Row row : rows) {
          found[static_cast<size_t>(row.Int(11)) - 1] =
              LastContact{ToInteraction(row, 0, Direction::kOutbound),
                          ToInteraction(row, 5, Direction::kInbound), UnlessNever(row.Time(10))};
        }
        return found;
      },
      Repeat::kOnce);
}

absl::StatusOr<std::vector<SilentCustomer>> SqlHistoryStore::ListSilent(const SilentPage& page) {
  const SilentCustomer after = page.after.value_or(SilentCustomer{});
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<std::vector<SilentCustomer>> {
        ASSIGN_OR_RETURN(
            const Rows rows,
            session.Run(sql::kListSilent, {{"since", page.since},
                                           {"after_time", after.last_outbound.value_or(absl::InfinitePast())},
                                           {"after_id", after.customer_id},
                                           {"limit", page.limit}}));
        std::vector<SilentCustomer> silent;
        for (const Row row : rows) silent.push_back({std::string(row.Text(0)), UnlessNever(row.Time(1))});
        return silent;
      },
      Repeat::kOnce);
}

absl::StatusOr<GiftContext> SqlHistoryStore::FindGiftContext(std::string_view customer_id) {
  return database_.InSession([&](Session& session) { return ReadGiftContext(session, customer_id); },
                             Repeat::kOnce);
}

absl::StatusOr<std::vector<Preference>> SqlHistoryStore::Preferences(std::string_view customer_id) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<std::vector<Preference>> {
        RETURN_IF_ERROR(FindPerson(session, customer_id).status());
        return ReadPreferences(session, customer_id);
      },
      Repeat::kOnce);
}

}  // namespace bestand::customer_profile
