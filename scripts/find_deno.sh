# Defines run_deno, which runs a Deno that is new enough: the one on the PATH or where its installer
# puts it, npm's, or one that is fetched into the user's cache. Sourced by the others.

# Where a Deno goes that is fetched; nowhere without a home.
home="${HOME:-}"
cache="${INSTIGATOR_CACHE:-}"
[ -n "$cache" ] || [ -z "${XDG_CACHE_HOME:-}" ] || cache="$XDG_CACHE_HOME/instigator"
[ -n "$cache" ] || [ -z "$home" ] || cache="$home/.cache/instigator"
fetched="${cache:+$cache/deno}"

# Whether $1 is Deno 2.9 or newer.
new_enough() {
  "$1" eval 'const [a, b] = Deno.version.deno.split("."); Deno.exit(a > 2 || (a == 2 && b >= 9) ? 0 : 1)' 2>/dev/null
}

# Ends where a Deno would have to be fetched, and there is no place for it.
need_cache() {
  [ -n "$fetched" ] && return
  echo "Cannot fetch Deno: name a folder for it by INSTIGATOR_CACHE, or set HOME" >&2
  exit 1
}

deno=
for candidate in deno "$home/.deno/bin/deno" "$fetched/bin/deno"; do
  if command -v "$candidate" >/dev/null && new_enough "$candidate"; then
    deno="$candidate"
    break
  fi
done

if [ -n "$deno" ] || command -v npx >/dev/null; then
  :
elif python3 -m pip --version >/dev/null 2>&1; then
  need_cache
  # Deno is on PyPI too, as a wheel that holds its binary.
  echo "Fetching Deno by pip" >&2
  python3 -m pip install --quiet --disable-pip-version-check --target "$fetched" 'deno>=2.9,<3'
  deno="$fetched/bin/deno"
elif command -v curl >/dev/null; then
  need_cache
  echo "Fetching Deno by its installer" >&2
  curl -fsSL https://deno.land/install.sh | DENO_INSTALL="$fetched" sh -s -- --yes --no-modify-path >&2
  deno="$fetched/bin/deno"
else
  echo "Cannot get Deno: install Deno 2.9, Node, Python with pip, or curl, and run this again" >&2
  exit 1
fi

# In the place of this shell.
run_deno() {
  if [ -n "$deno" ]; then exec "$deno" "$@"; else exec npx -y deno@2 "$@"; fi
}
