package evaluation

import (
	"slices"

	"canbo/internal/roster"
)

// Who holds several posts under several bodies is decided on by the highest of them, once, in the title group of the
// post that it manages; the unit or body of each other post has its say (Guide 03-HD/TVĐU 2026).

// concurrent lists the posts that an official holds besides the principal one, in the order of their tenures.
func (e *enroller) concurrent(official string) []roster.Post {
	var posts []roster.Post
	for _, t := range e.district.Tenures {
		if t.Official == official && !t.Principal && t.Period.Covers(e.day) {
			posts = append(posts, e.posts[t.Post])
		}
	}
	return posts
}

// decidedBy gives a seat the highest body among those that manage the official's posts; the principal post goes first.
func (e *enroller) decidedBy(s seat) seat {
	for _, p := range e.concurrent(s.Official) {
		if e.bodies[p.ManagedBy].Level > e.bodies[s.Body].Level {
			s.Body, s.Group = p.ManagedBy, p.TitleGroup
		}
	}
	return s
}

// ask names who comments on those who hold other posts: for a post in another unit the one who chairs its conference,
// for one in the same unit under another body the one who chairs that body.
func (e *enroller) ask() {
	for i := range e.out.Conferences {
		c := &e.out.Conferences[i]
		for _, official := range c.Subjects {
			body := e.out.Enrolled[slices.IndexFunc(e.out.Enrolled, func(p Enrolled) bool { return p.Official == official })].Body
			for _, p := range e.concurrent(official) {
				by := ""
				switch {
				case p.Unit != c.Unit:
					by = e.speaker(p.Unit, official)
				case p.ManagedBy != body:
					var s Sitting
					s.Body = p.ManagedBy
					e.fill(&s)
					by = other(official, s.Chair, s.Deputy)
				}
				if asked := (Asked{Subject: official, By: by}); by != "" && !slices.Contains(c.Asked, asked) {
					c.Asked = append(c.Asked, asked)
				}
			}
		}
	}
}

// speaker is who speaks for a unit about an official: the chair of its conference, or the deputy about the chair.
func (e *enroller) speaker(unit, official string) string {
	i := slices.IndexFunc(e.out.Conferences, func(c Conference) bool { return c.Unit == unit })
	if i < 0 {
		return ""
	}
	return other(official, e.out.Conferences[i].Chair, e.out.Conferences[i].Deputy)
}

// other is the first of two people who is not the official.
func other(official, first, second string) string {
	if first != official {
		return first
	}
	return second
}
