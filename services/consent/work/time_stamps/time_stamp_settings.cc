#include "services/consent/work/time_stamps/time_stamp_settings.h"

namespace bestand::consent {
namespace {

constexpr std::string_view kUrl = "consent.time_stamp_url";
constexpr std::string_view kCaFile = "consent.time_stamp_ca_file";
constexpr std::string_view kInterval = "consent.time_stamp_interval";

}  // namespace

void Describe(config::Fields& fields, TimeStampSettings& settings) {
  fields.Text(
      kUrl, settings.url,
      "Which authority stamps the log's checkpoints with the time (RFC 3161); empty: nobody is asked");
  fields.File(kCaFile, settings.ca_file,
              "Who may vouch for the signature in its time stamps, in PEM; needed with the authority");
  fields.Duration(kInterval, settings.interval, "How often it is asked at most, when the log has grown");
  if (settings.interval < absl::Seconds(1)) fields.Wrong(kInterval, "must be at least 1s");
  if (settings.url.empty()) return;
  if (!settings.url.starts_with("http://") && !settings.url.starts_with("https://")) {
    fields.Wrong(kUrl, "\"" + settings.url + "\" does not begin with http:// or https://");
  }
  if (settings.ca_file.empty()) fields.Wrong(kCaFile, "is missing; without it no time stamp can be checked");
}

}  // namespace bestand::consent
