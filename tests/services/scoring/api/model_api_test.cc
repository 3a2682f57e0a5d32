#include "services/scoring/api/model_api.h"

#include <cmath>

#include "common/id/id.h"
#include "tests/services/scoring/api/api_fixture.h"
#include "tests/services/scoring/support/mixed_shop.h"

namespace bestand::scoring {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class ModelApiTest : public ApiTest {
 protected:
  v1::FitJob CreateJob(const v1::CreateFitJobRequest& request) {
    const auto response = model_client_.Call(&Models::CreateFitJob, request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response->fit_job();
  }

  std::vector<v1::FitJob> Watch(const std::string& name) {
    v1::WatchFitJobRequest request;
    request.set_name(name);
    const auto context = rpc::NewEndlessContext(model_client_.remote());
    const auto reader = model_client_.stub().WatchFitJob(context.get(), request);
    std::vector<v1::FitJob> seen;
    for (v1::WatchFitJobResponse chunk; reader->Read(&chunk);) seen.push_back(chunk.fit_job());
    EXPECT_TRUE(reader->Finish().ok());
    return seen;
  }

  absl::StatusOr<v1::GetModelResponse> GetModel(const std::string& name) {
    v1::GetModelRequest request;
    request.set_name(name);
    return model_client_.Call(&Models::GetModel, request);
  }
};

TEST_F(ModelApiTest, FitsAModelAndShowsItWhole) {
  LoadCdnow(profile_);
  v1::CreateFitJobRequest request;
  request.mutable_fit()->set_buying_model(v1::BUYING_MODEL_BG_NBD);
  request.mutable_fit()->mutable_calibration_end_date()->set_year(1997);
  request.mutable_fit()->mutable_calibration_end_date()->set_month(9);
  request.mutable_fit()->mutable_calibration_end_date()->set_day(30);
  const v1::FitJob job = CreateJob(request);
  EXPECT_EQ(job.status().state(), common::v1::JOB_STATE_PENDING);
  EXPECT_EQ(job.status().creator(), "test");
  EXPECT_EQ(job.request().calibration_end_date().day(), 30);

  const auto runner = Runner();
  const auto seen = Watch(job.name());
  ASSERT_EQ(seen.back().status().state(), common::v1::JOB_STATE_SUCCEEDED);
  const auto model = GetModel(seen.back().model())->model();
  EXPECT_EQ(model.buying_model(), v1::BUYING_MODEL_BG_NBD);
  ASSERT_EQ(model.buying_parameters_size(), 4);
  EXPECT_EQ(model.buying_parameters(0).name(), "r");
  EXPECT_GT(model.buying_parameters(0).standard_error(), 0);
  EXPECT_EQ(model.value_parameters_size(), 3);
  EXPECT_EQ(model.customer_count(), 2357);
  EXPECT_EQ(model.currency_code(), "USD");
  EXPECT_EQ(model.as_of_date().year(), 1998);
  EXPECT_EQ(model.hold_out().actual_purchases(), 1882);
  EXPECT_EQ(model.hold_out().calibration_size(), 10);
  EXPECT_GT(model.hold_out().frequencies_size(), 3);
  EXPECT_GT(model.fit_duration_ms(), 0);
  EXPECT_TRUE(model.active());
  EXPECT_EQ(GetModel("models/active")->model().name(), model.name());
}

TEST_F(ModelApiTest, ShowsTheSeasonThatWasAskedFor) {
  LoadCdnow(profile_);
  v1::CreateFitJobRequest request;
  request.mutable_fit()->set_buying_model(v1::BUYING_MODEL_BG_NBD);
  request.mutable_fit()->set_seasonal(true);
  const v1::FitJob job = CreateJob(request);
  EXPECT_TRUE(job.request().seasonal());
  const auto runner = Runner();
  const auto model = GetModel(Watch(job.name()).back().model())->model();
  ASSERT_EQ(model.season().season_months_size(), 12);
  EXPECT_EQ(model.season().season_months(11).month(), "December");
  EXPECT_GT(model.season().season_months(11).multiplier(), 0);
  EXPECT_FALSE(model.season().season_identified());
  EXPECT_FALSE(model.season().season_used());
  EXPECT_EQ(model.candidates(1).display_name(), "BG/NBD with seasons");
}

TEST_F(ModelApiTest, TellsInWordsOfTheCovariatesThatWereAskedFor) {
  MixedShop(profile_, 2.5).Open();
  v1::CreateFitJobRequest request;
  request.mutable_fit()->set_buying_model(v1::BUYING_MODEL_MBG_NBD);
  request.mutable_fit()->set_covariates(true);
  const v1::FitJob job = CreateJob(request);
  EXPECT_TRUE(job.request().covariates());
  const auto runner = Runner();
  const auto model = GetModel(Watch(job.name()).back().model())->model();
  const v1::Covariates& covariates = model.covariates();
  EXPECT_TRUE(covariates.covariates_used());
  EXPECT_EQ(covariates.reference_kind(), "PERSON");
  EXPECT_EQ(covariates.reference_country(), "DE");
  ASSERT_EQ(covariates.covariate_effects_size(), 2);
  const v1::CovariateEffect& companies = covariates.covariate_effects(0);
  EXPECT_EQ(companies.trait(), "kind");
  EXPECT_EQ(companies.value(), "COMPANY");
  EXPECT_EQ(companies.customer_count(), 400);
  ASSERT_EQ(companies.effects_size(), 3);
  EXPECT_EQ(companies.effects(2).name(), "staying");
  EXPECT_NEAR(companies.times_as_often(), std::exp(companies.effects(0).value()), 1e-12);
  EXPECT_GT(companies.effects(0).standard_error(), 0);
  EXPECT_THAT(companies.explanation(), HasSubstr("Companies buy "));
  EXPECT_EQ(model.candidates(0).display_name(), "MBG/NBD with kind and country");
  EXPECT_TRUE(model.candidates(0).covariates());
}

TEST_F(ModelApiTest, ShowsWhyAFitFailed) {
  const v1::FitJob job = CreateJob({});
  const auto runner = Runner();
  const v1::FitJob last = Watch(job.name()).back();
  EXPECT_EQ(last.status().state(), common::v1::JOB_STATE_FAILED);
  EXPECT_EQ(ReasonOf(rpc::FromWireStatus(last.status().error())), "TOO_FEW_CUSTOMERS");
}

TEST_F(ModelApiTest, TheSameRequestIdMakesOneJob) {
  v1::CreateFitJobRequest request;
  request.set_request_id(NewUuid());
  EXPECT_EQ(CreateJob(request).name(), CreateJob(request).name());
  request.mutable_fit()->set_buying_model(v1::BUYING_MODEL_MBG_NBD);
  EXPECT_EQ(ReasonOf(model_client_.Call(&Models::CreateFitJob, request).status()), "REQUEST_ID_REUSED");
}

TEST_F(ModelApiTest, CancelsAWaitingJobAndAgainWithoutHarm) {
  const v1::FitJob job = CreateJob({});
  v1::CancelFitJobRequest request;
  request.set_name(job.name());
  for (int i = 0; i < 2; ++i) {
    const auto answer = model_client_.Call(&Models::CancelFitJob, request);
    ASSERT_TRUE(answer.ok()) << answer.status();
    EXPECT_EQ(answer->fit_job().status().state(), common::v1::JOB_STATE_CANCELLED);
  }
  EXPECT_EQ(Watch(job.name()).size(), 1);
}

TEST_F(ModelApiTest, NamesEverythingThatIsWrong) {
  v1::CreateFitJobRequest request;
  request.set_request_id("no uuid");
  request.mutable_fit()->set_buying_model(static_cast<v1::BuyingModel>(99));
  request.mutable_fit()->mutable_as_of_date()->set_year(9999);
  request.mutable_fit()->mutable_calibration_end_date()->set_month(13);
  EXPECT_THAT(
      FieldsOf(model_client_.Call(&Models::CreateFitJob, request)),
      UnorderedElementsAre("request_id", "fit.buying_model", "fit.as_of_date", "fit.calibration_end_date"));
}

TEST_F(ModelApiTest, RefusesACalibrationAfterTheEnd) {
  v1::CreateFitJobRequest request;
  auto& as_of = *request.mutable_fit()->mutable_as_of_date();
  as_of.set_year(2011);
  as_of.set_month(2);
  as_of.set_day(28);
  *request.mutable_fit()->mutable_calibration_end_date() = as_of;
  EXPECT_THAT(FieldsOf(model_client_.Call(&Models::CreateFitJob, request)),
              ElementsAre("fit.calibration_end_date"));
  as_of.set_day(30);
  EXPECT_THAT(FieldsOf(model_client_.Call(&Models::CreateFitJob, request)), ElementsAre("fit.as_of_date"));
}

TEST_F(ModelApiTest, KnowsNoOtherJobsAndModels) {
  v1::GetFitJobRequest request;
  request.set_name("fitJobs/" + NewUuid());
  EXPECT_EQ(ReasonOf(model_client_.Call(&Models::GetFitJob, request).status()), "JOB_UNKNOWN");
  request.set_name("fitJobs/" + Begin(ScoringRequest{}));
  EXPECT_EQ(ReasonOf(model_client_.Call(&Models::GetFitJob, request).status()), "JOB_UNKNOWN");
  request.set_name("models/x");
  EXPECT_THAT(FieldsOf(model_client_.Call(&Models::GetFitJob, request)), ElementsAre("name"));
  EXPECT_EQ(ReasonOf(GetModel("models/" + NewUuid()).status()), "MODEL_UNKNOWN");
  EXPECT_EQ(ReasonOf(GetModel("models/active").status()), "NO_ACTIVE_MODEL");
}

TEST_F(ModelApiTest, ListsModelsPageByPage) {
  LoadCdnow(profile_);
  for (int i = 0; i < 3; ++i) {
    clock_.Advance(absl::Seconds(1));
    ASSERT_EQ(RunJob(FitRequest{.family = ModelKind::kBgNbd}).state, jobs::JobState::kSucceeded);
  }
  v1::ListModelsRequest request;
  request.set_page_size(2);
  auto page = *model_client_.Call(&Models::ListModels, request);
  ASSERT_EQ(page.models_size(), 2);
  EXPECT_TRUE(page.models(0).active());
  EXPECT_FALSE(page.models(1).active());
  request.set_page_token(page.next_page_token());
  page = *model_client_.Call(&Models::ListModels, request);
  EXPECT_EQ(page.models_size(), 1);
  EXPECT_EQ(page.next_page_token(), "");
  request.set_page_token("made-up");
  EXPECT_EQ(ReasonOf(model_client_.Call(&Models::ListModels, request).status()), "PAGE_TOKEN_MISMATCH");
  request.Clear();
  request.set_page_size(-1);
  EXPECT_THAT(FieldsOf(model_client_.Call(&Models::ListModels, request)), ElementsAre("page_size"));
}

}  // namespace
}  // namespace bestand::scoring
