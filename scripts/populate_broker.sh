#!/bin/sh
# Makes the cluster's topics match cluster/topics.json: `deno task populate`.
set -eu
cd "$(dirname "$0")/.."
. scripts/find_deno.sh
run_deno task populate "$@"
