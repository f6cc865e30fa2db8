# emulator.ps1 [unit|demo] [FOLDER]
# Runs the unit tests, or the demo, on the nanoFramework emulator, from PE files that are built. README.md says how to build them.
# The unit tests are two projects, run one after the other. The PE files are looked for in a project's bin/Release, then in bin/Debug; FOLDER has those of
# one project, which alone is run. A class library that is not there is taken from the restored packages. Ends 0 when all is well, 1 when a test or the
# demo fails, 2 when the call is bad or something is missing.
$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$what = if ($args.Count -gt 0) { $args[0] } else { 'unit' }
if ($args.Count -gt 2 -or ($what -cne 'unit' -and $what -cne 'demo')) {
    [Console]::Error.WriteLine('emulator.ps1 [unit|demo] [FOLDER]')
    exit 2
}

if ($what -ceq 'unit') {
    $projects, $own = @('tests/Unit/Kiosk.Unit.nfproj', 'tests/UnitTerminal/Kiosk.UnitTerminal.nfproj'), 'NFUnitTest'
}
else {
    $projects, $own = @('tests/Demo/Kiosk.Demo.nfproj'), 'Kiosk.Demo'
}

# Both projects of unit tests refer to the same libraries.
if ($args.Count -eq 2) {
    $projects = @($projects[0])
}

# What the emulator loads for each project.
$loads = @{}
$bad = $false
foreach ($project in $projects) {
    $homeFolder = Split-Path (Join-Path $root $project)
    $folders = if ($args.Count -eq 2) { @($args[1]) } else { @((Join-Path $homeFolder 'bin/Release'), (Join-Path $homeFolder 'bin/Debug')) }

    # The folder that has the project's own PE file; the others lie beside it.
    $folder = $folders[0]
    foreach ($candidate in $folders) {
        if (Test-Path -PathType Leaf (Join-Path $candidate "$own.pe")) {
            $folder = $candidate
            break
        }
    }

    $names = @(([xml](Get-Content -Raw (Join-Path $root $project))).Project.ItemGroup.Reference.Include | Where-Object { $_ }) + 'Kiosk.Core' + $own
    $packages = ([xml](Get-Content -Raw (Join-Path $homeFolder 'packages.config'))).packages.package
    $files = @()
    $missing = @()
    foreach ($name in $names) {
        $places = @(Join-Path $folder "$name.pe") + @($packages | ForEach-Object { Join-Path $root "packages/$($_.id).$($_.version)/lib/$name.pe" })
        $file = $places | Where-Object { Test-Path -PathType Leaf $_ } | Select-Object -First 1
        if ($file) {
            $files += $file
        }
        else {
            $missing += "$name.pe"
        }
    }

    $loads[$project] = $files
    if ($missing.Count -gt 0) {
        [Console]::Error.WriteLine("Missing in ${folder}: $missing")
        $bad = $true
    }
}

if ($bad) {
    [Console]::Error.WriteLine('Build the solution configuration Device of Kiosk.sln, or, without Visual Studio, as tests/Unit/README.md says.')
}

if (-not (Get-Command nanoclr -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine('nanoclr is not installed: dotnet tool install -g nanoclr')
    $bad = $true
}

if ($bad) {
    exit 2
}

$passed = $failed = $skipped = 0
foreach ($project in $projects) {
    $lines = @(& nanoclr run --assemblies $loads[$project] | ForEach-Object { Write-Host $_; $_ })
    if ($LASTEXITCODE -ne 0) {
        [Console]::Error.WriteLine("nanoclr ended with $LASTEXITCODE.")
        $bad = $true
    }
    elseif ($what -ceq 'demo') {
        if (-not ($lines -clike 'Kiosk.Demo: all as expected*')) {
            [Console]::Error.WriteLine('The demo has failed, or did not come to its end.')
            $bad = $true
        }
    }
    else {
        # One line a test, by nanoFramework.TestFramework's launcher; "Done." is the emulator's, when the launcher has come to its end.
        $count = @($lines -clike 'Test passed,*').Count
        $passed += $count
        $failed += @($lines -clike 'Test failed,*').Count
        $skipped += @($lines -clike 'Test skipped,*').Count
        if ($count -eq 0 -or -not ($lines -clike 'Done.*')) {
            [Console]::Error.WriteLine("The tests of $project did not run to their end.")
            $bad = $true
        }
    }
}

if ($what -ceq 'unit') {
    Write-Host "$passed passed, $failed failed, $skipped skipped"
}

exit [int]($bad -or $failed -gt 0)
