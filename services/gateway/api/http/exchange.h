#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bestand::gateway {

// A request as our pages see it. Everything in it was written by a stranger.
struct HttpRequest {
  std::string method;                               // "GET", "POST", …; HEAD comes as GET
  bool head = false;                                // it came as HEAD: nobody sees what goes back
  std::string path;                                 // decoded, begins with '/'
  std::multimap<std::string, std::string> fields;   // of the query and of a posted form, decoded
  std::multimap<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::string ip_address;  // of the person, as far as we can know it

  // Returns the first value of a field, "" without one.
  std::string_view Field(const std::string& name) const { return First(fields, name); }
  // Returns the first value of a header by its name in lower case, "" without one.
  std::string_view Header(const std::string& name) const { return First(headers, name); }

 private:
  static std::string_view First(const std::multimap<std::string, std::string>& values,
                                const std::string& name) {
    const auto found = values.find(name);
    return found == values.end() ? std::string_view() : found->second;
  }
};

// Sends a piece of an answer; says whether it arrived. Who gets false stops.
using SendPiece = std::function<bool(std::string_view)>;

// What goes back. Names and values of headers are ours, never a stranger's.
struct HttpAnswer {
  int status = 200;
  std::string body;
  std::string content_type = "text/html; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers;
  // Writes a body that is too long to be held, in the place of `body`; nothing for none. Returns false when
  // it breaks off, which the other side sees.
  std::function<bool(const SendPiece&)> write_body = {};
};

// Answers a request; many threads call it at once. Waits no longer than the connection's time.
using HttpHandler = std::function<HttpAnswer(const HttpRequest&)>;

}  // namespace bestand::gateway
