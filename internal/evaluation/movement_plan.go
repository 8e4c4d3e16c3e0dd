package evaluation

import (
	"fmt"
	"slices"
	"time"

	"canbo/internal/roster"
)

// sixMonths is the service in the year after which the unit that was left has its say (Decree 56/2015 and 90/2020).
const sixMonths = 6

// SpeaksFor reports whether a unit has to comment on an official who leaves it on a day: after six months or more of
// service there in the evaluated year, unless the unit no longer exists. ends is the unit's last day, zero for none.
func SpeaksFor(served []roster.Period, year int, day, ends time.Time) bool {
	if !ends.IsZero() && ends.Before(day) {
		return false
	}
	start := time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC)
	for _, p := range served {
		from, to := p.From, day // the day itself is served elsewhere
		if from.Before(start) {
			from = start
		}
		if !p.To.IsZero() && p.To.AddDate(0, 0, 1).Before(to) {
			to = p.To.AddDate(0, 0, 1)
		}
		if !from.AddDate(0, sixMonths, 0).After(to) {
			return true
		}
	}
	return false
}

// Relatives keeps of an official's relations those that bar, by the rules of a cycle.
func (r Rules) Relatives(relations []roster.Relation) Relatives {
	return r.Conflicts.relatives(relations)
}

// ListState is how far a process is whose lists a change would touch.
type ListState struct {
	Ended   bool // the process has
	Decided bool // a sitting has made its decisions
	Voting  bool // a ballot is under way, or its count waits for the second teller
}

// Obstacle is what stands in the way of a change, and for whom.
type Obstacle struct {
	Official string `json:"official,omitempty"`
	Process  string `json:"process,omitempty"`
	Code     string `json:"code"`
	Text     string `json:"text" doc:"What is wrong, and what helps"`
}

// Obstacles looks for what would stand in the way of a change as things are on record now. The processes themselves
// look again when the change is made.
func Obstacles(cycle string, c EnrolmentChange, states map[string]ListState) []Obstacle {
	var found []Obstacle
	held := map[string]string{} // post to official
	told := map[string]bool{}
	add := func(o Obstacle) {
		if !told[o.Official+o.Process+o.Code] {
			told[o.Official+o.Process+o.Code] = true
			found = append(found, o)
		}
	}
	for _, m := range c.People {
		for _, p := range []*Placement{m.From, m.To} {
			if p == nil {
				continue
			}
			review, sitting := UnitReviewID(cycle, p.Unit), BodyDecisionID(cycle, p.Body)
			state, holds := states[review]
			if p == m.To && (!holds || state.Ended) && m.From != nil && !states[UnitReviewID(cycle, m.From.Unit)].Ended {
				add(Obstacle{m.Official, review, "review_ended", fmt.Sprintf("unit %s holds no review any more; choose another unit", p.Unit)})
			}
			if state.Voting {
				add(Obstacle{"", review, "ballot_open", "a ballot is under way; wait until its count is confirmed"})
			}
			switch state, sits := states[sitting]; {
			case !sits:
				add(Obstacle{m.Official, sitting, "no_sitting", fmt.Sprintf("body %s has no sitting in this cycle; choose a post that another body manages", p.Body)})
			case state.Decided || state.Ended:
				add(Obstacle{m.Official, sitting, "decision_ended", fmt.Sprintf("body %s has made its decisions; they stand", p.Body)})
			case state.Voting:
				add(Obstacle{"", sitting, "ballot_open", "a ballot is under way; wait until its count is confirmed"})
			}
		}
		if m.To == nil {
			continue
		}
		if other, taken := held[m.To.Post]; taken {
			add(Obstacle{m.Official, "", "post_taken", fmt.Sprintf("post %s is meant for %s already; choose another", m.To.Post, other)})
		}
		held[m.To.Post] = m.Official
	}
	return found
}

// SecondHeads looks for people whom a change makes head of a unit that keeps its head. heads are those who head units in
// the cycle, by unit.
func SecondHeads(c EnrolmentChange, heads map[string][]string) []Obstacle {
	var found []Obstacle
	leaves := map[string]bool{}
	for _, m := range c.People {
		leaves[m.Official] = true
	}
	for _, m := range c.People {
		if m.To == nil || !m.To.Head {
			continue
		}
		for _, head := range heads[m.To.Unit] {
			if !leaves[head] {
				found = append(found, Obstacle{m.Official, "", "unit_has_head", fmt.Sprintf("%s heads unit %s in this cycle; move them or take them out first", head, m.To.Unit)})
			}
		}
	}
	return found
}

// TakenPosts looks for people whom a change puts into a post that somebody holds who stays where they are. holders are those
// who hold posts in the cycle, by post.
func TakenPosts(c EnrolmentChange, holders map[string]string) []Obstacle {
	var found []Obstacle
	for _, m := range c.People {
		if m.To == nil {
			continue
		}
		holder, held := holders[m.To.Post]
		leaves := func(other Mover) bool { return other.Official == holder }
		if held && !slices.ContainsFunc(c.People, leaves) {
			found = append(found, Obstacle{m.Official, "", "post_taken",
				fmt.Sprintf("%s holds post %s in this cycle; move them or take them out first", holder, m.To.Post)})
		}
	}
	return found
}
