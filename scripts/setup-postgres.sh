#!/usr/bin/env bash
# Finds the server binaries of PostgreSQL 15 or newer, or installs them with the machine's package manager.
# The product starts a private server of its own from them; no server of the system is used.
# Where neither can be done it prints the command to run. The order of the search is that of internal/privatepg.
set -euo pipefail

readonly oldest=15

# major DIR prints the major version of the server in DIR; it fails when there is none.
major() {
  [[ -x "$1/initdb" && -x "$1/postgres" ]] || return 1
  "$1/postgres" --version | sed -nE 's/.*\(PostgreSQL\) ([0-9]+).*/\1/p'
}

candidates() {
  if [[ -n "${PG_BIN:-}" ]]; then
    echo "$PG_BIN"
    return
  fi
  local postgres
  if postgres=$(command -v postgres); then dirname "$(readlink -f "$postgres")"; fi
  if command -v pg_config >/dev/null; then pg_config --bindir; fi
  compgen -G '/usr/lib/postgresql/*/bin' || true
  compgen -G '/usr/pgsql-*/bin' || true
  compgen -G '/opt/homebrew/opt/postgresql@*/bin' || true
  compgen -G '/usr/local/opt/postgresql@*/bin' || true
  compgen -G '/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin' || true
}

find_server() {
  local dir version
  while read -r dir; do
    if version=$(major "$dir") && ((version >= oldest)); then return 0; fi
  done < <(candidates)
  return 1
}

# as_root runs a command as root; it fails when that needs a password nobody can type.
as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
    sudo "$@"
  else
    return 1
  fi
}

install_apt() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q || return 1
  local offered
  offered=$(apt-cache policy postgresql | sed -nE 's/ *Candidate: ([0-9]+).*/\1/p')
  if ((${offered:-0} >= oldest)); then
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends postgresql
    return
  fi
  # An older Debian or Ubuntu: its postgresql-common knows how to add the PostgreSQL project's own packages.
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q postgresql-common ca-certificates &&
    as_root /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends postgresql-17
}

install_dnf() { as_root dnf install -y postgresql-server postgresql-contrib; }

install_brew() { brew install postgresql@17; }

# command_for prints what a person would type.
command_for() {
  local sudo='sudo '
  ((EUID == 0)) && sudo=''
  case $1 in
    apt) echo "${sudo}apt-get update && ${sudo}apt-get install -y postgresql" ;;
    dnf) echo "${sudo}dnf install -y postgresql-server postgresql-contrib" ;;
    brew) echo 'brew install postgresql@17' ;;
  esac
}

manager() {
  if command -v apt-get >/dev/null; then
    echo apt
  elif command -v dnf >/dev/null; then
    echo dnf
  elif command -v brew >/dev/null; then
    echo brew
  fi
}

main() {
  if find_server; then return; fi
  if [[ -n "${PG_BIN:-}" ]]; then
    echo "PG_BIN=$PG_BIN holds no PostgreSQL server of version $oldest or newer. Correct it, or unset it to search." >&2
    return 1
  fi
  local tool
  tool=$(manager)
  if [[ -z "$tool" ]]; then
    echo "PostgreSQL $oldest or newer is needed, and no package manager that I know (apt-get, dnf, brew) is here." >&2
    echo "Install its server, then run: PG_BIN=/folder/of/initdb make ${1:-demo}" >&2
    return 1
  fi
  echo "PostgreSQL $oldest or newer is not here; installing it with $tool." >&2
  if "install_$tool" >&2 && find_server; then return; fi
  echo >&2
  echo "PostgreSQL $oldest or newer could not be installed. Run this, then try again:" >&2
  echo "    $(command_for "$tool")" >&2
  return 1
}

main "$@"
