#!/usr/bin/env bash
# Finds cbc, the solver that the tests and the benchmark of the rotation plan compare with, or installs it with the machine's
# package manager. Where neither can be done it prints the command to run. The product itself does not need it.
set -euo pipefail

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

install() {
  if command -v apt-get >/dev/null; then
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends coinor-cbc
  elif command -v dnf >/dev/null; then
    as_root dnf install -y coin-or-Cbc
  elif command -v brew >/dev/null; then
    brew install cbc
  else
    return 1
  fi
}

if command -v cbc >/dev/null; then exit; fi
echo "cbc is not here; installing it." >&2
if install >&2 && command -v cbc >/dev/null; then exit; fi
echo >&2
echo "cbc could not be installed. Install the package coinor-cbc (Debian, Ubuntu), coin-or-Cbc (Fedora) or cbc (brew), then try again:" >&2
echo "    apt-get update && apt-get install -y coinor-cbc" >&2
exit 1
