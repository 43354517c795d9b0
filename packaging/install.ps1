# Installs mcp-okta-support for the person who runs it, or brings it up to date. Needs no administrator.
#   irm https://github.com/{{repository}}/releases/latest/download/install.ps1 | iex
#   install.ps1 -Version 0.1.0     a certain version
#   install.ps1 -Uninstall         remove the program
# MCP_OKTA_SUPPORT_BIN: the folder for the program (default: %LOCALAPPDATA%\Programs\mcp-okta-support).
# MCP_OKTA_SUPPORT_RELEASE: where the release's files are, as a folder or a URL, for a mirror.
param(
  [string] $Version = '',
  [switch] $Uninstall
)

# In a scope of its own, so that nothing of it stays in the session that runs it by iex. There an `exit` would close the
# person's window: errors are thrown instead.
& {
  $ErrorActionPreference = 'Stop'
  $ProgressPreference = 'SilentlyContinue' # drawing it makes downloads many times slower

  $repository = '{{repository}}'
  $archive = 'mcp-okta-support_Windows_x86_64.zip'
  $folder = if ($env:MCP_OKTA_SUPPORT_BIN) { $env:MCP_OKTA_SUPPORT_BIN } else { "$env:LOCALAPPDATA\Programs\mcp-okta-support" }
  $program = Join-Path $folder 'mcp-okta-support.exe'

  function Get-ReleaseFile([string] $Name, [string] $Path) {
    if (Test-Path $release) { Copy-Item (Join-Path $release $Name) $Path }
    else { Invoke-WebRequest -UseBasicParsing -Uri "$release/$Name" -OutFile $Path }
  }

  # As the registry stores it: a name in it, such as %USERPROFILE%, stays a name.
  function Get-UserPath {
    $stored = (Get-Item 'HKCU:\Environment').GetValue('Path', '', 'DoNotExpandEnvironmentNames')
    $stored -split ';' | Where-Object { $_ }
  }

  function Set-UserPath([string[]] $Folders) {
    Set-ItemProperty 'HKCU:\Environment' -Name Path -Value ($Folders -join ';') -Type ExpandString
    # Tells the desktop that the environment has changed, so that new terminals see it.
    [Environment]::SetEnvironmentVariable('MCP_OKTA_SUPPORT_INSTALLING', $null, 'User')
  }

  if ($Uninstall) {
    if (-not (Test-Path $program)) { throw "Nothing to remove: $program does not exist." }
    Remove-Item $program
    Set-UserPath (Get-UserPath | Where-Object { $_ -ne $folder })
    Write-Output "Removed $program."
    Write-Output 'Kept: the configurations of clients, your settings, the audit log.'
    return
  }

  $release = if ($env:MCP_OKTA_SUPPORT_RELEASE) { $env:MCP_OKTA_SUPPORT_RELEASE.TrimEnd('/') }
  elseif ($Version) { "https://github.com/$repository/releases/download/v$($Version.TrimStart('v'))" }
  else { "https://github.com/$repository/releases/latest/download" }

  $work = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid())
  New-Item -ItemType Directory -Force $work, $folder | Out-Null
  try {
    Get-ReleaseFile 'checksums.txt' "$work\checksums.txt"
    $line = Get-Content "$work\checksums.txt" | Where-Object { $_.EndsWith("  $archive") } | Select-Object -First 1
    if (-not $line) { throw "The release at $release has no $archive." }
    $expected = $line.Split(' ')[0]
    Get-ReleaseFile $archive "$work\$archive"
    $actual = (Get-FileHash -Algorithm SHA256 "$work\$archive").Hash
    if ($actual -ne $expected) { throw "$archive is not what was released: its SHA-256 is $actual, not $expected." }
    Expand-Archive "$work\$archive" "$work\new"
    # A running program cannot be overwritten or removed, but it can be renamed: its file goes with the next upgrade.
    if (Test-Path $program) { Rename-Item $program "mcp-okta-support.exe.$([Guid]::NewGuid()).old" }
    Move-Item "$work\new\mcp-okta-support.exe" $program
    Remove-Item "$program.*.old" -ErrorAction SilentlyContinue
  }
  finally {
    Remove-Item -Recurse -Force $work
  }

  Write-Output "Installed $(& $program --version) as $program. Restart the clients that use it."
  $folders = @(Get-UserPath)
  if ($folders -notcontains $folder) {
    Set-UserPath ($folders + $folder)
    Write-Output "$folder is now in your PATH: open a new terminal to use it."
  }
  Write-Output 'Next, on a made-up org:  mcp-okta-support --demo call investigate_user user=jane.moreno@harbor.example'
  Write-Output 'With your own org:       mcp-okta-support install claude-desktop --env-file okta.env'
}
