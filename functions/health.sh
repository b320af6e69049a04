#!/bin/bash
# Whether a function of this container answers a path with 200: `health.sh 5000 /readyz`. It is
# given a few seconds for it, so that one that is just starting is found healthy the moment it is.
answers() {
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
  read -r -t 4 _ status _ <&3 && [ "$status" = 200 ]
} 2>/dev/null

for _ in {1..16}; do
  answers "$@" && exit
  sleep 0.3
done
exit 1
