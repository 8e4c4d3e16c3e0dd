// Package planning is the pure core of planning lists (quy hoạch cán bộ): lists and their versions, what a list's rules
// look at, the structure meter, and the yearly review that removes people from a list and adds others.
//
// It may import the standard library, fault, procedure, ballot and roster. It knows no clock, no I/O and no rule
// language: internal/rules evaluates the rules of a policy and answers with findings.
package planning
