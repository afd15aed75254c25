#!/bin/sh
# Synthesizes with the CDK CLI into cdk.out, then lists every name in it. Usage: synth.sh [TOPOLOGY]
set -eu
topology=${1:-}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM

rm -rf cdk.out
set -- synth --quiet
[ -z "$topology" ] || set -- "$@" --context "topology=$topology"

echo "Synthesizing ${topology:-the topology named in cdk.json} ..."
started=$(date +%s)
if ! sh tools/run.sh node_modules/.bin/cdk "$@" >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
sed -e '/^Successfully synthesized to /d' -e '/^Supply a stack id /d' "$log"
echo "Synthesized in $(($(date +%s) - started)) s."

sh tools/run.sh private-cells names cdk.out
