// Package calendar knows Vietnamese working days, so that a due time can be said as "in five working days".
//
// A calendar is built from one document a year (seeds/calendars): public holidays, compensatory days off and swapped
// working Saturdays, each with its source. Days are those of Vietnam at the fixed offset +07:00 (no summer time since
// 1975); instants are UTC. The package is pure: no clock, no time zone database. It must not know what a due is for.
package calendar
