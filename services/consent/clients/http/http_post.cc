#include "services/consent/clients/http/http_post.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "common/error/error.h"

namespace bestand::consent {
namespace {

using Curl = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

// One call on its way.
struct Call {
  const HttpOptions& options;
  HttpAnswer answer;
  curl_slist* headers = nullptr;
  ~Call() { curl_slist_free_all(headers); }

  static size_t Take(char* bytes, size_t size, size_t count, void* self) {
    auto& [options, answer, headers] = *static_cast<Call*>(self);
    // To take less than came ends the call.
    if (answer.body.size() + size * count > options.most_bytes) return 0;
    answer.body.append(bytes, size * count);
    return size * count;
  }
};

absl::Status Away(const HttpRequest& request, CURLcode code) {
  return Failure(absl::StatusCode::kUnavailable, "ANCHOR_AWAY",
                 "No answer from " + request.url + ": " + curl_easy_strerror(code) +
                     ". It is asked again; look at its address if that stays so.",
                 {{"url", request.url}});
}

void Prepare(CURL* curl, const HttpRequest& request, Call& call) {
  const long timeout_ms = static_cast<long>(absl::ToInt64Milliseconds(call.options.timeout));
  call.headers = curl_slist_append(nullptr, ("Content-Type: " + request.content_type).c_str());
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!call.options.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, call.options.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, call.headers);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Call::Take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &call);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, std::min(timeout_ms, 5000L));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout_ms);
}

absl::StatusOr<HttpAnswer> Post(const HttpRequest& request, const HttpOptions& options) {
  static const CURLcode kStarted = curl_global_init(CURL_GLOBAL_DEFAULT);
  const Curl curl(kStarted == CURLE_OK ? curl_easy_init() : nullptr, curl_easy_cleanup);
  if (curl == nullptr) return Away(request, CURLE_FAILED_INIT);
  Call call{options, {}};
  Prepare(curl.get(), request, call);
  const CURLcode code = curl_easy_perform(curl.get());
  if (code != CURLE_OK) return Away(request, code);
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &call.answer.status);
  const char* type = nullptr;
  curl_easy_getinfo(curl.get(), CURLINFO_CONTENT_TYPE, &type);
  if (type != nullptr) call.answer.content_type = type;
  return std::move(call.answer);
}

}  // namespace

HttpPost PostByCurl(HttpOptions options) {
  return [options = std::move(options)](const HttpRequest& request) { return Post(request, options); };
}

}  // namespace bestand::consent
