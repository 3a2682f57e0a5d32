# shellcheck shell=bash
# A private PostgreSQL: own data, own socket, no network port; never the system's cluster.

DATABASE_PORT=5433  # only names the socket: the server listens on no network address
DATABASES=(consent consent_keys customer_profile scoring reward_catalog)

postgres_binary() {
  local found
  found=$(printf '%s\n' /usr/lib/postgresql/*/bin/"$1" | sort -V | tail -n 1)
  [[ -x $found ]] && echo "$found" && return
  command -v "$1" || fail "PostgreSQL's $1 is not there; ./bestand doctor says how to get it."
}

# PostgreSQL refuses root: then it runs as the user `postgres`.
as_database_user() {
  if [[ $EUID -ne 0 ]]; then "$@"; else
    setpriv --reuid postgres --regid postgres --init-groups -- "$@"
  fi
}

# Where the data lies: .bestand/postgres, unless its user may not go there (a checkout in /root) or the
# path is longer than a socket's may be (107 bytes). Each $STATE has its own.
postgres_home() {
  local home=$STATE/postgres
  if ((${#home} > 80)) || ! as_database_user test -x "$STATE"; then
    home=/var/tmp/bestand-$(printf %s "$STATE" | sha256sum | cut -c1-12)
  fi
  echo "$home"
}

prepare_postgres() {
  POSTGRES_HOME=$(postgres_home)
  [[ $POSTGRES_HOME == "$STATE"/* ]] || use_home_elsewhere
  [[ -f $POSTGRES_HOME/data/PG_VERSION ]] || create_cluster
  as_database_user test -w "$POSTGRES_HOME/data" ||
    fail "$POSTGRES_HOME belongs to another user; run this as that user, or remove the folder to start anew."
}

# Data that lies elsewhere goes with $STATE: a cluster left by a $STATE that was removed is not taken up.
use_home_elsewhere() {
  say "PostgreSQL's user cannot use $STATE, so the data lies in $POSTGRES_HOME"
  [[ -e $STATE/postgres.elsewhere ]] || rm -rf "$POSTGRES_HOME"
  echo "$POSTGRES_HOME" >"$STATE/postgres.elsewhere"
}

create_cluster() {
  say "Creating the database cluster in $POSTGRES_HOME"
  mkdir -p "$POSTGRES_HOME" && rm -rf "$POSTGRES_HOME/data"
  [[ $EUID -ne 0 ]] || chown postgres:postgres "$POSTGRES_HOME"
  as_database_user mkdir -p -m 0700 "$POSTGRES_HOME/socket"
  # Everyone who may enter the socket's folder (its owner and root) is trusted; nobody else gets in.
  (cd / && as_database_user "$(postgres_binary initdb)" --pgdata "$POSTGRES_HOME/new" --username bestand \
    --auth trust --encoding UTF8 --locale C.UTF-8) >"$LOGS/initdb.log" 2>&1 ||
    fail "initdb failed; $LOGS/initdb.log says why."
  as_database_user mv "$POSTGRES_HOME/new" "$POSTGRES_HOME/data"
}

# The command that runs the server in the foreground, one word a line, for the supervisor.
postgres_command() {
  local command=("$(postgres_binary postgres)" -D "$POSTGRES_HOME/data" -p "$DATABASE_PORT"
    -c "unix_socket_directories=$POSTGRES_HOME/socket" -c listen_addresses= -c max_connections=200
    -c shared_buffers=256MB -c max_wal_size=2GB -c timezone=UTC)
  [[ $EUID -ne 0 ]] ||
    command=(setpriv --reuid postgres --regid postgres --init-groups --pdeathsig INT -- "${command[@]}")
  printf '%s\n' "${command[@]}"
}

# Who owns a service's tables, and migrates them. That of consent's evidence is not the one that serves.
owner_of() {
  case $1 in
    consent | consent_keys) echo "$1_owner" ;;
    *) echo "$1" ;;
  esac
}

# database_url <database> [role]
database_url() {
  echo "postgresql://${2:-$1}@/$1?host=$POSTGRES_HOME/socket&port=$DATABASE_PORT"
}

postgres_answers() { pg_isready -q -h "$POSTGRES_HOME/socket" -p "$DATABASE_PORT" -t 1; }

admin_sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 -h "$POSTGRES_HOME/socket" -p "$DATABASE_PORT" -U bestand "$@"; }

# Makes role and database of each service where they are missing.
create_databases() {
  local name owner
  for name in "${DATABASES[@]}"; do
    owner=$(owner_of "$name")
    [[ $(admin_sql -d postgres -c "SELECT 1 FROM pg_database AS d JOIN pg_roles AS r ON r.oid = d.datdba
      WHERE d.datname = '$name' AND r.rolname = '$owner'") == 1 ]] && continue
    create_database "$name" "$owner" || fail "The database $name could not be made."
  done
}

# One that its service still owns, from an older version, is handed over.
create_database() {
  local name=$1 owner=$2 role
  for role in "$name" "$owner"; do
    admin_sql -d postgres -c "DO \$\$ BEGIN CREATE ROLE $role LOGIN; EXCEPTION WHEN duplicate_object THEN END \$\$" ||
      return 1
  done
  if [[ $(admin_sql -d postgres -c "SELECT 1 FROM pg_database WHERE datname = '$name'") == 1 ]]; then
    admin_sql -d "$name" -c "ALTER DATABASE $name OWNER TO $owner" -c "REASSIGN OWNED BY $name TO $owner"
  else
    admin_sql -d postgres -c "CREATE DATABASE $name OWNER $owner" -c "REVOKE ALL ON DATABASE $name FROM PUBLIC"
  fi
}
