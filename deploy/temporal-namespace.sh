#!/bin/sh
# Makes the namespace, where closed processes stay visible for a quarter. It may be repeated.
set -eu
temporal operator namespace describe -n "$NAMESPACE" || temporal operator namespace create -n "$NAMESPACE" --retention 90d
