# shellcheck shell=bash
# The services and their gateway: ports, settings and commands. Health answers at port + 100, metrics at + 200.

# What ./bestand up starts, callees first, so that nobody waits for anybody at the start. A test that needs only
# some of them names these.
read -ra SERVICES <<<"${BESTAND_SERVICES:-customer-profile consent scoring reward-catalog gateway}"
declare -A USUAL_PORT=([consent]=7001 [customer-profile]=7002 [scoring]=7003 [reward-catalog]=7004 [gateway]=7080
  [smtp]=7025)
declare -A PORT=()

underscored() { echo "${1//-/_}"; }
settings_file() { echo "$RUN/$1.toml"; }
has_database() { [[ $1 != gateway ]]; }

choose_ports() {
  local name
  take_place "${USUAL_PORT[@]}" || fail "No free ports for the suite."
  for name in "${!USUAL_PORT[@]}"; do PORT[$name]=$((USUAL_PORT[$name] + OFFSET)); done
}

clients_of() {
  case $1 in
    consent) echo customer-profile scoring ;;
    scoring) echo customer-profile consent ;;
    reward-catalog) echo consent customer-profile scoring ;;
    gateway) echo consent ;;
  esac
}

write_settings() {
  local name=$1 port=${PORT[$1]} other
  {
    printf '[server]\nlisten = "127.0.0.1:%s"\n' "$port"
    printf 'health_listen = "127.0.0.1:%s"\nmetrics_listen = "127.0.0.1:%s"\n' $((port + 100)) $((port + 200))
    ! has_database "$name" ||
      printf 'reflection = true\n\n[database]\nurl = "%s"\n' "$(database_url "$(underscored "$name")")"
    for other in $(clients_of "$name"); do
      printf '\n[clients.%s]\ntarget = "127.0.0.1:%s"\ninsecure = true\n' "$(underscored "$other")" "${PORT[$other]}"
    done
    [[ $name != customer-profile ]] || company_settings
    [[ $name != consent ]] || consent_settings
    [[ $name != gateway ]] || gateway_settings
  } >"$(settings_file "$name")"
}

# The shipped sales end on this day: only by its calendar are their customers customers of today.
TODAY=${BESTAND_AS_OF_DATE-2011-12-09}

company_settings() {
  printf '\n[company]\ntime_zone = "Europe/London"\n'
  [[ -z $TODAY ]] || printf 'as_of_date = "%s"\n' "$TODAY"
}

# The key that signs the consent log is made once; what it signed stays checkable over restarts.
consent_key() {
  local key=$STATE/keys/consent_log
  mkdir -p "$STATE/keys" && chmod 0700 "$STATE/keys"
  [[ -s $key ]] || "$(program bestandctl)" consent make-key "$key" --name consent.localhost/log >/dev/null
  echo "$key"
}

# The key that wraps those of subjects likewise: without it nothing personal in the log can be read.
consent_master_key() {
  local key=$STATE/keys/consent_master
  mkdir -p "$STATE/keys" && chmod 0700 "$STATE/keys"
  [[ -s $key ]] || { echo "k1 $(head -c 32 /dev/urandom | base64)" >"$key.new" && mv "$key.new" "$key"; }
  echo "$key"
}

consent_settings() {
  printf '\n[keys_database]\nurl = "%s"\n' "$(database_url consent_keys)"
  printf '\n[smtp]\nurl = "smtp://127.0.0.1:%s"\nfrom = "Bestand <service@example.test>"\n' "${PORT[smtp]}"
  pages_settings
  printf '\n[consent]\nsigning_key_file = "%s"\nmaster_key_file = "%s"\n' "$(consent_key)" "$(consent_master_key)"
  # The shipped customers live everywhere; the strictest rules there are hold for all of them.
  printf 'rules_elsewhere = "de-v1"\ncompany_name = "Giftware Shop"\nprivacy_notice = "version 2026-03"\n'
  printf '\n[reports]\nscoring = true\n'
}

# The registration offers what the demo makes.
gateway_settings() {
  pages_settings
  printf '\n[sign_up]\npurposes = "newsletter"\n\n[json]\nenabled = true\n'
  local other
  for other in consent customer-profile scoring reward-catalog; do
    printf '\n[json.%s]\ntarget = "127.0.0.1:%s"\ninsecure = true\n' "$(underscored "$other")" "${PORT[$other]}"
  done
}

pages_settings() { printf '\n[pages]\nbase_url = "http://127.0.0.1:%s"\n' "${PORT[gateway]}"; }

# What bestandctl and people read: one address a service, and where mail and data are.
write_addresses() {
  local name
  {
    for name in "${SERVICES[@]}"; do
      case $name in
        gateway) printf 'pages\thttp://127.0.0.1:%s\n' "${PORT[gateway]}" ;;
        *) printf '%s\t127.0.0.1:%s\n' "$(underscored "$name")" "${PORT[$name]}" ;;
      esac
    done
    printf 'smtp\t127.0.0.1:%s\nmail_folder\t%s\n' "${PORT[smtp]}" "$MAIL"
    printf 'database\thost=%s port=%s user=bestand\n' "$POSTGRES_HOME/socket" "$DATABASE_PORT"
  } | jq -Rn '[inputs | split("\t") | {(.[0]): .[1]}] | add' >"$ADDRESSES.new"
  mv "$ADDRESSES.new" "$ADDRESSES"
}

# What migrate is given besides the settings: the owner's role, and the one that serves.
owner_settings() {
  [[ $1 == consent ]] || return 0
  printf -- '--set\n%s\n' "database.url=$(database_url consent consent_owner)" database.service_role=consent \
    "keys_database.url=$(database_url consent_keys consent_keys_owner)" keys_database.service_role=consent_keys
}

migrate() {
  local owner
  has_database "$1" || return 0
  mapfile -t owner < <(owner_settings "$1")
  "$(program "$1")" migrate --config "$(settings_file "$1")" "${owner[@]}" >>"$LOGS/$1.log" 2>&1 ||
    { tail -n 5 "$LOGS/$1.log" >&2; fail "$1 could not migrate its database; $LOGS/$1.log says why."; }
}
