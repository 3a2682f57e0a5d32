#include "services/gateway/api/http/translate.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"

namespace bestand::gateway {
namespace {

using HandlerResponse = httplib::Server::HandlerResponse;

// The part at `proxies` from the right, which the nearest proxy that is not ours had before it.
std::string AddressOf(const httplib::Request& request, int proxies) {
  if (proxies == 0) return request.remote_addr;
  const std::vector<std::string> hops =
      absl::StrSplit(request.get_header_value("X-Forwarded-For"), ',', absl::SkipWhitespace());
  if (static_cast<int>(hops.size()) < proxies) return request.remote_addr;
  return std::string(absl::StripAsciiWhitespace(hops[hops.size() - static_cast<size_t>(proxies)]));
}

HttpRequest RequestOf(const httplib::Request& from, int proxies) {
  HttpRequest request;
  request.method = from.method == "HEAD" ? "GET" : from.method;
  request.head = from.method == "HEAD";
  request.path = from.path;
  request.fields.insert(from.params.begin(), from.params.end());
  for (const auto& [name, value] : from.headers) request.headers.emplace(absl::AsciiStrToLower(name), value);
  request.body = from.body;
  request.ip_address = AddressOf(from, proxies);
  return request;
}

void Fill(const HttpAnswer& answer, httplib::Response& response) {
  response.status = answer.status;
  for (const auto& [name, value] : answer.headers) response.set_header(name, value);
  if (!answer.write_body) return response.set_content(answer.body, answer.content_type);
  const auto provide = [write_body = answer.write_body](size_t, httplib::DataSink& sink) {
    if (!write_body([&sink](std::string_view piece) { return sink.write(piece.data(), piece.size()); }))
      return false;
    sink.done();
    return true;
  };
  response.set_chunked_content_provider(answer.content_type, provide);
}

// What is wrong with a request whose body has not been read yet, as a status; 0 for nothing.
int Refusal(const httplib::Request& request) {
  if (request.method != "POST") return 0;  // what others send is never read
  if (request.has_header("Transfer-Encoding") || request.get_header_value_count("Content-Length") != 1)
    return 411;
  return request.has_header("Content-Encoding") ? 415 : 0;
}

HttpAnswer Plain(int status) {
  return {status, "This request cannot be answered.\n", "text/plain; charset=utf-8", {}};
}

}  // namespace

void Answer(httplib::Server& server, const HttpHandler& handler, int proxies) {
  const auto answer = [handler, proxies](const httplib::Request& request, httplib::Response& response) {
    Fill(handler(RequestOf(request, proxies)), response);
  };
  server.set_pre_routing_handler([answer](const httplib::Request& request, httplib::Response& response) {
    if (const int refusal = Refusal(request); refusal != 0) {
      Fill(Plain(refusal), response);
    } else if (request.method == "POST") {
      return HandlerResponse::Unhandled;
    } else {
      answer(request, response);
    }
    return HandlerResponse::Handled;
  });
  server.Post(R"([\s\S]*)", answer);
  server.set_error_handler([](const httplib::Request&, httplib::Response& response) {
    if (response.body.empty()) Fill(Plain(response.status), response);
  });
  server.set_exception_handler([](const httplib::Request&, httplib::Response& response, std::exception_ptr) {
    Fill(Plain(500), response);
  });
}

}  // namespace bestand::gateway
