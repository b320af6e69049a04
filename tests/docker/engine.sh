#!/usr/bin/env bash
# A Docker engine with Compose for the tests, on a machine that may have none: Debian's engine,
# started by hand, and Compose built as a Go module.
#
#   tests/docker/engine.sh start   does nothing where an engine and Compose answer
#   tests/docker/engine.sh clean   drops what earlier runs made: containers, volumes, networks and
#                                  images of the lab, stand-ins of base images, the builds' cache
#   tests/docker/engine.sh stop    ends the engine that `start` started, and no other
#
# Where it cannot be had, `start` says why and fails; the tests are skipped then, with that reason.
set -euo pipefail

state=/var/tmp/instigator-docker
compose_version=v2.40.3

answers() { timeout 10 docker version >/dev/null 2>&1; }
fail() {
  echo "Cannot start a Docker engine: $*" >&2
  exit 1
}

install_engine() {
  command -v dockerd >/dev/null && command -v debootstrap >/dev/null && return
  command -v apt-get >/dev/null || fail "there is no dockerd, and no apt-get to install it"
  timeout 120 apt-get update -qq || fail "apt-get update did not succeed within 2 minutes"
  timeout 300 apt-get install -y -qq --no-install-recommends docker.io debootstrap iptables >/dev/null ||
    fail "docker.io was not installed within 5 minutes"
  # Where the package starts it as a service, ours is not needed.
}

start_engine() {
  answers && return
  [ "$(id -u)" = 0 ] || fail "none answers, and only root can start one"
  install_engine
  answers && return
  mkdir -p "$state"
  # Without a service manager nothing mounts the control groups for it.
  setsid dockerd --pidfile "$state/dockerd.pid" >"$state/dockerd.log" 2>&1 </dev/null &
  for _ in {1..60}; do
    answers && return
    [ -e "/proc/$!" ] || break
    sleep 0.5
  done
  tail -n 20 "$state/dockerd.log" >&2
  fail "dockerd does not answer; the end of its log is above"
}

# Compose is a plugin of the docker command; a Go module of our own requires it, so that its
# replacements and its version are fixed.
install_compose() {
  timeout 10 docker compose version >/dev/null 2>&1 && return
  command -v go >/dev/null || fail "there is no Compose, and no Go to build it with"
  local module plugins=${DOCKER_CONFIG:-$HOME/.docker}/cli-plugins
  module=$(mktemp -d)
  (
    cd "$module"
    go mod init compose >/dev/null 2>&1
    go get "github.com/docker/compose/v2/cmd@$compose_version"
    timeout 900 go build -trimpath \
      -ldflags "-s -w -X github.com/docker/compose/v2/internal.Version=$compose_version" \
      -o docker-compose github.com/docker/compose/v2/cmd
  ) >"$module/log" 2>&1 || { tail -n 20 "$module/log" >&2; fail "Compose was not built"; }
  mkdir -p "$plugins"
  mv "$module/docker-compose" "$plugins/docker-compose"
  rm -rf "$module"
  docker compose version
}

# Of the lab only: its projects and its images are named instigator…, its stand-ins are labelled.
drop_leftovers() {
  answers || return 0
  local project="{{.Label \"com.docker.compose.project\"}}"
  docker ps --all --format "{{.ID}} $project" | lab_ids | xargs --no-run-if-empty docker rm --force
  docker volume ls --format "{{.Name}} $project" | lab_ids |
    xargs --no-run-if-empty docker volume rm --force
  docker network ls --format "{{.ID}} $project" | lab_ids | xargs --no-run-if-empty docker network rm
  docker images --format '{{.ID}} {{.Repository}}' | lab_ids | sort -u |
    xargs --no-run-if-empty docker rmi --force
  # Builds without BuildKit leave their stages as images without a name, which keep their bases.
  docker builder prune --all --force
  docker image prune --force
  docker images --quiet --filter label=instigator.stand-in | sort -u |
    xargs --no-run-if-empty docker rmi --force
}

lab_ids() { awk '$2 ~ /^instigator/ { print $1 }'; }

stop_engine() {
  [ -e "$state/dockerd.pid" ] || return 0
  local pid
  pid=$(cat "$state/dockerd.pid")
  # A number that belongs to something else by now is left alone.
  grep -qsx dockerd "/proc/$pid/comm" || return 0
  kill "$pid"
  for _ in {1..60}; do
    [ -e "/proc/$pid" ] || return 0
    sleep 0.5
  done
  kill -9 "$pid"
}

case ${1:-} in
  start)
    start_engine
    install_compose
    ;;
  clean) drop_leftovers >/dev/null ;;
  stop) stop_engine ;;
  *)
    echo "Usage: tests/docker/engine.sh start|clean|stop" >&2
    exit 2
    ;;
esac
