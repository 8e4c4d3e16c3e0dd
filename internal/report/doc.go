// Package report turns counts into the figures that a report prints: a table for people and JSON for programs.
//
// It formats and compares; what is counted, and how, is known to the packages evaluation and roster. It may import the
// domain and fault, and must not know where the counts come from.
package report
