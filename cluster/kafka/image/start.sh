#!/bin/bash
# Starts a node: `start.sh zookeeper` or `start.sh kafka`. KAFKA_* variables set a broker's
# properties, KAFKA_BROKER_ID that of broker.id; JMX_PORT opens JMX to this network.
set -euo pipefail
cd /opt/instigator
. ./ask.sh
role=$1
# Until java takes its place, this is the first process, which ignores SIGTERM unless told.
trap 'exit 143' TERM

# A broker that comes before the ensemble looks for its leader only takes the cores from it. A
# member opens its AdminServer when it does.
await_ensemble() {
  local members=(${KAFKA_ZOOKEEPER_CONNECT//,/ }) listening=0
  until [ $((2 * listening)) -gt ${#members[@]} ]; do
    sleep 0.1
    listening=0
    for member in "${members[@]}"; do
      if (exec 3<>"/dev/tcp/${member%:*}/8080") 2>/dev/null; then listening=$((listening + 1)); fi
    done
  done
}

# A broker that was killed stays registered until its session ends, and starting before that fails.
# One that stopped cleanly, or never ran, has no old registration.
await_old_registration() {
  [ -e "$KAFKA_LOG_DIRS/meta.properties" ] && ! [ -e "$KAFKA_LOG_DIRS/.kafka_cleanshutdown" ] || return 0
  local sessions
  until sessions=$(ephemeral_nodes) && ! grep -qw "/brokers/ids/$KAFKA_BROKER_ID" <<<"$sessions"; do
    sleep 0.2
  done
}

# What the sessions hold, by the first ensemble member that serves.
ephemeral_nodes() {
  local member
  for member in ${KAFKA_ZOOKEEPER_CONNECT//,/ }; do
    ask "${member%:*}" "${member#*:}" dump | grep -A 999 'Sessions with Ephemerals' && return
  done
}

case $role in
  zookeeper)
    echo "$ZOO_MY_ID" >/data/myid
    arguments=(zoo.cfg)
    ;;
  kafka)
    export KAFKA_LOG_DIRS=${KAFKA_LOG_DIRS:-/data}
    arguments=(cluster/kafka/server.properties)
    for name in "${!KAFKA_@}"; do
      property=${name#KAFKA_}
      property=${property,,}
      arguments+=(--override "${property//_/.}=${!name}")
    done
    await_ensemble
    await_old_registration
    ;;
esac

jmx=()
if [ -n "${JMX_PORT:-}" ]; then
  jmx=(
    "-Dcom.sun.management.jmxremote.port=$JMX_PORT"
    "-Dcom.sun.management.jmxremote.rmi.port=$JMX_PORT"
    -Dcom.sun.management.jmxremote.authenticate=false
    -Dcom.sun.management.jmxremote.ssl=false
    "-Djava.rmi.server.hostname=$HOSTNAME"
  )
fi

exec java "@${CLASSES:-$role.use}" "${jmx[@]}" "@$role.options" "${arguments[@]}"
