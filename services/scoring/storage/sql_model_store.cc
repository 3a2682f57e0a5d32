#include "services/scoring/storage/sql_model_store.h"

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/scoring/storage/covariate_rows.h"
#include "services/scoring/storage/model_rows.h"
#include "services/scoring/storage/report_series.h"
#include "services/scoring/storage/stack_rows.h"
#include "services/scoring/storage/statements.h"

namespace bestand::scoring {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

absl::Status ModelUnknown(std::string_view id) {
  return Failure(absl::StatusCode::kNotFound, "MODEL_UNKNOWN", "There is no such model; list the models.",
                 {{"model", std::string(id.substr(0, 64))}});
}

absl::Status NoActiveModel() {
  return Failure(absl::StatusCode::kFailedPrecondition, "NO_ACTIVE_MODEL",
                 "No model was fitted yet; create a fit job first.");
}

absl::Status AddCandidates(Session& session, const FittedModel& model) {
  for (size_t place = 0; place < model.candidates.size(); ++place) {
    const auto params = ParamsOf(model.id, static_cast<int>(place), model.candidates[place]);
    RETURN_IF_ERROR(session.Run(sql::kAddCandidate, params).status());
  }
  return absl::OkStatus();
}

absl::Status AddReport(Session& session, const FittedModel& model) {
  if (!model.report) return absl::OkStatus();
  for (const auto& [name, numbers] : SeriesOf(*model.report)) {
    RETURN_IF_ERROR(
        session.Run(sql::kAddSeries, {{"model_id", model.id}, {"name", name}, {"numbers", numbers}})
            .status());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Candidate>> ListCandidates(Session& session, std::string_view id) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListCandidates, {{"model_id", id}}));
  std::vector<Candidate> candidates;
  for (const Row row : rows) candidates.push_back(ToCandidate(row));
  return candidates;
}

}  // namespace

absl::Status SqlModelStore::KeepActive(const FittedModel& model) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(session.Run(sql::kAddModel, ParamsOf(model)).status());
    if (model.hold_out) {
      RETURN_IF_ERROR(session.Run(sql::kAddHoldOut, ParamsOf(model.id, *model.hold_out)).status());
    }
    if (model.season) {
      RETURN_IF_ERROR(session.Run(sql::kAddSeason, ParamsOf(model.id, *model.season)).status());
    }
    RETURN_IF_ERROR(AddCovariates(session, model));
    RETURN_IF_ERROR(AddCandidates(session, model));
    RETURN_IF_ERROR(AddReport(session, model));
    RETURN_IF_ERROR(AddDormancyStack(session, model));
    return session.Run(sql::kActivateModel, {{"id", model.id}}).status();
  });
}

absl::Status SqlModelStore::Activate(std::string_view id) {
  if (!IsUuid(id)) return ModelUnknown(id);
  const auto activate = [&](Session& session) { return session.Run(sql::kActivateModel, {{"id", id}}); };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(activate));
  return rows.empty() ? ModelUnknown(id) : absl::OkStatus();
}

absl::StatusOr<ModelReport> SqlModelStore::FindReport(std::string_view id) {
  if (!IsUuid(id)) return ModelUnknown(id);
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<ModelReport> {
        ASSIGN_OR_RETURN(const Rows models, session.Run(sql::kFindModel, {{"id", id}}));
        if (models.empty()) return ModelUnknown(id);
        ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListSeries, {{"model_id", id}}));
        Series series;
        for (const Row row : rows) series[std::string(row.Text(0))] = row.Reals(1);
        return ReportOf(series);
      },
      Repeat::kOnce);
}

absl::StatusOr<std::shared_ptr<const FittedModel>> SqlModelStore::Find(std::string_view id) {
  if (!IsUuid(id)) return ModelUnknown(id);
  return Load(id);
}

absl::StatusOr<std::shared_ptr<const FittedModel>> SqlModelStore::FindActive() {
  ASSIGN_OR_RETURN(const std::string id, ActiveId());
  if (id.empty()) return NoActiveModel();
  return Load(id);
}

absl::StatusOr<std::vector<FittedModel>> SqlModelStore::List(int limit, std::string_view after) {
  const storage::Value from = after.empty() ? storage::Value(std::nullopt) : storage::Value(after);
  const auto list = [&](Session& session) {
    return session.Run(sql::kListModels, {{"after", from}, {"limit", limit}});
  };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(list, Repeat::kOnce));
  std::vector<FittedModel> models;
  for (const Row row : rows) {
    ASSIGN_OR_RETURN(FittedModel model, ToFittedModel(row));
    models.push_back(std::move(model));
  }
  return models;
}

absl::StatusOr<std::string> SqlModelStore::ActiveId() {
  ASSIGN_OR_RETURN(const Rows rows,
                   database_.InSession([](Session& session) { return session.Run(sql::kFindActiveModel); },
                                       Repeat::kOnce));
  return std::string(rows[0].Text(0));
}

absl::StatusOr<std::shared_ptr<const FittedModel>> SqlModelStore::Load(std::string_view id) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<std::shared_ptr<const FittedModel>> {
        ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindModel, {{"id", id}}));
        if (rows.empty()) return ModelUnknown(id);
        ASSIGN_OR_RETURN(FittedModel model, ToFittedModel(rows[0]));
        ASSIGN_OR_RETURN(const Rows hold_out, session.Run(sql::kFindHoldOut, {{"model_id", id}}));
        if (!hold_out.empty()) model.hold_out = ToHoldOut(hold_out[0]);
        ASSIGN_OR_RETURN(const Rows season, session.Run(sql::kFindSeason, {{"model_id", id}}));
        if (!season.empty()) model.season = ToSeason(season[0]);
        RETURN_IF_ERROR(ReadCovariates(session, model));
        ASSIGN_OR_RETURN(model.candidates, ListCandidates(session, id));
        RETURN_IF_ERROR(ReadDormancyStack(session, model));
        return std::make_shared<const FittedModel>(std::move(model));
      },
      Repeat::kOnce);
}

}  // namespace bestand::scoring
