// gateway: the pages that people see, before the services. Wires; nothing else.

#include <map>
#include <string>

#include "absl/strings/str_split.h"
#include "common/config/settings.h"
#include "common/config/sources.h"
#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/rpc/channel.h"
#include "common/rpc/serve.h"
#include "common/rpc/service_main.h"
#include "common/validate/names.h"
#include "services/gateway/api/http/http_port.h"
#include "services/gateway/api/json/json_api.h"
#include "services/gateway/api/web/confirm_handlers.h"
#include "services/gateway/api/web/data_handlers.h"
#include "services/gateway/api/web/preference_handlers.h"
#include "services/gateway/api/web/routes.h"
#include "services/gateway/api/web/sign_up_handlers.h"
#include "services/gateway/clients/consent_client.h"
#include "services/gateway/clients/data_client.h"
#include "services/gateway/work/view_reporter.h"

namespace bestand::gateway {

struct Config {
  config::ServerSettings server;
  config::UpstreamSettings consent;
  HttpLimits limits;
  Place place;
  std::string offered;  // by the registration: names of purposes, with commas
  std::string form_key_file;
  bool json = false;
  std::map<std::string, config::UpstreamSettings> json_clients{
      {"consent", {}}, {"customer_profile", {}}, {"scoring", {}}, {"reward_catalog", {}}};
};

constexpr absl::Duration kReportViewsEvery = absl::Seconds(5);
constexpr size_t kMostHead = size_t{32} * 1024;  // bytes of a request before its body

void DescribeLimits(config::Fields& fields, HttpLimits& limits) {
  fields.Number("http.threads", limits.threads, {1, 1024}, "Requests answered at once");
  fields.Number("http.queue", limits.queue, {1, 100000}, "Accepted connections that may wait for a thread");
  fields.Duration("http.within", limits.connection.within,
                  "How long a connection may last, from its acceptance to the last byte of the answer");
  int body_kilobytes = static_cast<int>(limits.most_body / 1024);
  fields.Number("http.body_kilobytes", body_kilobytes, {1, 4096}, "The largest body that is read");
  limits.most_body = static_cast<size_t>(body_kilobytes) * 1024;
  limits.connection.most_bytes = limits.most_body + kMostHead;
  fields.Number(
      "http.proxies", limits.proxies, {0, 10},
      "Proxies of ours before the gateway that add to X-Forwarded-For; 0 takes the peer for the person");
  if (limits.connection.within <= absl::ZeroDuration())
    fields.Wrong("http.within", "must be longer than nothing");
}

// "newsletter, birthday" -> purposes/newsletter, purposes/birthday
std::vector<std::string> PurposesOf(const std::string& offered) {
  std::vector<std::string> names;
  for (const auto id : absl::StrSplit(offered, absl::ByAnyChar(", "), absl::SkipEmpty()))
    names.push_back("purposes/" + std::string(id));
  return names;
}

void DescribePages(config::Fields& fields, Place& place) {
  fields.Text("pages.base_url", place.base_url,
              "Where people reach the pages, https://preferences.example.test");
  fields.Text("pages.company", place.house.name, "What people call the company");
  fields.Text("pages.imprint_url", place.house.imprint_url,
              "The imprint, linked from each page; empty for none");
  fields.Text("pages.privacy_url", place.house.privacy_url, "The privacy notice, linked from each page");
  for (const auto& [key, url] : {std::pair("pages.base_url", &place.base_url),
                                 std::pair("pages.imprint_url", &place.house.imprint_url),
                                 std::pair("pages.privacy_url", &place.house.privacy_url)}) {
    const bool is_url = url->starts_with("https://") || url->starts_with("http://");
    if (!is_url && !(url->empty() && url != &place.base_url))
      fields.Wrong(key, "must begin with https:// or http://");
  }
  while (place.base_url.ends_with('/')) place.base_url.pop_back();
}

void DescribeSignUp(config::Fields& fields, Config& config) {
  fields.Text("sign_up.purposes", config.offered,
              "What the registration offers, such as \"newsletter, birthday\"; without any there is none");
  fields.SecretFile("sign_up.form_key_file", config.form_key_file,
                    "Seals forms; the same for all replicas. Empty makes a key for this process");
  for (const std::string& purpose : PurposesOf(config.offered)) {
    if (!IdOf(purpose, "purposes/*")) fields.Wrong("sign_up.purposes", purpose + " is no name of a purpose");
  }
}

// Callers bring their own key: a connection that says who the gateway is would lend them its scopes.
void DescribeJson(config::Fields& fields, Config& config) {
  fields.Flag("json.enabled", config.json, "Whether programs may call every unary RPC with JSON");
  if (!config.json) return;
  for (auto& [service, settings] : config.json_clients) {
    const std::string section = "json." + service;
    Describe(fields, section, settings);
    if (!settings.api_key_file.empty() || !settings.tls.certificate_file.empty())
      fields.Wrong(section, "may not name a key or a certificate: callers bring their own");
  }
}

void Describe(config::Fields& fields, Config& config) {
  config::DescribePorts(fields, config.server);
  Describe(fields, "clients.consent", config.consent);
  DescribeLimits(fields, config.limits);
  DescribePages(fields, config.place);
  DescribeSignUp(fields, config);
  DescribeJson(fields, config);
}

// By package; nothing where JSON is off.
absl::StatusOr<std::map<std::string, rpc::Remote>> JsonServices(const Config& config) {
  std::map<std::string, rpc::Remote> services;
  if (!config.json) return services;
  for (const auto& [service, settings] : config.json_clients) {
    ASSIGN_OR_RETURN(services["bestand." + service + ".v1"], rpc::Connect(settings, service, ""));
  }
  return services;
}

absl::StatusOr<FormStamp> StampOf(const Config& config) {
  if (config.form_key_file.empty()) return FormStamp(RandomBytes(32));
  ASSIGN_OR_RETURN(std::string key, config::ReadSecret(config.form_key_file));
  return FormStamp(std::move(key));
}

absl::Status Serve(const Config& config) {
  const log::Logger logger("gateway", log::LevelOf(config.server.log_level));
  metrics::Metrics metrics;
  ASSIGN_OR_RETURN(const auto remote, rpc::Connect(config.consent, "consent", "gateway"));
  ConsentClient desk(remote);
  PageViews views;
  const ViewReporter reporter(views, desk, kReportViewsEvery);
  ConfirmHandlers confirm(desk, config.place, views);
  PreferenceHandlers preferences(desk, config.place);
  DataClient data_desk(remote);
  DataHandlers data(data_desk, config.place);
  ASSIGN_OR_RETURN(FormStamp stamp, StampOf(config));
  SignUpHandlers sign_up({desk, config.place, views, PurposesOf(config.offered), std::move(stamp)});
  std::vector<Route> routes = confirm.Routes();
  for (Route& route : preferences.Routes()) routes.push_back(std::move(route));
  for (Route& route : data.Routes()) routes.push_back(std::move(route));
  for (Route& route : sign_up.Routes()) routes.push_back(std::move(route));
  ASSIGN_OR_RETURN(auto services, JsonServices(config));
  const JsonApi json(std::move(services));
  if (config.json) {
    routes.push_back({"/bestand.*", nullptr, [&](const HttpRequest& request) { return json.Call(request); }});
  }
  const Router router(std::move(routes), config.place, logger, metrics);
  auto port = std::make_unique<HttpPort>(config.server, config.limits,
                                         [&](const HttpRequest& request) { return router.Answer(request); });
  return rpc::Serve(config.server, {logger, metrics, std::move(port), {}, [] { return true; }});
}

}  // namespace bestand::gateway

int main(int argc, char** argv) {
  using bestand::gateway::Config;
  return bestand::rpc::ServiceMain<Config>(
      argc, argv, {"gateway", "Shows people the pages behind our mails.", bestand::gateway::Serve, nullptr});
}
