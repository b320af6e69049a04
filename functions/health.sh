#!/bin/bash
# Whether a function of this container answers a path with 200: `health.sh 5000 /readyz`. It is
# given some time for it, so that one that is just starting is found healthy the moment it is, and
# not at the next time of asking.
answers() {
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
  read -r -t 4 _ status _ <&3 && [ "$status" = 200 ]
} 2>/dev/null

until answers "$@"; do
  [ "$SECONDS" -lt 20 ] || exit 1
  sleep 0.2
done
