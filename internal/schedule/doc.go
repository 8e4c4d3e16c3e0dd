// Package schedule says which processes start by themselves and when: the schedules of seeds/schedules.yaml, the period
// that each of their fire times is for, and how a file differs from what a server has.
//
// It is pure: it imports the domain and strictyaml, reads no clock and knows nothing of Temporal.
package schedule
