package demo

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
)

// phase is one part of the demonstration, in the order in which parts end.
type phase struct {
	name  string
	done  int
	total int // 0: not known yet
}

// progress shows one bar for each phase, one after the other; plain lines, one for each phase that is over, where
// nobody looks at a terminal. Work of a later phase may go on before an earlier one has ended. It is not safe for
// concurrent use.
type progress struct {
	out      io.Writer
	terminal bool
	phases   []phase
	current  int
	began    time.Time
	bar      *progressbar.ProgressBar
}

func newProgress(out io.Writer, names ...string) *progress {
	p := &progress{out: out, terminal: isTerminal(out), began: time.Now()}
	for _, name := range names {
		p.phases = append(p.phases, phase{name: name})
	}
	return p
}

// set tells how far the i-th phase is.
func (p *progress) set(i, done, total int) {
	p.phases[i].done, p.phases[i].total = done, total
	p.show()
}

// pass ends the phases before the i-th: what was not counted was done by an earlier run.
func (p *progress) pass(i int) {
	for p.current < i {
		p.phases[p.current].done = p.phases[p.current].total
		p.next()
	}
}

// finish ends all phases.
func (p *progress) finish() { p.pass(len(p.phases)) }

// show draws the current phase and passes over those that are over.
func (p *progress) show() {
	for p.current < len(p.phases) {
		ph := p.phases[p.current]
		if ph.total > 0 {
			p.draw(ph)
		}
		if ph.total == 0 || ph.done < ph.total {
			return
		}
		p.next()
	}
}

func (p *progress) draw(ph phase) {
	if !p.terminal {
		return
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions(ph.total, progressbar.OptionSetWriter(p.out), progressbar.OptionSetWidth(30),
			progressbar.OptionSetDescription(label(ph)), progressbar.OptionShowCount(),
			progressbar.OptionSetPredictTime(false), progressbar.OptionShowElapsedTimeOnFinish())
	}
	_ = p.bar.Set(ph.done) // a bar that cannot be drawn is no reason to stop
}

// next ends the current phase; one in which nothing was to be done leaves no trace.
func (p *progress) next() {
	ph := p.phases[p.current]
	p.current++
	if ph.total > 0 {
		p.draw(ph)
		if p.terminal {
			fmt.Fprintln(p.out)
		} else {
			count := fmt.Sprintf("%d/%d", ph.done, ph.total)
			fmt.Fprintf(p.out, "%s %9s %6.1f s\n", label(ph), count, time.Since(p.began).Seconds())
		}
	}
	p.bar, p.began = nil, time.Now()
}

// label is the name in a column as wide as the longest.
func label(ph phase) string { return fmt.Sprintf("%-54s", ph.name) }

func isTerminal(out io.Writer) bool {
	file, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
