#!/bin/sh
# Installs mcp-okta-support for the person who runs it, or brings it up to date. Needs no root.
#   curl -fsSL https://github.com/{{repository}}/releases/latest/download/install.sh | sh
#   … | sh -s -- --version 0.1.0     a certain version
#   … | sh -s -- --uninstall         remove the program
# MCP_OKTA_SUPPORT_BIN: the folder for the program (default: ~/.local/bin).
# MCP_OKTA_SUPPORT_RELEASE: where the release's files are, as a URL (https:// or file://), for a mirror.
set -eu

repository='{{repository}}'
name=mcp-okta-support

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

fetch() { # fetch URL FILE
  if command -v curl >/dev/null 2>&1; then
    curl -fsSL --retry 3 -o "$2" "$1" || fail "cannot download $1"
  elif command -v wget >/dev/null 2>&1; then
    wget -q -O "$2" "$1" || fail "cannot download $1"
  else
    fail "needs curl or wget"
  fi
}

sha256() { # sha256 FILE
  if command -v sha256sum >/dev/null 2>&1; then
    sha256sum "$1" | cut -d ' ' -f 1
  elif command -v shasum >/dev/null 2>&1; then
    shasum -a 256 "$1" | cut -d ' ' -f 1
  else
    fail "needs sha256sum or shasum to check the download"
  fi
}

archive_name() {
  system=$(uname -s)
  processor=$(uname -m)
  case $system in
    Linux | Darwin) ;;
    *) fail "there is no program for $system here; on Windows use install.ps1" ;;
  esac
  # A shell under Rosetta says x86_64 on a processor that is not.
  if [ "$system" = Darwin ] && [ "$(sysctl -n hw.optional.arm64 2>/dev/null || true)" = 1 ]; then processor=arm64; fi
  case $processor in
    x86_64 | amd64) processor=x86_64 ;;
    arm64 | aarch64) processor=arm64 ;;
    *) fail "there is no program for the processor $processor" ;;
  esac
  if [ "$system" = Linux ] && ldd --version 2>&1 | grep -qi musl; then
    fail "the program needs glibc, and this system has musl: use the container image"
  fi
  echo "${name}_${system}_$processor.tar.gz"
}

# The whole script is read before anything runs: a download that breaks off does nothing.
main() {
  version=
  uninstall=false
  while [ $# -gt 0 ]; do
    case $1 in
      --version)
        [ $# -gt 1 ] || fail "--version needs one, such as --version 0.1.0"
        version=${2#v}
        shift
        ;;
      --uninstall) uninstall=true ;;
      *) fail "there is no option $1: --version X.Y.Z, --uninstall" ;;
    esac
    shift
  done

  folder=${MCP_OKTA_SUPPORT_BIN:-${HOME:?}/.local/bin}
  program=$folder/$name

  if $uninstall; then
    [ -e "$program" ] || fail "nothing to remove: $program does not exist"
    rm "$program"
    echo "Removed $program."
    echo "Kept: clients' configurations (before removing: $name install CLIENT --remove), your settings, the audit log."
    exit 0
  fi

  if [ -n "$version" ]; then
    release=https://github.com/$repository/releases/download/v$version
  else
    release=https://github.com/$repository/releases/latest/download
  fi
  release=${MCP_OKTA_SUPPORT_RELEASE:-$release}
  archive=$(archive_name)

  mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] || fail "cannot write to $folder: set MCP_OKTA_SUPPORT_BIN"
  # On the same disk as the program, so that the last step is one rename.
  work=$(mktemp -d "$folder/.$name.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 1' INT TERM

  fetch "$release/checksums.txt" "$work/checksums.txt"
  expected=$(awk -v file="$archive" '$2 == file { print $1 }' "$work/checksums.txt")
  [ -n "$expected" ] || fail "the release at $release has no $archive"
  fetch "$release/$archive" "$work/$archive"
  actual=$(sha256 "$work/$archive")
  [ "$actual" = "$expected" ] || fail "$archive is not what was released: its SHA-256 is $actual, not $expected"
  tar -xzf "$work/$archive" -C "$work" "$name"
  chmod 755 "$work/$name"
  new=$("$work/$name" --version) || fail "the program does not run on this system"
  old=
  [ ! -x "$program" ] || old=$("$program" --version 2>/dev/null || true)
  mv -f "$work/$name" "$program"

  if [ -z "$old" ]; then
    echo "Installed $new as $program."
  elif [ "$old" = "$new" ]; then
    echo "Installed $new again as $program."
  else
    echo "Upgraded $program from ${old#"$name "} to ${new#"$name "}. Restart the clients that use it."
  fi
  case :$PATH: in
    *:"$folder":*) ;;
    *)
      echo
      echo "$folder is not in your PATH. To add it, run:"
      case ${SHELL:-} in
        */fish) echo "  fish_add_path $folder" ;;
        */zsh) echo "  echo 'export PATH=\"$folder:\$PATH\"' >> ~/.zshrc && exec zsh" ;;
        *) echo "  echo 'export PATH=\"$folder:\$PATH\"' >> ~/.profile && . ~/.profile" ;;
      esac
      ;;
  esac
  if [ -z "$old" ]; then
    echo
    echo "Next, on a made-up org:  $name --demo call investigate_user user=jane.moreno@harbor.example"
    echo "With your own org:       $name install claude-desktop --env-file okta.env"
  fi
}

main "$@"
