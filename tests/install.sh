# Part of tests/run: what the tests need from the machine.

postgres_binaries() {
  if command -v initdb >/dev/null; then return 0; fi
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

chromium_binary() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

# Installed only when some project needs it, so that nobody downloads a browser for nothing.
some_project_uses() { grep -rqs --include='*.csproj' --include='*.cs' -e "$1" silo web scanner tests; }

install_missing() {
  local missing=() command
  for command in dotnet node npm; do
    if ! command -v "$command" >/dev/null; then
      echo "'$command' is not on the PATH. Install the .NET 10 SDK, and Node.js 20 or later with npm, then run this again."
      return 1
    fi
  done
  if ! dotnet --version >/dev/null; then
    echo 'The .NET SDK found here cannot build this repository: global.json asks for 10.0. Install the .NET 10 SDK.'
    return 1
  fi

  postgres_binaries || missing+=(postgresql)
  # The program, not the shell's own word: tests that crash a server start it.
  type -P kill >/dev/null || missing+=(procps)
  if some_project_uses 'Microsoft\.Playwright'; then chromium_binary || missing+=(chromium); fi
  if some_project_uses '"zbarimg"'; then command -v zbarimg >/dev/null || missing+=(zbar-tools); fi
  if some_project_uses '"ZXingReader"'; then command -v ZXingReader >/dev/null || missing+=(zxing-cpp-tools); fi
  if some_project_uses '"pdftoppm"'; then command -v pdftoppm >/dev/null || missing+=(poppler-utils); fi
  if some_project_uses '"libzbar'; then ldconfig -p | grep -q 'libzbar\.so\.0' || missing+=(libzbar0); fi
  if some_project_uses '"libturbojpeg'; then ldconfig -p | grep -q 'libturbojpeg\.so\.0' || missing+=(libturbojpeg0); fi

  if ((${#missing[@]} == 0)); then
    echo 'nothing is missing'
    return 0
  fi
  install_packages "${missing[@]}"
}

install_packages() {
  local as_root=()
  if ! command -v apt-get >/dev/null; then
    echo "Missing: $*. There is no apt-get here: install them with your system's package manager, then run this again."
    return 1
  fi
  if ((EUID != 0)); then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      as_root=(sudo)
    else
      echo "Missing: $*. Run this as an administrator, then run the tests again:"
      echo "  apt-get update && apt-get install -y --no-install-recommends $*"
      return 1
    fi
  fi
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Use-Pty=0 -qq)
  echo "installing $*"
  "${apt[@]}" update || return 1

  # Debian makes and starts a database cluster when it installs the server. The tests want the binaries alone.
  local conf=/etc/postgresql-common/createcluster.conf backup=''
  if [[ " $* " == *' postgresql '* ]]; then
    "${apt[@]}" install -y --no-install-recommends postgresql-common >/dev/null || return 1
    if [[ -f $conf ]]; then
      backup="$(mktemp)"
      cp "$conf" "$backup"
      "${as_root[@]}" sed -i 's/^#\? *create_main_cluster *=.*/create_main_cluster = false/' "$conf"
    fi
  fi
  "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null
  local outcome=$?
  if [[ -n $backup ]]; then
    "${as_root[@]}" cp "$backup" "$conf"
    rm -f "$backup"
  fi
  return $outcome
}
