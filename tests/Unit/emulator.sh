#!/usr/bin/env bash
# emulator.sh [unit|demo] [FOLDER]
# Runs the unit tests, or the demo, on the nanoFramework emulator, from PE files that are built. README.md says how to build them.
# The unit tests are two projects, run one after the other. The PE files are looked for in a project's bin/Release, then in bin/Debug; FOLDER has those of
# one project, which alone is run. A class library that is not there is taken from the restored packages. Ends 0 when all is well, 1 when a test or the
# demo fails, 2 when the call is bad or something is missing.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

if (($# > 2)); then
  echo "emulator.sh [unit|demo] [FOLDER]" >&2
  exit 2
fi

case ${1-unit} in
  unit) projects=(tests/Unit/Kiosk.Unit.nfproj tests/UnitTerminal/Kiosk.UnitTerminal.nfproj) own=NFUnitTest ;;
  demo) projects=(tests/Demo/Kiosk.Demo.nfproj) own=Kiosk.Demo ;;
  *)
    echo "emulator.sh [unit|demo] [FOLDER]" >&2
    exit 2
    ;;
esac

# Both projects of unit tests refer to the same libraries.
(($# == 2)) && projects=("${projects[0]}")

# find_pe NAME   prints where NAME.pe is: in $folder, or in a package of packages.config in $home
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

# find_files PROJECT FOLDER...   what the emulator loads for it, into $files; what is not there, into $missing; the project's own folder, into $folder
find_files() {
  local project=$root/$1 home candidate name file
  home=$(dirname "$project")
  shift
  (($# > 0)) || set -- "$home/bin/Release" "$home/bin/Debug"

  # The folder that has the project's own PE file; the others lie beside it.
  folder=$1
  for candidate in "$@"; do
    if [[ -f $candidate/$own.pe ]]; then
      folder=$candidate
      break
    fi
  done

  files=()
  missing=()
  for name in $(sed -n 's/.*<Reference Include="\([^"]*\)".*/\1/p' "$project") Kiosk.Core "$own"; do
    if file=$(find_pe "$name"); then
      files+=("$file")
    else
      missing+=("$name.pe")
    fi
  done
}

bad=0
for project in "${projects[@]}"; do
  find_files "$project" "${@:2}"
  if ((${#missing[@]} > 0)); then
    echo "Missing in $folder: ${missing[*]}" >&2
    bad=2
  fi
done

if ((bad > 0)); then
  echo "Build the solution configuration Device of Kiosk.sln, or, without Visual Studio, as tests/Unit/README.md says." >&2
fi

if ! command -v nanoclr >/dev/null; then
  echo "nanoclr is not installed: dotnet tool install -g nanoclr" >&2
  bad=2
fi

((bad > 0)) && exit $bad

log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0 skipped=0
for project in "${projects[@]}"; do
  find_files "$project" "${@:2}"
  nanoclr run --assemblies "${files[@]}" | tee "$log"
  code=${PIPESTATUS[0]}
  if ((code != 0)); then
    echo "nanoclr ended with $code." >&2
    bad=1
  elif [[ $own == Kiosk.Demo ]]; then
    if ! grep -q '^Kiosk\.Demo: all as expected' "$log"; then
      echo "The demo has failed, or did not come to its end." >&2
      bad=1
    fi
  else
    # One line a test, by nanoFramework.TestFramework's launcher; "Done." is the emulator's, when the launcher has come to its end.
    count=$(grep -c '^Test passed,' "$log")
    ((passed += count, failed += $(grep -c '^Test failed,' "$log"), skipped += $(grep -c '^Test skipped,' "$log")))
    if ((count == 0)) || ! grep -q '^Done\.' "$log"; then
      echo "The tests of $project did not run to their end." >&2
      bad=1
    fi
  fi
done

if [[ $own == NFUnitTest ]]; then
  echo "$passed passed, $failed failed, $skipped skipped"
fi

((bad == 0 && failed == 0))
