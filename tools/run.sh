#!/bin/sh
# Runs a command with the checkout's own Python and Node, and with no AWS account in reach.
set -eu
bin=$(cd "$(dirname "$0")/../.venv/bin" && pwd)

for name in $(env | sed -n 's/^\(AWS_[A-Z0-9_]*\)=.*/\1/p') CDK_DEFAULT_ACCOUNT CDK_DEFAULT_REGION; do
    unset "$name"
done

export PATH="$bin:$PATH"
export JSII_NODE="$bin/node"
export AWS_CONFIG_FILE=/dev/null
export AWS_SHARED_CREDENTIALS_FILE=/dev/null
export AWS_EC2_METADATA_DISABLED=true
export CDK_DISABLE_CLI_TELEMETRY=true
export CDK_DISABLE_VERSION_CHECK=true

exec "$@"
