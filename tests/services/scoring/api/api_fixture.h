#pragma once

#include "common/rpc/client.h"
#include "common/storage/sql_replays.h"
#include "services/scoring/api/dormancy_api.h"
#include "services/scoring/api/model_api.h"
#include "services/scoring/api/portfolio_api.h"
#include "services/scoring/api/score_api.h"
#include "services/scoring/api/score_set_api.h"
#include "tests/services/scoring/support/scoring_test.h"
#include "tests/support/served_api.h"

namespace bestand::scoring {

// The three services of scoring behind a real server.
class ApiTest : public ScoringTest {
 protected:
  using Models = v1::ModelService::Stub;
  using Scores = v1::ScoreService::Stub;
  using Plans = v1::PortfolioService::Stub;

  // Returns the fields that a failed call names.
  template <class Response>
  static std::vector<std::string> FieldsOf(const absl::StatusOr<Response>& answer) {
    EXPECT_EQ(ReasonOf(answer.status()), "FIELD_INVALID");
    std::vector<std::string> fields;
    for (const FieldViolation& violation : ViolationsOf(answer.status())) fields.push_back(violation.field);
    return fields;
  }

  absl::StatusOr<v1::GetScoreResponse> GetScore(const std::string& customer) {
    v1::GetScoreRequest request;
    request.set_customer(customer);
    return scores_.Call(&Scores::GetScore, request);
  }

  storage::SqlReplays replays_{*database_};
  bestand::testing::ApiRuntime house_{&replays_};
  rpc::PageTokens tokens_{"0123456789abcdef"};
  Dormancies dormancies_{reader_, models_, profile_};
  DormancyApi dormancy_api_{{dormancies_, models_, reader_, profile_, house_.runtime()}};
  ModelApi model_api_{{jobs_, models_, tokens_, house_.runtime()}};
  ScoreApi score_api_{{jobs_, models_, reader_, dormancies_, tokens_, house_.runtime(), absl::Hours(168)}};
  ScoreSetApi score_set_api_{reader_, tokens_, house_.runtime()};
  PortfolioApi portfolio_api_{reader_, models_, consent_, house_.runtime()};
  bestand::testing::ServedApi served_{
      house_.runtime(),
      {rpc::Host<v1::ModelService>(model_api_), rpc::Host<v1::ScoreService>(score_api_),
       rpc::Host<v1::ScoreSetService>(score_set_api_), rpc::Host<v1::PortfolioService>(portfolio_api_),
       rpc::Host<v1::DormancyService>(dormancy_api_)}};
  rpc::Client<v1::ModelService> model_client_{served_.remote()};
  rpc::Client<v1::ScoreService> scores_{served_.remote()};
  rpc::Client<v1::ScoreSetService> sets_{served_.remote()};
  rpc::Client<v1::PortfolioService> plans_{served_.remote()};
  rpc::Client<v1::DormancyService> sleep_{served_.remote()};
};

}  // namespace bestand::scoring
