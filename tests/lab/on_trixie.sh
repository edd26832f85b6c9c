#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs ./dev test of the committed tree inside a Debian 13 made for it in build/trixie (root
# only; made once, kept). The tree becomes the root by pivot_root, because user namespaces,
# which the end-to-end tests need, are refused inside a chroot.
set -euo pipefail
cd "$(dirname "$0")/../.."

[ "$(id -u)" -eq 0 ] || {
    echo "dev: a Debian 13 tree can only be made by root" >&2
    exit 1
}
for tool in mmdebstrap git; do
    command -v "$tool" >/dev/null ||
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$tool" >&2
done

tree=$PWD/build/trixie
mkdir -p build
if [ ! -e "$tree/made" ]; then
    # shellcheck disable=SC2016 # apt-get fills the name in
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sed -n 1p)
    rm -rf "$tree"
    echo "dev: making Debian 13 in build/trixie" >&2
    mmdebstrap --quiet --variant=apt --include=mount trixie "$tree" "$mirror"
    for part in apt.conf.d auth.conf.d; do # how this machine reaches its mirror
        find "/etc/apt/$part" -type f -name '99*' -exec cp {} "$tree/etc/apt/$part/" \; \
            2>/dev/null || true
    done
    touch "$tree/made"
fi
mkdir -p "$tree/src" "$tree/old"
find "$tree/src" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
git archive HEAD | tar -x -m -C "$tree/src"
cp /etc/resolv.conf /etc/hosts "$tree/etc/" 2>/dev/null || true

# shellcheck disable=SC2016 # $1 and $tree are the inner shell's
exec unshare --mount --pid --fork --kill-child bash -c '
    set -eu
    tree=$1
    mount --make-rprivate /
    mount --bind "$tree" "$tree"
    mount -t proc proc "$tree/proc"
    mount --rbind /dev "$tree/dev"
    mount --rbind /sys "$tree/sys"
    cd "$tree"
    pivot_root . old
    cd /
    umount -l /old
    export HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    unset LANG LC_ALL LD_LIBRARY_PATH
    cd /src
    exec ./dev test
' on_trixie "$tree"
