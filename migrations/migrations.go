// Package migrations carries the numbered SQL files of the database schema. A merged file is never edited.
package migrations

import "embed"

// FS holds NNNNN_area.sql in goose's format.
//
//go:embed *.sql
var FS embed.FS
