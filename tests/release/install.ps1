# Tries install.ps1 as a person on Windows does, from the folder of a release: tests/release/install.ps1 FOLDER
param([Parameter(Mandatory = $true)] [string] $Folder)
$ErrorActionPreference = 'Stop'

$release = (Resolve-Path $Folder).Path
$install = "$release\install.ps1"
$work = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid())
$bin = "$work\bin"
$program = "$bin\mcp-okta-support.exe"
$archive = 'mcp-okta-support_Windows_x86_64.zip'
$env:MCP_OKTA_SUPPORT_BIN = $bin
$env:MCP_OKTA_SUPPORT_RELEASE = $release

function Assert-That([string] $What, [bool] $Holds) {
  if (-not $Holds) { throw "Does not hold: $What" }
  Write-Output "ok: $What"
}

function Get-Refusal([scriptblock] $Act) {
  try { & $Act | Out-Null } catch { return $_.Exception.Message }
  return ''
}

function Get-StoredPath {
  $stored = (Get-Item 'HKCU:\Environment').GetValue('Path', '', 'DoNotExpandEnvironmentNames')
  $stored -split ';' | Where-Object { $_ }
}

function Assert-Installed {
  Assert-That 'what was installed answers' ((& $program --version) -match ' \d+\.\d+\.\d+$')
  Assert-That 'its folder is in the PATH once' (@(Get-StoredPath | Where-Object { $_ -eq $bin }).Count -eq 1)
}

$preference = $ProgressPreference
$before = (Get-StoredPath) -join ';'
try {
  Get-Content -Raw $install | Invoke-Expression
  Assert-Installed
  Assert-That 'the session keeps its own preferences' ($ProgressPreference -eq $preference)

  $start = New-Object Diagnostics.ProcessStartInfo $program, 'serve --demo'
  $start.UseShellExecute = $false
  $start.RedirectStandardInput = $true
  $running = [Diagnostics.Process]::Start($start)
  & $install
  Assert-That 'a program that serves goes on while it is brought up to date' (-not $running.HasExited)
  $running.StandardInput.Close()
  $running.WaitForExit()
  Assert-That 'and ends well' ($running.ExitCode -eq 0)
  & $install
  Assert-That 'nothing of older ones is left' (@(Get-ChildItem $bin).Count -eq 1)
  Assert-Installed

  $altered = "$work\altered"
  New-Item -ItemType Directory $altered | Out-Null
  Copy-Item "$release\checksums.txt", "$release\$archive" $altered
  Add-Content "$altered\$archive" 'more'
  $env:MCP_OKTA_SUPPORT_RELEASE = $altered
  Assert-That 'an altered archive is refused' ((Get-Refusal { & $install }) -like '*is not what was released*')
  Assert-Installed
  $env:MCP_OKTA_SUPPORT_RELEASE = $release

  & $install -Uninstall
  Assert-That 'the program is gone' (-not (Test-Path $program))
  Assert-That 'the PATH is what it was' (((Get-StoredPath) -join ';') -eq $before)
  Assert-That 'there is nothing more to remove' ((Get-Refusal { & $install -Uninstall }) -like 'Nothing to remove*')
}
finally {
  Remove-Item -Recurse -Force $work
}
