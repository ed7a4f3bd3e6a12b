#!/bin/sh
# native.sh BUG COUNT [FLAG...] runs go test on a bug, without the explorer, until it fails or
# COUNT runs have passed. If there is a delay.patch in its folder, the module that it names is
# copied first, and the copy sleeps where the patch says.
set -eu
bug=$1 count=$2
shift 2
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
cp go.mod go.sum "$dir"
if [ -f "$bug/delay.patch" ]; then
	module=$(sed -n 's/^# module //p' "$bug/delay.patch")
	cp -r "$(go list -m -f '{{.Dir}}' "$module")" "$dir/copy"
	chmod -R u+w "$dir/copy"
	patch -s -p1 -d "$dir/copy" <"$bug/delay.patch"
	go mod edit -replace "$module=$dir/copy" "$dir/go.mod"
fi
go test "$@" -modfile "$dir/go.mod" -count "$count" -cpu 2,4 -failfast -timeout 20s "./$bug"
