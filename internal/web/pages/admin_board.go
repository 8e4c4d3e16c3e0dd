package pages

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"
)

// BoardView is the dashboard of a cycle.
type BoardView struct {
	Cycle      string
	State      string
	Policy     string
	PolicyHref string
	Day        string // reference date
	Enrolled   int
	Ended      int
	Processes  int
	Heats      []BoardHeatView
	Late       []LateLine
	LateCount  int64
	LateVotes  int64
	LateNext   string
	Forecasts  []ForecastLine
	Stages     []Bar // one for each way of grading
	GradesFew  bool  // too few people in the cycle for grades to be shown to the reader
	Groups     []Bar
	Units      []Bar
	UnitsNext  string
	Legend     []Part // the grades, without values
	VotesTold  bool
	Closed     bool
	Steer      bool // whether acts of steering are shown
}

// BoardHeatView is a table of steps by unit or body.
type BoardHeatView struct {
	Title Text
	Head  Text
	Steps []string
	Rows  []BoardHeatRow
	Next  string
}

// BoardHeatRow is a unit or body with the state of each step.
type BoardHeatRow struct {
	Name  string
	Href  string
	Cells []BoardHeatCell
	Note  Text // instead of cells
}

// BoardHeatCell is one step: what it says in words stands for what its level shows in colour.
type BoardHeatCell struct {
	Text  string
	Sub   string
	Level string // done, open, late, held, wait, off
}

// LateLine is somebody with an overdue task.
type LateLine struct {
	Name  string
	Href  string
	What  string
	Where string
	Panel string // address of the process
	Due   time.Time
}

// ForecastLine says what the pace of one step leads to.
type ForecastLine struct {
	Step string
	Left int
	Pace string
	Due  time.Time
	Ends *time.Time
	Late bool
}

// Bar is one stacked bar, with what it is about.
type Bar struct {
	Name  string
	Parts []Part
	Total int
	Few   bool // too few people for their grades to be shown to the reader
}

// Part is one part of a bar.
type Part struct {
	Label string
	Class string // g-…, which has its colour
	Count int
}

// Share says how many of all that is, in whole percent.
func (p Page) Share(count, total int) string {
	if total == 0 {
		return "–"
	}
	return fmt.Sprintf("%d %%", (count*100+total/2)/total)
}

// said is what a bar shows, in words.
func (b Bar) said() string {
	parts := make([]string, 0, len(b.Parts))
	for _, part := range b.Parts {
		if part.Count > 0 {
			parts = append(parts, fmt.Sprintf("%s: %d", part.Label, part.Count))
		}
	}
	return strings.Join(parts, ", ")
}

// barWidth is that of every bar, in units of its drawing.
const barWidth = 1000

// stretch is a part of a bar as it is drawn.
type stretch struct{ class, x, w string }

// stretches lays the parts of a bar side by side.
func (b Bar) stretches() []stretch {
	var out []stretch
	before := 0
	for _, part := range b.Parts {
		if part.Count == 0 {
			continue
		}
		from, to := before*barWidth/b.Total, (before+part.Count)*barWidth/b.Total
		out = append(out, stretch{class: part.Class, x: strconv.Itoa(from), w: strconv.Itoa(to - from)})
		before += part.Count
	}
	return out
}

// href makes an address of the site of a path; its parts are codes.
func href(path string) templ.SafeURL { return templ.SafeURL(path) }
