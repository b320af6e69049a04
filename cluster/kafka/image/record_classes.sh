#!/bin/bash
# Runs one ensemble member and one broker while the image is built, and stops them cleanly: then
# each JVM writes its cache of classes.
set -euo pipefail
cd /opt/instigator
. ./ask.sh

await() {
  for _ in {1..1200}; do
    "$@" && return
    sleep 0.1
  done
  echo "Cannot record the classes: no success within 2 minutes of: $*" >&2
  return 1
}
serves() { ask localhost 2181 srvr | grep -q '^Mode: leader'; }
answers() { HOSTNAME=localhost ./health.sh kafka; }

# An ensemble of one; it goes through an election too.
mkdir /tmp/zookeeper
echo 1 >/tmp/zookeeper/myid
sed '/^server\.\|^dataDir/d' zoo.cfg >/tmp/zoo.cfg
printf '%s\n' dataDir=/tmp/zookeeper standaloneEnabled=false server.1=localhost:2888:3888 >>/tmp/zoo.cfg
java @zookeeper.record @zookeeper.options /tmp/zoo.cfg >/tmp/zookeeper.log 2>&1 &
zookeeper=$!
await serves || { cat /tmp/zookeeper.log; exit 1; }

CLASSES=kafka.record JMX_PORT=9999 HOSTNAME=localhost \
  KAFKA_BROKER_ID=1 KAFKA_LOG_DIRS=/tmp/kafka KAFKA_ZOOKEEPER_CONNECT=localhost:2181 \
  KAFKA_LISTENERS=PLAINTEXT://:9092,HOST://:19092 \
  KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://localhost:9092,HOST://localhost:19092 \
  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=PLAINTEXT:PLAINTEXT,HOST:PLAINTEXT \
  KAFKA_INTER_BROKER_LISTENER_NAME=PLAINTEXT \
  ./start.sh kafka >/tmp/kafka.log 2>&1 &
kafka=$!
await answers || { cat /tmp/kafka.log; exit 1; }

# A JVM that SIGTERM ends has the exit code 143.
for process in "$kafka" "$zookeeper"; do
  kill "$process"
  wait "$process" || [ $? -eq 143 ]
done
ls -l classes
[ "$(find classes -type f | wc -l)" = 2 ] || { cat /tmp/*.log; exit 1; }
rm -r /tmp/zookeeper* /tmp/zoo.cfg /tmp/kafka*
