#!/bin/sh
# Builds CPython 3.13.5 twice, with the GIL and without it, for
# `threadlab bench -python`. Run by hand; no part of CI.
#
#   bench/cpython/build.sh TARGET      TARGET: a folder outside this repository
#
# It leaves TARGET/gil/bin/python3.13 and TARGET/nogil/bin/python3.13t, after
# some two minutes for each on two cores, and nothing else: sources and
# objects live in a temporary folder and go with it.
#
# Needs: apt-get and Debian's archive keyring (package debian-archive-keyring),
# network to a Debian mirror (DEBIAN_MIRROR names another one), a C compiler
# (package gcc, with libc6-dev), make, tar, xz (package xz-utils), sha256sum.
#
# The source is upstream's tarball as Debian trixie carries it in its source
# package python3.13, without Debian's patches. apt runs on a sources list, state
# and cache of its own, so the machine's apt is left as it was. apt checks the
# archive's signature on InRelease, by it the index of sources, and by that every
# file of the package; the tarball's own checksum is pinned below and checked
# once more.
set -eu

version=3.13.5
sha256=93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

fail() {
	echo "build.sh: $1" >&2
	exit "${2:-1}"
}

need() {
	command -v "$1" >/dev/null || fail "no $1 on PATH: install the package $2"
}

[ $# -eq 1 ] || fail "want one argument, the folder to install into: bench/cpython/build.sh TARGET" 2
repository=$(cd "$(dirname "$0")/../.." && pwd -P)
mkdir -p "$1" || fail "cannot make the folder $1" 2
target=$(cd "$1" && pwd -P)
case $target/ in
"$repository"/*)
	rmdir "$target" 2>/dev/null || :
	fail "$1 is inside the repository; give a folder outside it" 2
	;;
esac
case $target in *[[:space:]]*) fail "the path of $1 contains a blank, which CPython's makefile cannot take" 2 ;; esac

command -v apt-get >/dev/null || fail "no apt-get: the source comes from Debian's archive; on another system give 'threadlab bench -python' an interpreter of your own"
need make make
need tar tar
need xz xz-utils
need sha256sum coreutils
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
echo 'int main(void) { return 0; }' >"$work/try.c"
"${CC:-cc}" -o "$work/try" "$work/try.c" 2>/dev/null || fail "${CC:-cc} cannot compile a C program: install the packages gcc and libc6-dev"
[ -r "$keyring" ] || fail "no $keyring: install the package debian-archive-keyring"

mkdir -p "$work/apt/state/lists/partial" "$work/apt/cache/archives/partial"
echo "deb-src [signed-by=$keyring] $mirror trixie main" >"$work/apt/sources.list"
apt() {
	apt-get -q \
		-o Dir::Etc::sourcelist="$work/apt/sources.list" -o Dir::Etc::sourceparts=- \
		-o Dir::State="$work/apt/state" -o Dir::State::status=/dev/null \
		-o Dir::Cache="$work/apt/cache" -o APT::Sandbox::User="$(id -un)" \
		-o APT::Update::Error-Mode=any "$@"
}
cd "$work"
apt update || fail "cannot read Debian's index from $mirror: is there a network? (DEBIAN_MIRROR names another mirror)"
apt source --download-only python3.13 || fail "cannot download the source package python3.13 from $mirror"
tarball=$work/python3.13_$version.orig.tar.xz
[ -f "$tarball" ] || fail "trixie no longer carries CPython $version, but $(basename ./*.orig.tar.xz): change the version and checksum in this script"
echo "$sha256  $tarball" | sha256sum -c - || fail "the checksum of CPython $version is not the one pinned in this script"

build() { # build NAME CONFIGURE-FLAGS...
	name=$1
	shift
	rm -rf "$work/$name"
	mkdir "$work/$name"
	tar -xf "$tarball" -C "$work/$name" --strip-components=1
	(
		cd "$work/$name"
		./configure -q --prefix="$target/$name" --without-ensurepip --disable-test-modules "$@"
		make -s -j"$(nproc)"
		rm -rf "${target:?}/$name"
		make -s install
	) >"$work/$name.log" 2>&1 || {
		tail -n 20 "$work/$name.log" >&2
		fail "the build of CPython $version ($name) failed; its last lines are above"
	}
}
echo "building CPython $version with the GIL"
build gil
echo "building CPython $version without the GIL"
build nogil --disable-gil

echo "built; now, from the repository:"
echo "  go tool threadlab bench -python $target/gil/bin/python3.13 -python $target/nogil/bin/python3.13t"
