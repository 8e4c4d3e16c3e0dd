// Package assignment decides which people of a rotation plan go to which posts: as many needs filled as possible, the most
// urgent first, then the best suited people, under caps for the units that people leave and go to.
//
// It solves the problem exactly by the network simplex method and answers with prices, the dual solution of the same linear
// programme. Check proves from the prices alone that a plan is feasible and that none is better; it shares no code with the
// solver. From the prices also follow, exactly, what a change by hand costs and why somebody is placed where they are.
//
// It may import the standard library, fault and the words of evaluation. It knows no clock, no I/O, no database and no rule:
// who is eligible, and how suited, is given.
package assignment
