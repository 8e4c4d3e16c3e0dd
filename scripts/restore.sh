#!/usr/bin/env bash
# Makes a data folder of PostgreSQL from a backup of backup.sh and the kept write-ahead log.
#
#   restore.sh FOLDER DATA [MOMENT]
#
# DATA is made and must not exist. MOMENT, such as 2026-03-01T09:30:00Z, is the last that is brought back; without it all
# that was kept is. Start PostgreSQL of the same major version on DATA: it reads the log up to the moment and then takes
# connections. Run this as the user that PostgreSQL runs as.
set -euo pipefail

fail() {
  echo "restore.sh: $*" >&2
  exit 1
}

[[ $# == 2 || $# == 3 ]] || fail "say from where, to where and up to when: restore.sh FOLDER DATA [MOMENT]"
folder=$(readlink -f "$1")
data=$2
moment=${3:-}
[[ -d $folder/base && -d $folder/wal ]] || fail "$folder has no base and wal: it is not a folder of backup.sh"
[[ ! -e $data ]] || fail "$data is there already; move it away first"
if [[ -n $moment ]]; then
  moment=$(date -u --date="$moment" +%Y-%m-%dT%H:%M:%S.%6NZ) || fail "'$3' is no time such as 2026-03-01T09:30:00Z"
fi

# The newest copy that had ended before the moment. Times of one form are ordered as their texts are.
base=
for copy in "$folder"/base/*/; do
  copy=${copy%/}
  [[ -f $copy/canbo_backup_ended ]] || continue
  ended=$(<"$copy/canbo_backup_ended")
  if [[ -z $moment || ! $ended > $moment ]]; then base=$copy; fi
done
[[ -n $base ]] || fail "no backup in $folder/base had ended${moment:+ by $moment}"

cp -a "$base" "$data.part"
rm "$data.part/canbo_backup_ended"
pg_verifybackup --quiet "$data.part"
{
  echo "# Written by restore.sh."
  echo "restore_command = 'cp \"$folder/wal/%f\" \"%p\"'"
  echo "recovery_target_action = 'promote'"
  echo "hot_standby = 'off'" # no connection before the moment is reached
  # Not with Z: the names of time zones are not known yet when PostgreSQL reads this.
  if [[ -n $moment ]]; then echo "recovery_target_time = '${moment%Z}+00'"; fi
} >>"$data.part/postgresql.auto.conf"
touch "$data.part/recovery.signal"
chmod 0700 "$data.part"
mv "$data.part" "$data"
echo "$data from $base${moment:+ up to $moment}"
