// Package seeds carries the policies, calendars and demonstration data inside the binary.
package seeds

import "embed"

// FS holds the folders policies, calendars, caoloc (the demonstration district) and mini (a small one for tests).
//
//go:embed policies calendars caoloc mini
var FS embed.FS
