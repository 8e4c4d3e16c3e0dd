#!/usr/bin/env bash
# Finds chromium, or installs Debian's. Only the tests of the pages need it; the product opens no browser.
set -euo pipefail

find_chromium() {
  [[ -n "${CANBO_CHROMIUM:-}" && -x "$CANBO_CHROMIUM" ]] ||
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
}

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
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium
  elif command -v dnf >/dev/null; then
    as_root dnf install -y chromium
  elif command -v brew >/dev/null; then
    brew install --cask chromium
  else
    return 1
  fi
}

if find_chromium; then exit 0; fi
echo "Chromium is not here; installing it for the tests of the pages." >&2
if install >&2 && find_chromium; then exit 0; fi
echo "Chromium could not be installed. Install it, or name one with CANBO_CHROMIUM=/path/to/chromium, then try again." >&2
exit 1
