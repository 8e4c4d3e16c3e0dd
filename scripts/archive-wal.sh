#!/bin/sh
# Keeps one finished piece of the write-ahead log: archive_command='archive-wal.sh FOLDER %p %f'. PostgreSQL calls it for
# each piece, again and again until it succeeds, and keeps the piece until then.
set -eu
folder=$1/wal
piece=$2
name=$3
mkdir -p "$folder"
if [ -e "$folder/$name" ]; then
  cmp -s "$piece" "$folder/$name" # already kept; a different one under its name must not be overwritten
  exit
fi
cp "$piece" "$folder/.$name.part"
sync "$folder/.$name.part"
mv "$folder/.$name.part" "$folder/$name"
sync "$folder"
