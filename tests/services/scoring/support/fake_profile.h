#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "services/scoring/work/behaviour_source.h"
#include "services/scoring/work/given_reason_source.h"
#include "services/scoring/work/repeat_day_source.h"
#include "services/scoring/work/summaries.h"
#include "services/scoring/work/traits.h"

namespace bestand::scoring {

// customer-profile in memory: reckons summaries from purchase days as the real one does. Threads may share
// it.
class FakeProfile : public SummarySource,
                    public ChangeSource,
                    public RepeatDaySource,
                    public BehaviourSource,
                    public TraitSource,
                    public GivenReasonSource {
 public:
  // Adds to the value of a purchase day and tells it on the change stream.
  void Buy(const std::string& customer_id, int32_t day, int64_t minor);
  // Addresses the customer and tells it.
  void Address(const std::string& customer_id, int32_t day);
  // Has the customer open a complaint, and tells it.
  void Complain(const std::string& customer_id);
  // Has the customer give a reason.
  void Say(const std::string& customer_id, const std::string& reason, bool company = false);
  // Tells kind and country of the customer to whom asks.
  void Know(const std::string& customer_id, Traits traits);
  // Forgets the customer and tells it.
  void Erase(const std::string& customer_id);

  void set_currency(std::string code) { currency_ = std::move(code); }
  void set_away(bool away);
  // What CountRepeatDays fails with; OK: it answers.
  void set_repeat_days_failure(absl::Status failure) { repeat_days_failure_ = std::move(failure); }
  // Called before each chunk of all streams, with its number from 0; may wait; a failure ends that stream.
  void set_before_chunk(std::function<absl::Status(int)> hook);
  void set_rows_a_chunk(size_t rows) { rows_a_chunk_ = rows; }

  absl::Status Stream(const SummaryQuery& query,
                      absl::FunctionRef<absl::Status(const SummaryChunk&)> take) override;
  absl::StatusOr<PurchaseSpan> Span() override;
  absl::StatusOr<std::vector<std::optional<Summary>>> Find(std::span<const std::string> customer_ids,
                                                           const FindTerms& terms) override;
  absl::Status Follow(const std::string& cursor, std::stop_token stop,
                      absl::FunctionRef<absl::Status(const ChangeChunk&)> take) override;
  absl::StatusOr<RepeatDays> CountRepeatDays(const RepeatDaysQuery& query) override;
  absl::StatusOr<std::vector<Behaviour>> FindBehaviours(std::span<const std::string> customer_ids,
                                                        std::optional<int32_t> as_of_day) override;
  absl::Status StreamBehaviours(const BehaviourQuery& query,
                                absl::FunctionRef<absl::Status(const BehaviourChunk&)> take) override;
  absl::StatusOr<std::vector<Traits>> FindTraits(std::span<const std::string> customer_ids) override;
  absl::Status StreamGivenReasons(
      std::optional<absl::Time> since,
      absl::FunctionRef<absl::Status(const std::vector<GivenReason>&)> take) override;

 private:
  struct Customer {
    std::map<int32_t, int64_t> days;  // value of each purchase day
    int32_t last_outbound_day = -1;
    std::vector<int32_t> outbound_days;
    int open_complaints = 0;
    Traits traits;
  };
  Behaviour BehaviourOf(const std::string& customer_id, std::optional<int32_t> as_of_day) const;
  absl::Status BeforeChunk();
  void Tell(const std::string& customer_id);
  std::optional<Summary> SummaryOf(const std::string& customer_id, const SummaryQuery& query) const;
  std::vector<Summary> SummariesOf(const SummaryQuery& query);

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::map<std::string, Customer> customers_;
  std::vector<std::string> changes_;
  std::vector<GivenReason> given_reasons_;
  std::string currency_ = "USD";
  bool away_ = false;
  absl::Status repeat_days_failure_;
  std::function<absl::Status(int)> before_chunk_;
  int chunks_ = 0;
  size_t rows_a_chunk_ = 1000;
};

// Reads the CDNOW sample: 2,357 customers with their sample ids.
void LoadCdnow(FakeProfile& profile);

// Days from 1970-01-01.
int32_t DayNumber(int year, int month, int day);

// consent in memory: who is in the list may be addressed for "newsletter".
class FakeConsent : public AddressableSource {
 public:
  std::vector<std::string> addressable;
  bool away = false;

  absl::Status Stream(const std::string& purpose_id,
                      absl::FunctionRef<absl::Status(std::span<const std::string>)> take) override;
};

}  // namespace bestand::scoring
