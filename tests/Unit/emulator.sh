#!/usr/bin/env bash
# emulator.sh [unit|demo] [FOLDER]
# Runs the unit tests, or the demo, on the nanoFramework emulator, from PE files that are built. README.md says how to build them.
# FOLDER holds the PE files; without it they are looked for in the project's bin/Release, then in bin/Debug. A class library that is not
# there is taken from the restored packages. Ends 0 when all is well, 1 when a test or the demo fails, 2 when the call is bad or something is missing.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

if (($# > 2)); then
  echo "emulator.sh [unit|demo] [FOLDER]" >&2
  exit 2
fi

case ${1-unit} in
  unit) project=$root/tests/Unit/Kiosk.Unit.nfproj own=NFUnitTest ;;
  demo) project=$root/tests/Demo/Kiosk.Demo.nfproj own=Kiosk.Demo ;;
  *)
    echo "emulator.sh [unit|demo] [FOLDER]" >&2
    exit 2
    ;;
esac

home=$(dirname "$project")
if (($# == 2)); then
  folders=("$2")
else
  folders=("$home/bin/Release" "$home/bin/Debug")
fi

# The folder that has the project's own PE file; the others lie beside it.
folder=${folders[0]}
for candidate in "${folders[@]}"; do
  if [[ -f $candidate/$own.pe ]]; then
    folder=$candidate
    break
  fi
done

# find_pe NAME   prints where NAME.pe is: in the folder, or in a package of packages.config
find_pe() {
  local package
  if [[ -f $folder/$1.pe ]]; then
    echo "$folder/$1.pe"
    return
  fi

  for package in $(sed -n 's/.*<package id="\([^"]*\)" version="\([^"]*\)".*/\1.\2/p' "$home/packages.config"); do
    if [[ -f $root/packages/$package/lib/$1.pe ]]; then
      echo "$root/packages/$package/lib/$1.pe"
      return
    fi
  done

  return 1
}

files=()
missing=()
for name in $(sed -n 's/.*<Reference Include="\([^"]*\)".*/\1/p' "$project") Kiosk.Core "$own"; do
  if file=$(find_pe "$name"); then
    files+=("$file")
  else
    missing+=("$name.pe")
  fi
done

bad=0
if ((${#missing[@]} > 0)); then
  echo "Missing in $folder: ${missing[*]}" >&2
  echo "Build the solution configuration Device of Kiosk.sln, or, without Visual Studio, as tests/Unit/README.md says." >&2
  bad=2
fi

if ! command -v nanoclr >/dev/null; then
  echo "nanoclr is not installed: dotnet tool install -g nanoclr" >&2
  bad=2
fi

((bad > 0)) && exit $bad

log=$(mktemp)
trap 'rm -f "$log"' EXIT
nanoclr run --assemblies "${files[@]}" | tee "$log"
code=${PIPESTATUS[0]}
if ((code != 0)); then
  echo "nanoclr ended with $code." >&2
  exit 1
fi

if [[ $own == Kiosk.Demo ]]; then
  grep -q '^Kiosk\.Demo: all as expected' "$log" && exit 0
  echo "The demo has failed, or did not come to its end." >&2
  exit 1
fi

# One line a test, by nanoFramework.TestFramework's launcher; "Done." is the emulator's, when the launcher has come to its end.
passed=$(grep -c '^Test passed,' "$log")
failed=$(grep -c '^Test failed,' "$log")
skipped=$(grep -c '^Test skipped,' "$log")
echo "$passed passed, $failed failed, $skipped skipped"
if ((passed == 0)) || ! grep -q '^Done\.' "$log"; then
  echo "The tests did not run to their end." >&2
  exit 1
fi

((failed == 0))
