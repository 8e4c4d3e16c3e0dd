package pages

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"canbo/internal/planning"
)

// Seat is the entry of a list that is edited.
func (e EditedEntry) Seat() planning.Seat {
	official, position, _ := strings.Cut(e.Key, ":")
	return planning.Seat{Official: official, Position: position}
}

// Place says where somebody stands on a list.
func (p Page) Place(order, tier int) string { return p.T(editorPlace, order, tier) }

// DraftElsewhere says that another draft was saved, which filing or saving replaces.
func (p Page) DraftElsewhere(at time.Time) string { return p.T(editorElsewhere, p.Moment(at)) }

// Fold makes names comparable that are written with and without accents, in any case.
func Fold(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(strings.Join(strings.Fields(name), " "))) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ':
			b.WriteRune('d')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
