// Package web is the door for people and programs: the JSON API under /api/v1 and the few pages that a mail's link
// leads to.
//
// Every operation goes the same way: who asks (auth.go), how they stand to what they ask about, access.May, one call,
// an answer. Every act of a process goes through file.go. Errors become problems in one table (problem.go).
//
// It may import the domain, opening, postgres (read models and filing), report and fault; it must not know of pgx,
// Temporal or rules, and decides nothing that access or a process decides.
package web
