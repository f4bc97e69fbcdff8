# For backstep.cmd: builds Backstep when it is missing or older than its sources, as the script "backstep" does elsewhere.
param([string] $projectHome)
$ErrorActionPreference = 'Stop'
$target = Join-Path $projectHome 'target'
$jdkFile = Join-Path $target 'launch.jdk'
$argsFile = Join-Path $target 'launch.args'

function Test-Fresh {
    if (-not (Test-Path -LiteralPath $jdkFile) -or -not (Test-Path -LiteralPath $argsFile)) { return $false }
    $lines = @(Get-Content -LiteralPath $jdkFile -Encoding UTF8)
    if ($lines.Count -lt 2 -or $lines[1] -ne $projectHome -or -not (Test-Path -LiteralPath $lines[0])) { return $false }
    $built = (Get-Item -LiteralPath $argsFile).LastWriteTimeUtc
    $sources = 'pom.xml', 'src\main', 'packaging' | ForEach-Object { Join-Path $projectHome $_ }
    $newer = Get-Item -LiteralPath $sources
    $newer += Get-ChildItem -LiteralPath $sources[1], $sources[2] -Recurse
    return -not ($newer | Where-Object { $_.LastWriteTimeUtc -gt $built })
}

if (Test-Fresh) { exit 0 }
New-Item -ItemType Directory -Force -Path $target | Out-Null

# One build at a time; Windows lets the lock go with the process.
$lock = $null
while (-not $lock) {
    try { $lock = [IO.File]::Open((Join-Path $target 'launch.lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
    catch [IO.IOException] { Start-Sleep -Seconds 1 }
}
try {
    if (Test-Fresh) { exit 0 }
    if (-not (Get-Command mvn -ErrorAction SilentlyContinue)) {
        [Console]::Error.WriteLine('Backstep is built with Maven, which was not found: install Maven 3.8 or newer, then run this again.')
        exit 1
    }
    [Console]::Error.WriteLine('Building Backstep; the first time this takes a minute or two ...')
    $begun = [DateTime]::UtcNow
    Push-Location -LiteralPath $projectHome
    $ErrorActionPreference = 'Continue'
    $log = & mvn -q -B '-Dmaven.test.skip=true' package 2>&1 | Out-String
    $result = $LASTEXITCODE
    Pop-Location
    if ($result -ne 0) {
        if ($log -match 'matching toolchain|JAVA_HOME|java command') {
            [Console]::Error.WriteLine('Backstep needs a JDK 25 or newer and Maven found none: install one, or set JAVA_HOME to it, then run this again.')
        } else {
            [Console]::Error.WriteLine($log)
            [Console]::Error.WriteLine("Backstep could not be built; Maven's output above says why.")
        }
        exit 1
    }
    # What was edited during the build counts as newer.
    (Get-Item -LiteralPath $argsFile).LastWriteTimeUtc = $begun
} finally {
    $lock.Dispose()
}
