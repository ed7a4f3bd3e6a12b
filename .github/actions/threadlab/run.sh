#!/usr/bin/env bash
# What the action runs, its inputs in the environment. The exit status is the command's; the
# summary of the job comes by GITHUB_STEP_SUMMARY.
set -euo pipefail
sarif=$RUNNER_TEMP/threadlab-$COMMAND.sarif
junit=$RUNNER_TEMP/threadlab-$COMMAND.xml
flags=(-annotate -time "$TIME" -sarif "$sarif" -junit "$junit")
if [ -n "$KNOWN" ]; then
	flags+=(-known "$KNOWN")
fi
if [ -n "$SEED" ] && [ "$COMMAND" = explore ]; then
	flags+=(-seed "$SEED")
fi
read -ra packages <<<"$PACKAGE"
cd "$FOLDER"
status=0
"$RUNNER_TEMP/threadlab" "$COMMAND" "${flags[@]}" "${packages[@]}" || status=$?
for name in sarif junit; do
	if [ -f "${!name}" ]; then
		echo "$name=${!name}" >>"$GITHUB_OUTPUT"
	fi
done
exit "$status"
