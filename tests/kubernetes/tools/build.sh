#!/usr/bin/env bash
# What the tests on Kubernetes run, built unmodified from the module go.mod next to this script, once:
# the control plane, a kubelet with its network plugins, kwok, kubectl and KEDA, with KEDA's CRDs.
#
#   tests/kubernetes/tools/build.sh          builds what is not built yet; prints the folder
#   tests/kubernetes/tools/build.sh where    prints the folder, and fails where nothing is built
#
# The folder is one of the user's cache, named by the hash of go.mod, go.sum, Go's version and this
# script. A build takes about 20 minutes of CPU time, and 8 GB of disk while it lasts, 1 GB after.
set -euo pipefail
cd "$(dirname "$0")"

fail() {
  echo "Cannot build the Kubernetes tools: $*" >&2
  exit 1
}

command -v go >/dev/null || fail "there is no Go; install Go 1.26 or newer"
# Go 1.26 or newer, and no other one is fetched.
export GOTOOLCHAIN=local GOWORK=off CGO_ENABLED=0
version=$(go env GOVERSION)
hash=$(cat go.mod go.sum build.sh pause/main.go <(echo "$version $(go env GOOS GOARCH)") | sha256sum | cut -c1-16)
folder=${XDG_CACHE_HOME:-$HOME/.cache}/instigator/kubernetes-tools/$hash

if [ -e "$folder/complete" ] || [ "${1:-}" = where ]; then
  [ -e "$folder/complete" ] || fail "nothing is built at $folder; run $0"
  echo "$folder"
  exit
fi

mkdir -p "$folder"
# Two builds at once would take twice the memory, and the second one finds what the first one made.
exec 9>"$folder/lock"
flock 9
if [ -e "$folder/complete" ]; then
  echo "$folder"
  exit
fi

# Of its own and removed at the end: it has 5 GB, the binaries have less than one.
GOCACHE=$(mktemp -d "$folder/build.XXXXXX")
export GOCACHE
trap 'rm -rf "$GOCACHE"' EXIT

# kubectl cannot parse the version that Kubernetes has without these.
v=k8s.io/component-base/version
kubernetes=$(go list -m -f '{{.Version}}' k8s.io/kubernetes)
minor=${kubernetes#v1.}
flags="-s -w -X $v.gitVersion=$kubernetes -X $v.gitMajor=1 -X $v.gitMinor=${minor%%.*}"

started=$SECONDS
nice -n 19 go build -trimpath -buildvcs=false -ldflags="$flags" -o "$folder/bin/" tool ./pause >&2 ||
  fail "go build failed; its output is above"
mv "$folder/bin/server" "$folder/bin/etcd"

keda=$(go list -m -f '{{.Dir}}' github.com/kedacore/keda/v2)
kwok=$(go list -m -f '{{.Dir}}' sigs.k8s.io/kwok)
rm -rf "$folder/keda" "$folder/kwok"
mkdir "$folder/keda" "$folder/kwok"
cp -r --no-preserve=mode "$keda/config/crd/bases" "$folder/keda/crds"
cp --no-preserve=mode "$keda/config/webhooks/validation_webhooks.yaml" "$folder/keda/"
for stage in node/fast/node-initialize pod/fast/pod-ready pod/fast/pod-complete pod/fast/pod-delete; do
  cat "$kwok/kustomize/stage/$stage.yaml"
  echo "---"
done >"$folder/kwok/stages.yaml"
for stage in "$kwok"/kustomize/stage/node/heartbeat-with-lease/*.yaml; do
  case $stage in */kustomization.yaml) continue ;; esac
  cat "$stage"
  echo "---"
done >>"$folder/kwok/stages.yaml"

echo "built in $((SECONDS - started)) s" >&2
touch "$folder/complete"
echo "$folder"
