// gateway: the pages that people see, before the services. Wires; nothing else.

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
#include "services/gateway/api/web/confirm_handlers.h"
#include "services/gateway/api/web/preference_handlers.h"
#include "services/gateway/api/web/routes.h"
#include "services/gateway/api/web/sign_up_handlers.h"
#include "services/gateway/clients/consent_client.h"

namespace bestand::gateway {

struct Config {
  config::ServerSettings server;
  config::UpstreamSettings consent;
  HttpLimits limits;
  Place place;
  std::string offered;  // by the registration: names of purposes, with commas
  std::string form_key_file;
};

void DescribeLimits(config::Fields& fields, HttpLimits& limits) {
  fields.Number("http.threads", limits.threads, {1, 1024}, "Requests answered at once");
  fields.Number("http.queue", limits.queue, {1, 100000}, "Accepted connections that may wait for a thread");
  fields.Duration("http.within", limits.connection.within,
                  "How long a connection may last, from its acceptance to the last byte of the answer");
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

void Describe(config::Fields& fields, Config& config) {
  config::DescribePorts(fields, config.server);
  Describe(fields, "clients.consent", config.consent);
  DescribeLimits(fields, config.limits);
  DescribePages(fields, config.place);
  DescribeSignUp(fields, config);
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
  ConfirmHandlers confirm(desk, config.place);
  PreferenceHandlers preferences(desk, config.place);
  ASSIGN_OR_RETURN(FormStamp stamp, StampOf(config));
  SignUpHandlers sign_up(desk, config.place, PurposesOf(config.offered), std::move(stamp));
  std::vector<Route> routes = confirm.Routes();
  for (Route& route : preferences.Routes()) routes.push_back(std::move(route));
  for (Route& route : sign_up.Routes()) routes.push_back(std::move(route));
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
