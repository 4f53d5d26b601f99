# Part of tests/run: runs the tests and counts what they say.

fail() {
  printf 'FAILED: %s\n' "$1"
  failed=$((failed + 1))
}

# The build has already refused wrong style (EnforceCodeStyleInBuild); this looks at the white space of every file,
# without loading the projects a second time.
check_format() {
  local log="artifacts/format.log"
  if dotnet format whitespace . --folder --verify-no-changes --include silo/ web/ scanner/ tests/ >"$log" 2>&1; then
    echo 'every file is formatted'
    passed=$((passed + 1))
  else
    tail -n 40 "$log"
    fail 'format: run "dotnet format Ordi2.sln" and look at what it changes'
  fi
}

# One test project, in a process of its own: its log, its TRX file and its exit code are kept apart from the others'.
run_one() {
  local name="$1" dll="artifacts/bin/$1/${configuration,,}/$1.dll" start=$SECONDS
  timeout --kill-after=20s "$limit" dotnet test "$dll" --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' >"$results/$name.log" 2>&1
  echo $? >"$results/$name.exit"
  printf '%5ss  %s\n' "$((SECONDS - start))" "$name"
}

# Reads one counter of a TRX file: <Counters total="3" executed="3" passed="2" failed="1" error="0" ... />
counter() { grep -o '<Counters [^>]*' "$1" | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*' | head -n 1; }

# What starts last ends last, and alone: these take the longest, the longest first; the others follow by name.
readonly longest=(Ordi2.Web.Tests Ordi2.Silo.Tests Ordi2.EndToEnd.Tests Ordi2.Scanner.Tests Ordi2.Ledger.Tests)

longest_first() {
  local names=() name
  mapfile -t names
  for name in "${longest[@]}"; do
    if [[ " ${names[*]} " == *" $name "* ]]; then echo "$name"; fi
  done
  for name in "${names[@]}"; do
    if [[ " ${longest[*]} " != *" $name "* ]]; then echo "$name"; fi
  done
}

selected_projects() {
  local project name word
  for project in tests/*.Tests/*.csproj; do
    name="$(basename "$project" .csproj)"
    if (($# == 0)); then
      echo "$name"
      continue
    fi
    for word in "$@"; do
      if [[ $name == *"$word"* ]]; then echo "$name" && break; fi
    done
  done
}

run_dotnet_tests() {
  local names=() name
  rm -rf "$results"
  mkdir -p "$results"
  mapfile -t names < <(selected_projects "$@" | longest_first)
  for name in "${names[@]}"; do
    while (($(jobs -rp | wc -l) >= jobs)); do wait -n; done
    run_one "$name" &
  done
  wait
  echo
  for name in "${names[@]}"; do count_one "$name"; done
}

count_one() {
  local name="$1" trx="$results/$1.trx" code good=0 bad=0 total=0
  code="$(cat "$results/$name.exit" 2>/dev/null || echo 'no exit code')"
  if [[ -f $trx ]]; then
    total="$(counter "$trx" total)" good="$(counter "$trx" passed)"
    bad=$(($(counter "$trx" failed) + $(counter "$trx" error) + $(counter "$trx" timeout) + $(counter "$trx" aborted)))
  fi
  passed=$((passed + good))
  failed=$((failed + bad))
  skipped=$((skipped + total - good - bad))
  printf '%6d passed %4d failed  %s\n' "$good" "$bad" "$name"
  if [[ $code != 0 || $bad != 0 ]]; then
    tail -n 400 "$results/$name.log"
  fi
  # A test host that crashed, hung or never started has no failed test to show: it is a failure all the same.
  if [[ $code != 0 && $bad == 0 ]]; then
    if [[ $code == 124 || $code == 137 ]]; then
      fail "$name was still running after $limit"
    else
      fail "$name ended with code $code: see $results/$name.log"
    fi
  elif [[ ! -f $trx && $code == 0 ]] && ! grep -q 'No test is available' "$results/$name.log"; then
    fail "$name left no results: see $results/$name.log"
  fi
}

# The scripts "check" and "test" of every package.json of ours. node --test says "# pass 12" or "ℹ pass 12".
run_script_tests() {
  local package folder script
  for package in web/*/package.json scanner/*/package.json; do
    [[ -f $package ]] || continue
    folder="$(dirname "$package")"
    install_scripts "$folder" || continue
    for script in check test; do
      if node -e "process.exit(require('./$package').scripts?.['$script'] ? 0 : 1)"; then
        run_script "$folder" "$script"
      fi
    done
  done
}

install_scripts() {
  local folder="$1" stamp="$1/node_modules/.package-lock.json"
  if [[ -f $stamp && ! $folder/package-lock.json -nt $stamp ]]; then return 0; fi
  if (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error); then
    if [[ -f $stamp ]]; then touch "$stamp"; fi
    return 0
  fi
  fail "npm ci in $folder"
  return 1
}

run_script() {
  local folder="$1" script="$2" log good bad left
  log="$results/${1//\//-}-$2.log"
  (cd "$folder" && CI=true timeout --kill-after=20s "$limit" npm run --silent "$script") >"$log" 2>&1
  local code=$?
  good="$(grep -oE '^(#|ℹ) pass [0-9]+' "$log" | grep -oE '[0-9]+$' | awk "{ n += \$1 } END { if (NR) print n }")"
  bad="$(grep -oE '^(#|ℹ) fail [0-9]+' "$log" | grep -oE '[0-9]+$' | awk "{ n += \$1 } END { if (NR) print n }")"
  left="$(grep -oE '^(#|ℹ) skipped [0-9]+' "$log" | grep -oE '[0-9]+$' | awk "{ n += \$1 } END { if (NR) print n }")"
  if [[ -z $good ]]; then
    good=$((code == 0 ? 1 : 0))
  fi
  passed=$((passed + ${good:-0}))
  failed=$((failed + ${bad:-0}))
  skipped=$((skipped + ${left:-0}))
  printf '%6d passed %4d failed  %s: npm run %s\n' "${good:-0}" "${bad:-0}" "$folder" "$script"
  if ((code != 0)); then
    tail -n 200 "$log"
    if ((${bad:-0} == 0)); then fail "$folder: npm run $script ended with code $code"; fi
  fi
}
