package access

// Who is a kind of people whom an act is for.
type Who string

// The kinds, as a refusal names them.
const (
	Persons      Who = "persons" // officials, under their own name
	Offices      Who = "office"
	Steerers     Who = "steerers" // administrators and organisers
	Inspectors   Who = "inspectors"
	Owners       Who = "owner"
	Participants Who = "participants"
	Members      Who = "members"
	Chairs       Who = "chair" // of a unit's conference
	Deciders     Who = "deciders"
	BodyChairs   Who = "body_chair"
	Appraisers   Who = "appraiser"
	Presiders    Who = "presider"
	Announcers   Who = "announcer"
	Tellers      Who = "tellers"
	StandIns     Who = "stand_ins"
)

// kinds name the standings in the order in which a refusal lists them. Programs are nobody to ask.
var kinds = []struct {
	who Who
	of  standing
}{
	{Persons, person},
	{Owners, owner | informed},
	{Participants, participant},
	{Members, member | witness},
	{Chairs, chair | deputy},
	{Deciders, decider},
	{BodyChairs, bodyChair | bodyDeputy},
	{Appraisers, appraiser},
	{Presiders, presider},
	{Announcers, announcer},
	{Tellers, teller},
	{StandIns, standIn},
	{Steerers, administrator},
	{Offices, office},
	{Inspectors, inspector},
}

// WhoMay returns the kinds of people whom an act is for; nil for an act that everybody may do, that is a program's, or that
// is unknown.
func WhoMay(act Act) []Who {
	var may []Who
	for _, k := range kinds {
		if allowed[act]&k.of != 0 {
			may = append(may, k.who)
		}
	}
	return may
}
