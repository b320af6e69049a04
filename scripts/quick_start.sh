#!/bin/sh
# Brings the lab up and shows records flowing: `deno task quick-start`, with Deno fetched first
# where neither Deno nor Node is there.
set -eu
cd "$(dirname "$0")/.."
. scripts/find_deno.sh
run_deno task quick-start "$@"
