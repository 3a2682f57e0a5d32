#pragma once

#include <list>

#include "absl/time/time.h"

struct pg_conn;  // libpq's PGconn

namespace bestand::storage {

// Bounds how long libpq may wait for a server that says nothing (stopped, its disk or network stalled):
// statement_timeout is the server's own and ends nothing then. While a Watch lives beyond `until`, at
// least two seconds from now and two seconds after `until`, its connection is shut down, so that the
// call that waits on it fails as for any lost connection. Looked at four times a second.
//
// Lives on the stack of the thread that uses the connection, around the calls that wait.
class Watch {
 public:
  // InfiniteFuture: not watched.
  Watch(const pg_conn* connection, absl::Time until);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  struct Entry {
    int socket;  // a duplicate: libpq may close its own, and another file get the number
    absl::Time end;
  };
  class Guard;

  std::list<Entry> own_;  // the entry while it is not with the guard: at most one
  std::list<Entry>::iterator entry_;
};

}  // namespace bestand::storage
