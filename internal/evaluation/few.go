package evaluation

import (
	"cmp"
	"maps"
	"slices"
)

// FewPeople is the least number of people of whom counts of grades are shown to somebody who may not read the case of
// each. Five is a usual threshold for tables of small counts; no regulation names a number (decision 39).
const FewPeople = 5

// TooFew says of which groups, by their numbers of people, the counts are kept back from somebody who may not read each
// case: those of fewer than FewPeople, and as many of the next smallest as are needed so that what the others and their
// sum leave over is FewPeople or more. A group without anybody tells nothing and is not among them.
func TooFew[K cmp.Ordered](people map[K]int) map[K]bool {
	few, hidden := map[K]bool{}, 0
	bySize := slices.SortedFunc(maps.Keys(people), func(a, b K) int {
		return cmp.Or(cmp.Compare(people[a], people[b]), cmp.Compare(a, b))
	})
	for _, key := range bySize {
		if n := people[key]; n > 0 && (n < FewPeople || hidden > 0 && hidden < FewPeople) {
			few[key] = true
			hidden += n
		}
	}
	return few
}
