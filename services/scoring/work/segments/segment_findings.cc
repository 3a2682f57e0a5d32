#include "services/scoring/work/segments/segment_findings.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace bestand::scoring {
namespace {

std::vector<std::string> NamesOf(const ProductTable& products) {
  std::vector<std::string> names;
  for (const ProductGroup& group : products.groups) names.push_back(group.name);
  return names;
}

SegmentRow ToRow(SegmentKind kind, int32_t id, const SegmentProfile& profile) {
  return {.kind = kind, .id = id, .profile = profile};
}

void AddClusters(const Segmentation& segmentation, const std::map<int32_t, SegmentProfile>& profiles,
                 const std::vector<std::string>& names, const std::vector<SegmentRow>& last,
                 std::vector<SegmentRow>& rows) {
  const size_t width = segmentation.features.size() / std::max<size_t>(segmentation.ids.size(), 1);
  for (size_t i = 0; i < segmentation.ids.size(); ++i) {
    const int32_t id = segmentation.ids[i];
    const auto profile = profiles.find(id);
    SegmentRow row =
        ToRow(SegmentKind::kCluster, id, profile != profiles.end() ? profile->second : SegmentProfile{});
    row.profile.groups.resize(names.size());
    row.words = Describe(row.profile, profiles.at(0), names);
    const auto begin = segmentation.features.begin() + static_cast<std::ptrdiff_t>(i * width);
    row.centre.assign(begin, begin + static_cast<std::ptrdiff_t>(width));
    const auto before =
        std::find_if(last.begin(), last.end(), [&](const SegmentRow& old) { return old.id == id; });
    if (before != last.end()) row.words.title = before->words.title;
    rows.push_back(std::move(row));
  }
}

std::string CellTitle(int32_t cell) {
  return absl::StrCat("Recency ", cell / 100, ", frequency ", cell / 10 % 10, ", money ", cell % 10, " of 5");
}

void AddCells(const std::map<int32_t, SegmentProfile>& profiles, const std::vector<std::string>& names,
              std::vector<SegmentRow>& rows) {
  for (const auto& [cell, profile] : profiles) {
    if (cell == 0) continue;
    SegmentRow row = ToRow(SegmentKind::kRfm, cell, profile);
    row.words = Describe(profile, profiles.at(0), names);
    row.words.title = CellTitle(cell);
    rows.push_back(std::move(row));
  }
}

}  // namespace

LastSegments LastSegmentsOf(const CustomerTable& customers, const std::vector<SegmentRow>& last,
                            int32_t next_id) {
  LastSegments before{.of = customers.last_segment, .next_id = next_id};
  for (const SegmentRow& row : last) {
    before.width = row.centre.size();
    before.features.insert(before.features.end(), row.centre.begin(), row.centre.end());
  }
  return before;
}

std::vector<SegmentRow> RowsOf(const CustomerTable& customers, const Segmentation& segmentation,
                               const std::vector<int16_t>& rfm, const ProductTable& products,
                               const std::vector<SegmentRow>& last) {
  std::vector<SegmentRow> rows;
  if (customers.size() == 0) return rows;
  const std::vector<std::string> names = NamesOf(products);
  AddClusters(segmentation, ProfilesOf(customers.behaviour, customers.worth, segmentation.of), names, last,
              rows);
  const std::vector<int32_t> cells(rfm.begin(), rfm.end());
  AddCells(ProfilesOf(customers.behaviour, customers.worth, cells), names, rows);
  return rows;
}

std::vector<SegmentMovement> MovementsOf(const CustomerTable& customers,
                                         const std::vector<int32_t>& segment_of) {
  std::map<std::pair<int32_t, int32_t>, SegmentMovement> movements;
  for (size_t i = 0; i < segment_of.size(); ++i) {
    const int32_t from = customers.last_segment[i], to = segment_of[i];
    SegmentMovement& movement =
        movements.try_emplace({from, to}, SegmentMovement{from, to, 0, 0}).first->second;
    ++movement.customers;
    movement.value_minor += customers.worth.lifetime_value_minor[i];
  }
  for (const GoneMembers& left : customers.gone) {
    movements[{left.segment, 0}] = {left.segment, 0, left.customers, left.value_minor};
  }
  std::vector<SegmentMovement> sorted;
  for (const auto& [key, movement] : movements) sorted.push_back(movement);
  return sorted;
}

std::string HistoryWith(int32_t segment, const std::string& before, size_t runs_before) {
  std::vector<std::string> ids = {absl::StrCat(segment)};
  if (before.empty()) {
    ids.resize(1 + std::min(runs_before, kRunsRemembered - 1), "0");
  } else {
    const std::vector<std::string> old = absl::StrSplit(before, ' ');
    ids.insert(ids.end(), old.begin(), old.end());
  }
  ids.resize(std::min(ids.size(), kRunsRemembered));
  return absl::StrJoin(ids, " ");
}

}  // namespace bestand::scoring
