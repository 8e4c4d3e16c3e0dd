#!/usr/bin/env bash
# Copies a whole running PostgreSQL cluster into FOLDER/base: the record and Temporal's databases at one moment. With the
# write-ahead log that archive-wal.sh keeps in FOLDER/wal, restore.sh brings back any later moment as well.
#
#   backup.sh FOLDER
#
# It reaches the server as psql does: PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE. The user must be allowed to
# replicate. People may work meanwhile. A backup that was interrupted leaves a folder ending in .part, which is no backup.
set -euo pipefail

fail() {
  echo "backup.sh: $*" >&2
  exit 1
}

ask() { psql --no-psqlrc --tuples-only --no-align --quiet --command "$1"; }

[[ $# == 1 ]] || fail "say where to: backup.sh FOLDER"
folder=$1
mkdir -p "$folder/base" "$folder/wal"

[[ $(ask 'SHOW archive_mode') == on ]] ||
  fail "archive_mode is off: nothing later than this backup could be restored. Set archive_mode=on and" \
    "archive_command='$(dirname "$(readlink -f "$0")")/archive-wal.sh $folder %p %f', and restart PostgreSQL"
failed=$(ask "SELECT last_failed_wal FROM pg_stat_archiver WHERE last_failed_time > coalesce(last_archived_time, '-infinity')")
[[ -z $failed ]] || fail "PostgreSQL could not keep $failed: see archive_command and the server's log"

began=$(date -u +%Y%m%dT%H%M%SZ)
target=$folder/base/$began
rm -rf "$target.part"
pg_basebackup --pgdata="$target.part" --wal-method=stream --checkpoint=fast --manifest-checksums=SHA256 --label="canbo $began"
pg_verifybackup --quiet "$target.part"
# No moment before this one can be restored from this copy.
ask "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')" >"$target.part/canbo_backup_ended"
mv "$target.part" "$target"
ask 'SELECT pg_switch_wal()' >/dev/null # what the copy needs is in the archive as well
echo "$target"
