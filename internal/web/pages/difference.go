package pages

import (
	"regexp"
	"strings"
)

// Run is a part of a text that stayed the same, was taken out or was put in.
type Run struct {
	Kind RunKind
	Text string
}

// RunKind says what became of a part of a text.
type RunKind string

// The kinds of runs.
const (
	Kept  RunKind = "kept"
	Taken RunKind = "taken"
	Put   RunKind = "put"
)

// mostCompared bounds the work of a comparison: words of one text times words of the other.
const mostCompared = 4_000_000

var words = regexp.MustCompile(`\S+\s*|\s+`)

// Difference says word by word how one text became another. The runs that were not put in are the text before, those that
// were not taken out the text after. Long texts that have little in common are given as a whole.
func Difference(before, after string) []Run {
	old, now := words.FindAllString(before, -1), words.FindAllString(after, -1)
	var d runs
	for len(old) > 0 && len(now) > 0 && old[0] == now[0] {
		d.add(Kept, old[0])
		old, now = old[1:], now[1:]
	}
	same := 0
	for same < len(old) && same < len(now) && old[len(old)-1-same] == now[len(now)-1-same] {
		same++
	}
	end := old[len(old)-same:]
	d.between(old[:len(old)-same], now[:len(now)-same])
	for _, word := range end {
		d.add(Kept, word)
	}
	return d
}

type runs []Run

func (d *runs) add(kind RunKind, text string) {
	if last := len(*d) - 1; last >= 0 && (*d)[last].Kind == kind {
		(*d)[last].Text += text
		return
	}
	*d = append(*d, Run{kind, text})
}

// between adds how old became now by a longest sequence that both have.
func (d *runs) between(old, now []string) {
	if len(old)*len(now) > mostCompared {
		old, now = []string{strings.Join(old, "")}, []string{strings.Join(now, "")}
	}
	common := make([][]int32, len(old)+1) // of the words from i and from j on
	for i := range common {
		common[i] = make([]int32, len(now)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(now) - 1; j >= 0; j-- {
			if old[i] == now[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(old) || j < len(now) {
		switch {
		case i < len(old) && j < len(now) && old[i] == now[j]:
			d.add(Kept, old[i])
			i, j = i+1, j+1
		case j == len(now) || i < len(old) && common[i+1][j] >= common[i][j+1]:
			d.add(Taken, old[i])
			i++
		default:
			d.add(Put, now[j])
			j++
		}
	}
}
