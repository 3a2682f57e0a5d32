#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/log/logger.h"
#include "common/metrics/metrics.h"
#include "services/gateway/api/http/exchange.h"
#include "services/gateway/domain/pages/page.h"

namespace bestand::gateway {

// Where the pages stand.
struct Place {
  House house;
  std::string base_url;  // without a slash at its end
};

// What a path answers: GET, which changes nothing, and POST; one of them may be missing.
struct Route {
  std::string path;  // or the beginning of many, with a '*' behind it
  HttpHandler get, post;
};

// Answers requests by their path, in a time of their own, counts them, and gives every answer the headers
// that keep pages and tokens to the person alone. Threads may share it.
class Router {
 public:
  Router(std::vector<Route> routes, const Place& place, const log::Logger& logger, metrics::Metrics& metrics);

  HttpAnswer Answer(const HttpRequest& request) const;

 private:
  const Route* Find(std::string_view path) const;
  HttpAnswer AnswerBy(const Route* route, const HttpRequest& request) const;
  void Tell(const Route* route, const HttpRequest& request, int status, absl::Duration took) const;

  const std::vector<Route> routes_;
  const Place& place_;
  const log::Logger& logger_;
  metrics::Metrics& metrics_;
  const std::vector<std::pair<std::string, std::string>> headers_;  // of every answer
};

}  // namespace bestand::gateway
