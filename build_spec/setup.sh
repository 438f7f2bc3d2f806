#!/bin/sh
# Installs the few Debian packages that Qt, Chinese paper and the tests want, if they are missing and we may.
# On other systems, or without root, it says what is missing and goes on: the program then tells what it lacks.
set -eu
wanted="python3-venv libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon-x11-0 libxcb-cursor0
 libwayland-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1"
[ "${1:-}" = test ] && wanted="$wanted poppler-utils"
command -v dpkg-query >/dev/null 2>&1 || exit 0

# A Python that brings its own venv and ensurepip (pyenv, uv, a source build) needs no package for it.
if python3 -c 'import ensurepip, venv' 2>/dev/null; then wanted=$(echo "$wanted" | sed 's/python3-venv//'); fi
# A Kai face for the second headings, unless the machine already has a Chinese Kai.
if ! fc-list 2>/dev/null | grep -qiE 'kaiti|simkai|wenkai|ukai|gkai'; then wanted="$wanted fonts-lxgw-wenkai"; fi

missing=""
for package in $wanted; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' && continue
    # Renamed in later releases (time_t transition): the newer name serves as well.
    dpkg-query -W -f '${Status}' "${package}t64" 2>/dev/null | grep -q 'ok installed' && continue
    missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" != 0 ]; then
    echo "Missing system packages (ask an administrator: apt-get install$missing)" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
echo "Installing:$missing"
apt-get update -qq || true
install() { apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1; }
# All at once is quickest; one by one where a release lacks or has renamed one of them.
# shellcheck disable=SC2086
install $missing && exit 0
for package in $missing; do
    install "$package" || install "${package}t64" ||
        echo "Could not install $package; going on without it." >&2
done
