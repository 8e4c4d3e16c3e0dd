// Package assignmenttest makes assignment problems of any size and hands them to an independent solver, for the tests and
// the benchmark of package assignment. It may import what it likes; the product does not import it.
package assignmenttest

import (
	"fmt"
	"math/rand/v2"

	"canbo/internal/rotation/assignment"
)

// Generate returns a problem with people and needs in a district of one root, some offices and a commune for every eight
// people. perPerson is how many posts each person is eligible for; every post when it is as many as the needs. Units release
// at most a fifth of their people but one at least, receive at most three, and the communes together as many as the needs
// that they have but a tenth. The same arguments give the same problem.
func Generate(people, needs, perPerson int, seed uint64) assignment.Instance {
	random := rand.New(rand.NewPCG(seed, uint64(people)))
	communes := max(people/8, 2)
	in := assignment.Instance{Seed: seed, Units: []assignment.Unit{
		{Code: "district", Release: new(needs), Receive: new(needs - needs/20)},
		{Code: "offices", Parent: "district"},
		{Code: "communes", Parent: "district", Receive: new(needs * 9 / 10)},
	}}
	offices := max(communes/4, 1)
	for i := range offices {
		in.Units = append(in.Units, assignment.Unit{Code: fmt.Sprintf("office-%04d", i), Parent: "offices", Release: new(6)})
	}
	for i := range communes {
		in.Units = append(in.Units, assignment.Unit{Code: fmt.Sprintf("commune-%04d", i), Parent: "communes", Receive: new(8), Release: new(7)})
	}
	for i := range people {
		unit := in.Units[3+i%(len(in.Units)-3)]
		in.People = append(in.People, assignment.Person{Official: fmt.Sprintf("official-%05d", i), Unit: unit.Code})
	}
	for i := range needs {
		unit := in.Units[3+offices+i%communes]
		in.Needs = append(in.Needs, assignment.Need{Post: fmt.Sprintf("post-%05d", i), Unit: unit.Code, Urgency: int64(random.IntN(3))})
	}
	for _, p := range in.People {
		for n := range chosen(random, needs, perPerson) {
			in.Pairs = append(in.Pairs, assignment.Pair{Official: p.Official, Post: in.Needs[n].Post, Suitability: int64(random.IntN(101))})
		}
	}
	return in
}

// chosen yields some of the numbers below n, each once; all of them in order when some is not less.
func chosen(random *rand.Rand, n, some int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		if some >= n {
			for i := range n {
				if !yield(i) {
					return
				}
			}
			return
		}
		seen := make(map[int]bool, some)
		for len(seen) < some {
			if i := random.IntN(n); !seen[i] {
				seen[i] = true
				if !yield(i) {
					return
				}
			}
		}
	}
}
