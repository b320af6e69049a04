# Sets $deno to a command that runs a Deno that is new enough: the one on the PATH or where its
# installer puts it, npm's, or one that is fetched into the user's cache. Sourced by the others.
cached="${INSTIGATOR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/instigator}/deno"

# Whether $1 is Deno 2.9 or newer.
new_enough() {
  "$1" eval 'const [a, b] = Deno.version.deno.split("."); Deno.exit(a > 2 || (a == 2 && b >= 9) ? 0 : 1)' 2>/dev/null
}

deno=
for candidate in deno "$HOME/.deno/bin/deno" "$cached/bin/deno"; do
  if command -v "$candidate" >/dev/null && new_enough "$candidate"; then
    deno="$candidate"
    break
  fi
done

if [ -n "$deno" ]; then
  :
elif command -v npx >/dev/null; then
  deno="npx -y deno@2"
elif python3 -m pip --version >/dev/null 2>&1; then
  # Deno is on PyPI too, as a wheel that holds its binary.
  echo "Fetching Deno by pip" >&2
  python3 -m pip install --quiet --disable-pip-version-check --target "$cached" 'deno>=2.9,<3'
  deno="$cached/bin/deno"
elif command -v curl >/dev/null; then
  echo "Fetching Deno by its installer" >&2
  curl -fsSL https://deno.land/install.sh | DENO_INSTALL="$cached" sh -s -- --yes --no-modify-path >&2
  deno="$cached/bin/deno"
else
  echo "Cannot get Deno: install Deno 2.9, Node, Python with pip, or curl, and run this again" >&2
  exit 1
fi
