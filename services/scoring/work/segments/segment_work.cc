#include "services/scoring/work/segments/segment_work.h"

#include <algorithm>

#include "common/error/error.h"
#include "services/scoring/domain/segments/rfm.h"
#include "services/scoring/work/fit_data.h"
#include "services/scoring/work/segments/demand.h"
#include "services/scoring/work/segments/newcomers.h"
#include "services/scoring/work/segments/product_grouping.h"
#include "services/scoring/work/segments/ripeness.h"
#include "services/scoring/work/segments/segment_findings.h"

namespace bestand::scoring {
namespace {

constexpr size_t kMembersAtOnce = 10'000;

// Counts baskets and tells about them; stops when the job is to.
class Telling {
 public:
  Telling(jobs::JobContext& job, std::string activity) : job_(job), activity_(std::move(activity)) {}

  absl::Status operator()(const Basket&) const {
    if (++baskets_ % 1'000 != 1) return absl::OkStatus();
    if (job_.Cancelled()) return Stopped();
    job_.Report({.done = baskets_, .unit = "baskets", .activity = activity_});
    return absl::OkStatus();
  }

 private:
  jobs::JobContext& job_;
  std::string activity_;
  mutable int64_t baskets_ = 0;
};

// What is known of the run before.
struct Before {
  std::optional<SegmentRun> run;
  size_t runs = 0;
  std::vector<SegmentRow> segments;
  std::vector<ProductGroup> groups;
  std::vector<GroupedProduct> products;
};

absl::StatusOr<Before> ReadBefore(SegmentStore& store) {
  Before before;
  const auto published = store.Published();
  if (ReasonOf(published.status()) == "NO_SEGMENTS") return before;
  RETURN_IF_ERROR(published.status());
  before.run = *published;
  ASSIGN_OR_RETURN(const auto runs, store.ListRuns(published->number, kRunsRemembered));
  before.runs = runs.size();
  ASSIGN_OR_RETURN(before.segments, store.ListSegments(published->number, SegmentKind::kCluster));
  ASSIGN_OR_RETURN(before.groups, store.ListGroups(published->number));
  ASSIGN_OR_RETURN(before.products, store.ListProducts(published->number));
  return before;
}

bool SameGroups(const std::vector<ProductGroup>& before, const std::vector<ProductGroup>& now) {
  return std::equal(before.begin(), before.end(), now.begin(), now.end(),
                    [](const ProductGroup& a, const ProductGroup& b) { return a.id == b.id; });
}

absl::StatusOr<ProductTable> FindProducts(const LineReading& reading, AttributeSource& attributes,
                                          const Before& before, jobs::JobContext& job) {
  Telling counting(job, "Counting products"), grouping(job, "Finding product groups");
  ASSIGN_OR_RETURN(ProductTable products, CountProducts(reading, counting));
  RETURN_IF_ERROR(NameProducts(attributes, products));
  AddLastGroups(before.products, before.run ? before.run->next_group_id : 1, products);
  RETURN_IF_ERROR(GroupTheProducts(reading, before.groups, grouping, products));
  return products;
}

std::vector<int16_t> RfmOf(const CustomerTable& customers) {
  const BehaviourColumns& behaviour = customers.behaviour;
  return RfmCells(behaviour.days_silent, behaviour.purchase_days, behaviour.value_minor);
}

// What there is to say without reading the lines again.
SegmentFindings FindingsOf(const CustomerTable& customers, const ProductTable& products,
                           const Segmentation& segmentation, const Before& before) {
  SegmentFindings findings{.segments =
                               RowsOf(customers, segmentation, RfmOf(customers), products, before.segments)};
  if (before.run) findings.movements = MovementsOf(customers, segmentation.of);
  findings.groups = products.groups;
  for (size_t i = 0; i < products.size(); ++i) {
    findings.products.push_back({products.ids[i], products.names[i], products.group[i], products.baskets[i]});
  }
  return findings;
}

void NoteProducts(const ProductTable& products, SegmentRun& run) {
  run.next_group_id = products.next_group_id;
  if (products.size() == 0) {
    run.notes.push_back("No purchase lines with products: segments know only when and how much.");
  }
  if (products.all_products > static_cast<int64_t>(products.size())) {
    run.notes.push_back("Only the " + std::to_string(products.size()) + " most bought of " +
                        std::to_string(products.all_products) + " products have groups and trends.");
  }
}

Segmentation Segment(const CustomerTable& customers, const ProductTable& products, const Before& before,
                     const SegmentationOptions& options) {
  LastSegments last =
      LastSegmentsOf(customers, before.segments, before.run ? before.run->next_segment_id : 1);
  if (!SameGroups(before.groups, products.groups)) last.width = 0;  // the features mean something else now
  return SegmentCustomers(customers.behaviour, last, options);
}

// One job from its scores to its members; members are written, the rest is gathered.
struct MemberWriting {
  SegmentStore& store;
  const CustomerTable& customers;
  const Segmentation& segmentation;
  const std::vector<int16_t>& rfm;
  size_t runs_before;
  jobs::JobContext& job;
};

absl::Status WriteMembers(const MemberWriting& writing, const SegmentRun& run, Ripeness& ripeness) {
  const size_t all = writing.customers.size();
  for (size_t begin = 0; begin < all; begin += kMembersAtOnce) {
    if (writing.job.Cancelled()) return Stopped();
    std::vector<SegmentMember> members(std::min(kMembersAtOnce, all - begin));
    for (size_t i = 0; i < members.size(); ++i) {
      const size_t row = begin + i;
      members[i] = {.customer_id = writing.customers.behaviour.customer_ids[row],
                    .segment = writing.segmentation.of[row],
                    .rfm = writing.rfm[row],
                    .history = HistoryWith(writing.segmentation.of[row], writing.customers.last_history[row],
                                           writing.runs_before),
                    .value_minor = writing.customers.worth.lifetime_value_minor[row]};
    }
    RETURN_IF_ERROR(ripeness.Fill(writing.customers, run.as_of_day, begin, members));
    RETURN_IF_ERROR(writing.store.AddMembers(run.number, members));
    writing.job.Report({.done = static_cast<int64_t>(begin + members.size()),
                        .total = static_cast<int64_t>(all),
                        .unit = "customers",
                        .activity = "Writing segments"});
  }
  return absl::OkStatus();
}

void NoteSegmentation(const Segmentation& segmentation, size_t customers, SegmentRun& run) {
  run.customers = static_cast<int64_t>(customers);
  run.silhouette = segmentation.silhouette;
  run.kept = segmentation.kept;
  run.next_segment_id = segmentation.next_id;
  run.notes.insert(run.notes.end(), segmentation.notes.begin(), segmentation.notes.end());
}

}  // namespace

absl::StatusOr<std::string> SegmentWork::operator()(jobs::JobContext& job) const {
  RETURN_IF_ERROR(parts_.store.RemoveOldRuns());
  ASSIGN_OR_RETURN(SegmentRun run, Begin(job));
  if (!run.published) {
    RETURN_IF_ERROR(Fill(run, job));
    if (job.Cancelled()) return Stopped();
    RETURN_IF_ERROR(parts_.store.Publish(run, [&] { return job.Checkpoint("published"); }));
  }
  RETURN_IF_ERROR(parts_.store.RemoveOldRuns());
  return std::to_string(run.customers);
}

absl::StatusOr<SegmentRun> SegmentWork::Begin(jobs::JobContext& job) const {
  ASSIGN_OR_RETURN(const auto set, parts_.scores.Published());
  return parts_.store.Begin({.job_id = job.job().id,
                             .set_number = set->number,
                             .currency = set->currency,
                             .as_of_day = set->as_of_day,
                             .create_time = parts_.clock.Now()});
}

absl::Status SegmentWork::Fill(SegmentRun& run, jobs::JobContext& job) const {
  ASSIGN_OR_RETURN(const SegmentRequest request, DecodeSegmentRequest(job.job().parameters));
  ASSIGN_OR_RETURN(const auto set, parts_.scores.FindSet(run.set_number));
  ASSIGN_OR_RETURN(const auto model, parts_.models.Find(set->model_id));
  ASSIGN_OR_RETURN(const Before before, ReadBefore(parts_.store));
  ASSIGN_OR_RETURN(CustomerTable customers,
                   LoadCustomers(parts_.scores, *set, parts_.store, before.run, job));

  const LineReading reading{parts_.lines, run.as_of_day, run.currency};
  ASSIGN_OR_RETURN(const ProductTable products, FindProducts(reading, parts_.attributes, before, job));
  Telling spending(job, "Adding up what customers buy"), counting(job, "Counting demand by week");
  RETURN_IF_ERROR(AddSpending(reading, products, spending, customers));
  const Segmentation segmentation = Segment(customers, products, before, {request.segments, parts_.threads});
  const std::vector<int16_t> rfm = RfmOf(customers);
  SegmentFindings findings = FindingsOf(customers, products, segmentation, before);
  const DemandQuery demand{customers, segmentation.of, segmentation.ids};
  ASSIGN_OR_RETURN(findings.trends, FindTrends(reading, products, demand, counting));
  ASSIGN_OR_RETURN(findings.cohorts, ValueNewcomers(customers, parts_.attributes, *set, *model));

  ASSIGN_OR_RETURN(Ripeness ripeness, Ripeness::Make(*model, set->settings));
  RETURN_IF_ERROR(
      WriteMembers({parts_.store, customers, segmentation, rfm, before.runs, job}, run, ripeness));
  NoteSegmentation(segmentation, customers.size(), run);
  NoteProducts(products, run);
  return parts_.store.AddFindings(run, findings);
}

}  // namespace bestand::scoring
