#!/bin/bash
# Whether the node of this container does its work. It is given some time for it, so that a node that
# is just starting is found healthy the moment it is, and not at the next time of asking.
cd /opt/instigator
. ./ask.sh

healthy() {
  case $1 in
    # A member without a quorum serves nobody, and has no mode.
    zookeeper) ask localhost 2181 srvr | grep -qE '^Mode: (leader|follower)' ;;
    # Metadata version 1, of no topics. The controller tells each broker who is registered, so an
    # answer that names this one has all that is needed: a controller, and a registration. The
    # connection stays open, hence one read.
    kafka)
      ask localhost 9092 '\0\0\0\x0e\0\x03\0\x01\0\0\0\0\xff\xff\0\0\0\0' 'dd bs=64k count=1' |
        grep -qa "$HOSTNAME"
      ;;
  esac
}

until healthy "$1"; do
  [ "$SECONDS" -lt 20 ] || exit 1
  sleep 0.2
done
