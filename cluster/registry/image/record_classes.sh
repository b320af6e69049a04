#!/bin/bash
# Runs the registry once while the image is built, with its schemas in memory, and stops it cleanly: then its
# JVM writes the cache of classes.
set -euo pipefail
cd /opt/instigator

APICURIO_STORAGE_KIND=sql java @registry.record @registry.options >/tmp/registry.log 2>&1 &
registry=$!
for _ in {1..1200}; do
  ./health.sh 2>/dev/null && break
  kill -0 "$registry" || { cat /tmp/registry.log; exit 1; }
  sleep 0.2
done
kill "$registry"
# A JVM that SIGTERM ends has the exit code 143.
wait "$registry" || [ $? -eq 143 ]
[ "$(find classes -type f | wc -l)" = 1 ] || { cat /tmp/registry.log; exit 1; }
rm -r /tmp/registry.log /tmp/vertx-cache /tmp/hsperfdata_* 2>/dev/null || true
