#include "services/gateway/api/web/routes.h"

#include <algorithm>

#include "absl/time/clock.h"
#include "common/rpc/current_call.h"
#include "common/time/deadline.h"
#include "services/gateway/api/web/visit.h"
#include "services/gateway/domain/pages/confirm_pages.h"

namespace bestand::gateway {
namespace {

constexpr absl::Duration kTime = absl::Seconds(8);  // less than a connection has

HttpAnswer Robots() { return {200, "User-agent: *\nDisallow: /\n", "text/plain; charset=utf-8", {}}; }

HttpAnswer Allowing(const Route& route) {
  HttpAnswer answer{405, "", "text/plain; charset=utf-8", {}};
  answer.headers.emplace_back("Allow", route.post ? (route.get ? "GET, HEAD, POST" : "POST") : "GET, HEAD");
  return answer;
}

bool Leads(const Route& route, std::string_view path) {
  const std::string_view own = route.path;
  return own.ends_with('*') ? path.starts_with(own.substr(0, own.size() - 1)) : path == own;
}

std::vector<Route> WithRobots(std::vector<Route> routes) {
  routes.push_back({"/robots.txt", [](const HttpRequest&) { return Robots(); }, nullptr});
  return routes;
}

// What keeps a page private, whatever it says. Browsers that came by TLS once come by nothing else for a
// year.
std::vector<std::pair<std::string, std::string>> HeadersAt(const Place& place) {
  std::vector<std::pair<std::string, std::string>> headers = {
      {"Content-Security-Policy", ContentPolicy()},
      {"Referrer-Policy", "no-referrer"},
      {"Cache-Control", "no-store"},
      {"X-Robots-Tag", "noindex, nofollow"},
      {"X-Content-Type-Options", "nosniff"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"}};
  if (place.base_url.starts_with("https://")) {
    headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  }
  return headers;
}

}  // namespace

Router::Router(std::vector<Route> routes, const Place& place, const log::Logger& logger,
               metrics::Metrics& metrics)
    : routes_(WithRobots(std::move(routes))),
      place_(place),
      logger_(logger),
      metrics_(metrics),
      headers_(HeadersAt(place)) {}

const Route* Router::Find(std::string_view path) const {
  const auto found = std::ranges::find_if(routes_, [path](const Route& route) { return Leads(route, path); });
  return found == routes_.end() ? nullptr : &*found;
}

HttpAnswer Router::AnswerBy(const Route* route, const HttpRequest& request) const {
  if (route == nullptr) return Show(MissingPage(LanguageOf(request)), place_.house, 404);
  if (request.method == "GET" && route->get) return route->get(request);
  if (request.method == "POST" && route->post) return route->post(request);
  return Allowing(*route);
}

HttpAnswer Router::Answer(const HttpRequest& request) const {
  const absl::Time begin = absl::Now();
  const rpc::TraceScope trace(rpc::TraceIdOf(request.Header("traceparent")));
  const DeadlineScope deadline(begin + kTime);
  const Route* route = Find(request.path);
  HttpAnswer answer = AnswerBy(route, request);
  answer.headers.insert(answer.headers.end(), headers_.begin(), headers_.end());
  Tell(route, request, answer.status, absl::Now() - begin);
  return answer;
}

// Never the query nor a header: tokens and people stay out of logs.
void Router::Tell(const Route* route, const HttpRequest& request, int status, absl::Duration took) const {
  const std::string page = route == nullptr ? "none" : route->path;
  const std::string method = request.method == "GET" || request.method == "POST" ? request.method : "other";
  metrics_
      .CounterOf({"gateway_requests_total", "Requests by page, method and status."},
                 {{"page", page}, {"method", method}, {"status", std::to_string(status)}})
      .Increment();
  metrics_.SecondsOf({"gateway_request_seconds", "How long requests took, by page."}, {{"page", page}})
      .Observe(absl::ToDoubleSeconds(took));
  logger_.Info("answered", {{"page", page},
                            {"method", method},
                            {"status", status},
                            {"seconds", absl::ToDoubleSeconds(took)},
                            {"trace_id", rpc::CurrentTraceId()}});
}

}  // namespace bestand::gateway
