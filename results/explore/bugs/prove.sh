#!/bin/sh
# prove.sh THREADLAB [BUG...] lets the explorer find each bug, and Go alone fail in the same way. What
# both say is kept in explore.txt and native.txt of its folder; results makes the page of it.
set -eu
cd "$(dirname "$0")"
threadlab=$1
shift
[ $# -gt 0 ] || set -- */
for bug; do
	bug=${bug%/}
	"$threadlab" explore "./$bug" </dev/null >"$bug/explore.txt" 2>&1 || [ $? -eq 1 ]
	case $bug in
	chanx-len) run="$bug 2000 -race" ;;
	*) run="$bug 100000" ;;
	esac
	[ ! -f "$bug/delay.patch" ] || run="$bug 500"
	{
		echo "\$ ./native.sh $run"
		# shellcheck disable=SC2086 # the words of run are arguments
		./native.sh $run 2>&1 || true
	} | head -n 16 | sed "s|$PWD/||; s/[[:space:]]*\$//" >"$bug/native.txt"
	echo "$bug: $(grep -c -E 'FAIL|panic|DATA RACE' "$bug/native.txt") lines of native failure"
done
