#!/usr/bin/env bash
# Installs the packages of the rooms named (see packages.txt) that are missing.
# Needs root or sudo only if something is missing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() { echo "install_packages: $*" >&2; exit 1; }

type dpkg-query apt-get &>/dev/null ||
  fail "this system has no apt; install what $here/packages.txt lists by hand, then run cmake"
(( $# > 0 )) || fail "name the rooms, as in packages.txt"

missing=()
while read -r package room _; do
  [[ -z $package || $package == \#* || " $* " != *" $room "* ]] && continue
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) || true
  [[ $status == installed ]] || missing+=("$package")
done <"$here/packages.txt"

if (( ${#missing[@]} == 0 )); then
  echo "== Packages: all there"
  exit
fi

as_root=()
if (( EUID != 0 )); then
  command -v sudo >/dev/null ||
    fail "missing: ${missing[*]}; installing them needs root or sudo"
  as_root=(sudo)
  [[ -t 0 ]] || as_root+=(-n)  # nobody is there to type a password
fi

echo "== Packages: installing ${missing[*]}"
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" </dev/null; }
apt update
# One sync at the end instead of one a file.
apt install -y --no-install-recommends -o Dpkg::Options::=--force-unsafe-io "${missing[@]}"
