// Package demo carries out a yearly evaluation with robots in the place of the people: officials, chairs, tellers,
// committee members and an administrator.
//
// A robot is a client of the public HTTP API and of the mailbox that its letters reach, and of nothing else: it looks
// into its inbox, does what is asked there, and knows the data folder the district was imported from as a person knows
// what colleagues did in the year. What comes out follows from those facts.
//
// The package may import fault, the pure packages of the domain for their words (grades, codes, the reader of the data
// folder) and report; it must not know of PostgreSQL, Temporal or the inside of the web program.
package demo
