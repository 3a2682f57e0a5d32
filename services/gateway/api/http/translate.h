#pragma once

#include <httplib.h>

#include "services/gateway/api/http/exchange.h"

namespace bestand::gateway {

// Lets `handler` answer every request of a server. A POST that cannot be taken is refused before its body is
// read: 411 without a length, 415 when it is compressed. With `proxies` > 0 a person's
// address is that many places from the right in X-Forwarded-For.
void Answer(httplib::Server& server, const HttpHandler& handler, int proxies);

}  // namespace bestand::gateway
