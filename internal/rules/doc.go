// Package rules compiles the conditions of a policy, judges facts by them, and explains in a sentence which clause of
// which condition failed with which value.
//
// Conditions are CEL over evaluation.Facts, on purpose a small part of it: counts, comparisons, logic and exists/all.
// There is no division and no fraction, so a ratio is written as counts against basis points:
// unit.exceeded * 10000 >= unit.total * 5000. It is the only package that imports cel-go, it is used by activities
// and pages only (never by workflows, whose history must not depend on an expression engine), and it decides nothing:
// a Judgement informs the people who do.
package rules
