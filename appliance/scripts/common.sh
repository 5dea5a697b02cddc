# Shared by ./run, ./test and ./bench: finding or installing a JDK and Maven, and building.
# Sourced by bash with `root` set to the top of the checkout.

MIN_JAVA=17

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$(basename "$0"): $*"
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# Prints the major version of the given java or javac, or 0.
java_major() {
  local text
  text=$("$1" -version 2>&1 | sed -n -E 's/^(javac|[a-z]+ version) "?([0-9]+)(\.[0-9]+)*.*/\2/p' | head -n 1) || true
  printf '%s' "${text:-0}"
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    die "needs root to install packages and there is no sudo; as root run: $*"
  fi
}

APT_UPDATED=
apt_update_once() {
  [ -z "$APT_UPDATED" ] || return 0
  have apt-get || die "this is not a Debian or Ubuntu system (no apt-get); install a JDK >= $MIN_JAVA and Maven by hand"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 ||
    die "apt-get update failed; is this machine connected?"
  APT_UPDATED=1
}

# True if the package can be installed from the configured sources.
apt_knows() {
  local policy
  policy=$(LC_ALL=C apt-cache policy "$1" 2>/dev/null) || return 1
  grep -q '^  Candidate: [^(]' <<<"$policy"
}

apt_install() {
  apt_update_once
  local log
  log=$(mktemp)
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# Sets JAVA and JAVA_HOME to a JDK of at least MIN_JAVA, installing one if there is none.
ensure_jdk() {
  if [ -n "${JAVA_HOME:-}" ]; then
    [ -x "$JAVA_HOME/bin/javac" ] || die "JAVA_HOME=$JAVA_HOME has no bin/javac; point it to a JDK or unset it"
    [ "$(java_major "$JAVA_HOME/bin/javac")" -ge "$MIN_JAVA" ] ||
      die "JAVA_HOME=$JAVA_HOME is older than Java $MIN_JAVA"
  else
    find_jdk || {
      apt_update_once
      local package
      for package in openjdk-17-jdk-headless default-jdk-headless; do
        apt_knows "$package" || continue
        say "Installing $package ..."
        apt_install "$package" || die "could not install $package"
        break
      done
      find_jdk || die "found no JDK >= $MIN_JAVA, and none could be installed"
    }
  fi
  JAVA="$JAVA_HOME/bin/java"
  export JAVA_HOME JAVA
}

# Looks for javac in PATH, then in the distribution's directory of JDKs.
find_jdk() {
  local candidate
  for candidate in "$(command -v javac 2>/dev/null || true)" /usr/lib/jvm/*/bin/javac; do
    [ -n "$candidate" ] && [ -x "$candidate" ] || continue
    candidate=$(readlink -f "$candidate")
    if [ "$(java_major "$candidate")" -ge "$MIN_JAVA" ]; then
      JAVA_HOME=$(dirname "$(dirname "$candidate")")
      return 0
    fi
  done
  return 1
}

ensure_maven() {
  have mvn && return 0
  say "Installing maven ..."
  apt_install maven || die "could not install maven"
}

# True if a source is newer than the last build, or there was none.
build_needed() {
  local stamp=$1
  [ -f "$stamp" ] || return 0
  [ -n "$(find "$root" \
    \( -name target -o -name node_modules -o -name .git -o -name .run -o -path "$root/appliance/interop" \
       -o -path "$root/docs" -o -path '*/src/test' \) -prune \
    -o -type f \( -path '*/src/main/*' -o -name pom.xml \) -newer "$stamp" -print -quit)" ]
}

# Builds the program into appliance/target/jackfield unless it is up to date.
ensure_built() {
  local stamp="$root/appliance/target/jackfield/.built"
  mkdir -p "$root/.run"
  exec 9>"$root/.run/build.lock"
  if have flock; then flock 9; fi
  if build_needed "$stamp"; then
    ensure_maven
    say "Building Jackfield (a few minutes the first time, while libraries are fetched) ..."
    local started="$root/.run/build.started"
    touch "$started"
    (cd "$root" && mvn -q -B -ntp -DskipTests -pl appliance -am package </dev/null >&2 9>&-) || die "the build failed"
    # Without the archive the start only takes longer.
    JAVA_HOME="$JAVA_HOME" sh "$root/appliance/target/jackfield/bin/jackfield-warm" 9>&- ||
      say "warning: could not record the classes of the start; starting will be slower"
    # The time of the start, so that a file saved while the build ran counts as newer.
    touch -r "$started" "$stamp"
    rm -f "$started"
  fi
  exec 9>&-
}
