# Makes Backstep's installer for Windows, from a clean clone: an .msi. Says at the end what it made.
$ErrorActionPreference = 'Stop'
$projectHome = Resolve-Path (Join-Path $PSScriptRoot '..\..')

$missing = @()
if (-not (Get-Command mvn -ErrorAction SilentlyContinue)) { $missing += 'Maven 3.8 or newer (mvn)' }
$wix = Get-Command wix -ErrorAction SilentlyContinue
if (-not $wix) { $missing += 'WiX 5: dotnet tool install --global wix --version 5.0.2' }
elseif (-not ((& wix --version) -match '^5\.')) { $missing += 'WiX 5; another version was found' }
if ($env:WINDOWS_SIGNING_THUMBPRINT -and -not (Get-Command signtool -ErrorAction SilentlyContinue)) {
    $missing += 'signtool, from the Windows SDK: WINDOWS_SIGNING_THUMBPRINT asks for a signature'
}
if ($missing) {
    [Console]::Error.WriteLine("Backstep cannot be packaged here, for want of:`n  " + ($missing -join "`n  "))
    exit 1
}

Push-Location -LiteralPath $projectHome
try {
    & mvn -q -B -ntp -Ppackage '-DskipTests' @args verify
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
    Write-Output 'Made:'
    Get-ChildItem 'target\package\*.msi' | ForEach-Object { '{0}  {1:N1} MB' -f $_.FullName, ($_.Length / 1e6) }
} finally {
    Pop-Location
}
