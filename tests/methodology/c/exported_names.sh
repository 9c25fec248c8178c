#!/usr/bin/env sh
# Fails where a shared library shows another name than linhui_*.
set -eu
names=$(nm -D --defined-only "$1" | awk '$2 != "A" { print $3 }')
echo "$names"
echo "$names" | grep -q '^linhui_estimate_free'
if echo "$names" | grep -v '^linhui_'; then
  echo "must not be seen from outside" >&2
  exit 1
fi
