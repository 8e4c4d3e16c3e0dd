package pages

import (
	"fmt"
	"strings"
)

// bar is one part of a bar of 600 units.
type bar struct {
	x, width int
	class    string
}

// parts divides the bar by the counts; what is rounded away goes to the last part.
func (s StageView) parts() []bar {
	all := s.None
	for _, n := range s.Counts {
		all += n
	}
	if all == 0 {
		return []bar{{0, 600, "none"}}
	}
	var bars []bar
	seen := 0
	for i, n := range append(s.Counts[:len(s.Counts):len(s.Counts)], s.None) {
		class := fmt.Sprintf("g%d", i)
		if i == len(s.Counts) {
			class = "none"
		}
		from, to := seen*600/all, (seen+n)*600/all
		seen += n
		if to > from {
			bars = append(bars, bar{from, to - from, class})
		}
	}
	return bars
}

// say tells the distribution to somebody who does not see the bar.
func (s StageView) say(p Page, grades []string) string {
	var parts []string
	for i, g := range grades {
		parts = append(parts, fmt.Sprintf("%s %d", g, s.Counts[i]))
	}
	return strings.Join(append(parts, fmt.Sprintf("%s %d", p.T(stageNone), s.None)), ", ")
}
