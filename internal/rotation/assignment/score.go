package assignment

import (
	"math/bits"
	"slices"
)

// Objective is one thing that a plan is better by. An earlier one outweighs all later ones together.
type Objective int

// The objectives, the weightiest first.
const (
	Needs       Objective = iota // needs filled
	Urgency                      // sum of the urgency of the needs filled
	Suitability                  // sum of the suitability of the pairs
	Kept                         // pairs that the previous plan had as well
	Lot                          // drawn by the seed, so that equal plans are not told apart by the order of a list
	objectives
)

// Score is what a pair, or a plan, is worth: one number for each objective. Scores are compared objective by objective.
type Score [objectives]int64

// Compare is negative when s is worth less than o, zero when they are equal, and positive when s is worth more.
func (s Score) Compare(o Score) int { return slices.Compare(s[:], o[:]) }

// Plus adds two scores.
func (s Score) Plus(o Score) Score {
	for i := range s {
		s[i] += o[i]
	}
	return s
}

// Minus subtracts o.
func (s Score) Minus(o Score) Score {
	for i := range s {
		s[i] -= o[i]
	}
	return s
}

// plusTimes is s + n·o; ok is false when a number does not fit.
func (s Score) plusTimes(n int64, o Score) (sum Score, ok bool) {
	for i := range s {
		product, fits := times(n, o[i])
		if !fits {
			return Score{}, false
		}
		if s[i], fits = plus(s[i], product); !fits {
			return Score{}, false
		}
	}
	return s, true
}

func plus(a, b int64) (sum int64, ok bool) {
	sum = a + b
	return sum, (sum > a) == (b > 0) || b == 0
}

func times(a, b int64) (product int64, ok bool) {
	high, low := bits.Mul64(magnitude(a), magnitude(b))
	if high != 0 || low > 1<<63-1 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(low), true
	}
	return int64(low), true
}

// product multiplies numbers; ok is false when the result does not fit.
func product(factors ...int64) (p int64, ok bool) {
	p, ok = 1, true
	for _, f := range factors {
		if p, ok = times(p, f); !ok {
			break
		}
	}
	return p, ok
}

func magnitude(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}
