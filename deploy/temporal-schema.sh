#!/bin/sh
# Makes Temporal's databases, or brings their schema to the version of this image. It may be repeated.
set -eu
for database in temporal:temporal temporal_visibility:visibility; do
  name=${database%%:*}
  tool="temporal-sql-tool --plugin postgres12 --ep $POSTGRES_SEEDS -p $DB_PORT -u $POSTGRES_USER --db $name"
  $tool create
  $tool setup-schema -v 0.0
  $tool update-schema -d "/etc/temporal/schema/postgresql/v12/${database##*:}/versioned"
done
