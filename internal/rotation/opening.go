package rotation

import (
	"time"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/roster"
)

// Opening is everything that is written when a rotation has been decided.
type Opening struct {
	Rotation   *Rotation
	Body       string // that decided
	Number     string // of the decision
	Signer     string // who signs it; "" when it is not on record
	Title      string // of the signer, such as Bí thư
	Balloted   calendar.Date
	Ground     roster.RotationGround
	PlannedFor string
	Purpose    string
	Exception  string // why it was decided though a rule excludes it
	Findings   []Finding
	Policy     evaluation.PinnedPolicy
	OpenedBy   string
	OpenedAt   time.Time
}

// TakenOver is a rotation on record that goes on and has no process yet.
type TakenOver struct {
	Decision
	Body       string
	Start, End calendar.Date
}

// PartsOf finds who acts in a rotation, by the roster on a day: for the deciding body the member who appraises, else its
// chair; for each unit whoever holds its highest post. Where nobody but the official is there, the organiser does it.
func PartsOf(d *roster.District, body, official, from, to string, day time.Time) Parts {
	var p Parts
	for _, m := range d.Members {
		if m.Body == body && m.Official != official && m.Period.Covers(day) && (m.Role == roster.RoleOrganisation || m.Role == roster.RoleChair && p.Organiser == "") {
			p.Organiser = m.Official
		}
	}
	units := map[string]string{}
	for _, post := range d.Posts {
		units[post.Code] = post.Unit
	}
	p.Releaser, p.Receiver = p.Organiser, p.Organiser
	highest := map[string]bool{}
	for _, i := range d.Incumbents(day) { // by unit and rank
		unit := i.Post.Unit
		if i.Official == official || highest[unit] {
			continue
		}
		highest[unit] = true
		if unit == units[from] {
			p.Releaser = i.Official
		}
		if unit == units[to] {
			p.Receiver = i.Official
		}
	}
	return p
}
