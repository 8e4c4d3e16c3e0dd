package assignment

import (
	"errors"

	"canbo/internal/fault"
)

// Check proves that a plan is feasible for an instance, that its score is what it says, and that no plan scores higher. It
// returns everything that is wrong, joined, each as a fault.Invalid that names the place; nil means that the plan is proved.
//
// The proof is weak duality, and knows nothing of how the plan was found. Each limit has a price, none below zero. The
// prices over each pair that may be chosen sum to at least the worth of the pair. So whatever is chosen is worth at most the
// sum of each limit's price times its room; and the plan is worth exactly that. Scores are compared objective by objective,
// which sums and products with counts respect, so the proof holds for all objectives at once.
//
//	bad_instance      the instance contradicts itself
//	cap_broken        the plan puts more people under a limit than it has room for
//	bad_pair          the plan has a pair that is excluded, not eligible, or names nobody; or misses a fixed one
//	bad_score         the score is not the sum of the pairs
//	bad_price         a price is below zero, is of no limit, or stands there twice
//	price_too_low     a pair that may be chosen is worth more than its prices: the plan may not be the best
//	prices_unequal    the prices do not sum to the score: the plan may not be the best
func Check(in Instance, plan Plan) error {
	if err := in.Validate(); err != nil {
		return err
	}
	p, err := newProblem(in)
	if err != nil {
		return err
	}
	c := checker{problem: p, index: make(map[Limit]int32, len(p.limits)), prices: make([]Score, len(p.limits))}
	for i, l := range p.limits {
		c.index[l.Limit] = int32(i)
	}
	c.pairs(plan)
	c.read(plan.Prices)
	c.covered()
	c.equal(plan.Score)
	return errors.Join(c.wrong...)
}

type checker struct {
	*problem
	index  map[Limit]int32
	prices []Score // by limit
	wrong  []error
}

func (c *checker) report(code, format string, args ...any) {
	c.wrong = append(c.wrong, fault.New(fault.Invalid, code, format, args...))
}

// pairs checks that the plan is feasible and counts its score.
func (c *checker) pairs(plan Plan) {
	chosen := make(map[Placement]bool, len(plan.Placements))
	for i, at := range plan.Placements {
		if chosen[at] {
			c.report("bad_pair", "placements[%d]: %s at %s stands there twice", i, at.Official, at.Post)
		}
		chosen[at] = true
	}
	score, used := c.fixed, make([]int64, len(c.limits))
	for _, f := range c.in.Fixed {
		if !chosen[f] {
			c.report("bad_pair", "%s is fixed at %s, and the plan does not say so", f.Official, f.Post)
		}
		delete(chosen, f)
	}
	for _, choice := range c.choices {
		at := Placement{c.limits[choice.person].Code, c.limits[choice.need].Code}
		if !chosen[at] {
			continue
		}
		delete(chosen, at)
		score = score.Plus(c.worth(choice))
		for l := range c.over(choice) {
			used[l]++
		}
	}
	for i, at := range plan.Placements {
		if chosen[at] {
			c.report("bad_pair", "placements[%d]: %s may not go to %s: %s", i, at.Official, at.Post, c.why(at))
			delete(chosen, at)
		}
	}
	for i, l := range c.limits {
		if used[i] > l.room {
			c.report("cap_broken", "%s %s: %d placed beside the fixed ones, and there is room for %d", l.Kind, l.Code, used[i], l.room)
		}
	}
	if score != plan.Score {
		c.report("bad_score", "the pairs are worth %v and the plan says %v", score, plan.Score)
	}
}

// why says what keeps a pair from being chosen.
func (c *checker) why(at Placement) string {
	for _, e := range c.in.Excluded {
		if e.placement() == at {
			return e.Rule + " " + e.Values
		}
	}
	for _, pair := range c.in.Pairs {
		if pair.placement() == at {
			return "the fixed pairs leave no room"
		}
	}
	return "the instance has no such pair"
}

func (c *checker) read(prices []Price) {
	seen := make(map[Limit]bool, len(prices))
	for i, price := range prices {
		at, known := c.index[price.Limit]
		switch {
		case !known:
			c.report("bad_price", "prices[%d]: there is no limit %s %q", i, price.Kind, price.Code)
			continue
		case seen[price.Limit]:
			c.report("bad_price", "prices[%d]: %s %s has two prices", i, price.Kind, price.Code)
		case price.Price.Compare(Score{}) < 0:
			c.report("bad_price", "prices[%d]: %s %s has a price below zero", i, price.Kind, price.Code)
		}
		seen[price.Limit] = true
		c.prices[at] = price.Price
	}
}

// covered checks that no pair is worth more than the prices over it.
func (c *checker) covered() {
	for _, choice := range c.choices {
		sum, fits := Score{}, true
		for l := range c.over(choice) {
			if sum, fits = sum.plusTimes(1, c.prices[l]); !fits {
				break
			}
		}
		if !fits || sum.Compare(c.worth(choice)) < 0 {
			c.report("price_too_low", "%s at %s is worth %v, and the prices over it sum to %v",
				c.limits[choice.person].Code, c.limits[choice.need].Code, c.worth(choice), sum)
		}
	}
}

// equal checks that the prices of all rooms sum to the score.
func (c *checker) equal(score Score) {
	sum := c.fixed
	for i, l := range c.limits {
		with, fits := sum.plusTimes(l.room, c.prices[i])
		if !fits {
			c.report("bad_price", "the price of %s %s is too large", l.Kind, l.Code)
			return
		}
		sum = with
	}
	if sum != score {
		c.report("prices_unequal", "the prices sum to %v and the score is %v", sum, score)
	}
}
