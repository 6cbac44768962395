#!/bin/sh
# Installs what the tests need from the system. Instant when all of it is there.
# Exits with 1 after naming what is missing, where it may not install.
set -eu
PATH=$PATH:/usr/sbin:/sbin

missing=
need() { # PACKAGE COMMAND…: the package is missing unless the command succeeds
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}
has_library() { ldconfig -p | grep -q "$1"; }

# Readers that check the archives and checksums that Packer writes.
need cksfv command -v cksfv
need rhash command -v rhash
need unar command -v unar
need unzip command -v unzip
need zip command -v zip
need libarchive13 has_library 'libarchive\.so\.13'
# Readers and makers of videos, which check the samples that Packer cuts.
need ffmpeg command -v ffprobe
need mkvtoolnix command -v mkvinfo
need mediainfo command -v mediainfo
# Servers that the tests and benchmarks of jobs start for themselves.
need mariadb-server command -v mariadbd
need redis-server command -v redis-server
# One of the readers is compiled when tools/readers.py installs it.
need g++ command -v g++
need make command -v make

[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root=sudo
else
    as_root=none
fi
if [ "$as_root" = none ] || ! command -v apt-get >/dev/null; then
    echo "system-deps: MISSING, and their tests cannot run:$missing" >&2
    echo "system-deps: on Debian or Ubuntu: sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi

echo "system-deps: installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
# A machine may be running another apt: wait for it instead of failing.
apt="apt-get -qq -o DPkg::Lock::Timeout=300"
# shellcheck disable=SC2086  # each of these is a list of words
{
    $as_root $apt update
    $as_root $apt install -y --no-install-recommends $missing
} >&2
