package access

import "strings"

// standing is a set of ways to stand to a subject.
type standing uint

const (
	anyone        standing = 1 << iota
	signedIn               // any role but anonymous
	person                 // an official
	administrator          // who steers: administrators and organisers
	office                 // administrators: who may what, and what the whole office gets
	program                // an API key, whatever its role
	operator               // an API key of an administrator
	inspector
	owner       // whose record it is
	informed    // the owner, once the result has been announced
	participant // who has a part in the process
	member      // of the unit's conference
	chair
	deputy
	witness // a member of the conference who has had their say on the owner, who is somebody else
	decider // a member of the body that decides
	bodyChair
	bodyDeputy
	appraiser
	presider
	announcer
	teller  // of a ballot on paper
	standIn // who does a task in the place of another; the process knows which
)

func standings(actor Actor, subject Subject) standing {
	switch actor.Role {
	case Official:
		return anyone | signedIn | person | personal(actor, subject)
	case Administrator:
		return anyone | signedIn | administrator | office | held(actor, program|operator) | owns(actor, subject)
	case Organiser:
		return anyone | signedIn | administrator | owns(actor, subject)
	case Inspector:
		return anyone | signedIn | inspector | held(actor, program) | owns(actor, subject)
	default:
		return anyone
	}
}

// held are standings that an API key has and a person with the same role has not.
func held(actor Actor, by standing) standing {
	if strings.HasPrefix(actor.ID, keyActor) {
		return by
	}
	return 0
}

// personal are the standings that only a person of the roster can have.
func personal(actor Actor, s Subject) standing {
	has := owns(actor, s)
	for _, way := range []struct {
		applies bool
		is      standing
	}{
		{has != 0 && s.Announced, informed},
		{s.Participant, participant},
		{s.Conference.Member, member},
		{s.Conference.Chair, chair},
		{s.Conference.Deputy, deputy},
		{s.Conference.Member && s.Filed && has == 0, witness},
		{s.Sitting.Member, decider},
		{s.Sitting.Chair, bodyChair},
		{s.Sitting.Deputy, bodyDeputy},
		{s.Sitting.Appraiser, appraiser},
		{s.Presider && has == 0, presider},
		{s.Announcer, announcer},
		{s.Teller, teller},
		{s.StandIn && has == 0, standIn},
	} {
		if way.applies {
			has |= way.is
		}
	}
	return has
}

func owns(actor Actor, s Subject) standing {
	if s.Owner != "" && s.Owner == actor.ID {
		return owner
	}
	return 0
}
