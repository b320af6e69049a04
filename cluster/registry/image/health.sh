#!/bin/bash
# Whether the registry answers from its storage.
exec 3<>"/dev/tcp/127.0.0.1/${QUARKUS_HTTP_PORT:-8080}" || exit 1
printf 'GET /apis/ccompat/v7/config HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r -t 4 _ status _ <&3 && [ "$status" = 200 ]
