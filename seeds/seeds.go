// Package seeds carries the policies, calendars and demonstration data inside the binary.
package seeds

import "embed"

// FS holds the folders policies, calendars, caoloc (the demonstration district) and mini (a small one for tests), and
// schedules.yaml.
//
//go:embed policies calendars caoloc mini schedules.yaml
var FS embed.FS
