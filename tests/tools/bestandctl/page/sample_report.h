#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "bestand/scoring/v1/model_report_service.pb.h"
#include "google/protobuf/util/json_util.h"

namespace bestand::ctl {

// The report of a model that was fitted on the CDNOW sample, as the service gives it.
inline scoring::v1::ModelReport SampleReport() {
  std::ifstream file(std::string(std::getenv("BESTAND_ROOT")) + "/tests/data/model_report/cdnow.json");
  const std::string json{std::istreambuf_iterator<char>(file), {}};
  scoring::v1::GetModelReportResponse answer;
  const auto status = google::protobuf::util::JsonStringToMessage(json, &answer);
  EXPECT_TRUE(status.ok()) << status.message();
  return answer.report();
}

}  // namespace bestand::ctl
