package rotation

import (
	"slices"

	"canbo/internal/calendar"
)

// Pending is a rotation that has been decided and not handed over yet.
type Pending struct {
	Code     string
	Process  string
	Official string
	From, To string        // posts
	Ready    calendar.Date // the day on which both sides have recorded the handover; zero before
}

// Exchange finds the rotations by which people change places: each takes the post that the next one leaves, and the last
// the post that the first leaves. None of them can be handed over before the others, so they are handed over together, on
// one day. The rotation with the code comes first; nil when its post is to fall vacant in another way.
func Exchange(pending []Pending, code string) []Pending {
	var circle []Pending
	i := slices.IndexFunc(pending, func(p Pending) bool { return p.Code == code })
	for i >= 0 && len(circle) < len(pending) {
		circle = append(circle, pending[i])
		if pending[i].To == circle[0].From {
			return circle
		}
		i = slices.IndexFunc(pending, func(p Pending) bool { return p.From == circle[len(circle)-1].To })
	}
	return nil
}
