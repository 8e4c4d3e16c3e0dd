package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/roster"
	"canbo/internal/rotation"
	"canbo/internal/web/pages"
)

// proposedRows is how many needs, and how many people, the form of a unit has room for.
const proposedRows = 5

// loadRotationProposal offers vacant posts, and the people of the units that the reader heads.
func (s *server) loadRotationProposal(v *visit, view *pages.ActView) error {
	process := rotationPlanAt(v).place().process
	standing, err := s.standing(v.r.Context(), v.actor, rotationPlanAt(v).place())
	if err != nil {
		return err
	}
	if err := access.May(v.actor, access.ProposeRotation, standing); err != nil {
		return err
	}
	plan, err := s.Store.RotationPlan(v.r.Context(), process)
	if err != nil {
		return err
	}
	_, day, err := s.Store.RotationPlanPolicyRef(v.r.Context(), process)
	if err != nil {
		return err
	}
	district, err := s.Store.District(v.r.Context())
	if err != nil {
		return err
	}
	steps, err := s.Store.Steps(v.r.Context(), process)
	if err != nil {
		return err
	}
	view.Due = dueOf(steps, rotation.StepProposals)
	offer := proposalOffer{posts: s.postsBelow(v.page, district, plan.Root), people: peopleOf(district, plan, v.actor.ID, day), units: unitsBelow(v.page, district, plan.Root)}
	offer.everybody = holders(district, plan.Root, day)
	if view.Where, err = s.placeName(v.r.Context(), plan.Root); err != nil {
		return err
	}
	view.Fields = offer.fields(v.page)
	view.Names = []pages.NameList{{ID: "posts", Of: offer.posts}, {ID: "people", Of: offer.everybody}, {ID: "units", Of: offer.units}}
	return nil
}

// proposalOffer is what a unit can choose from.
type proposalOffer struct {
	posts, people, everybody, units []pages.Choice
}

// fields are those of the form. What is chosen among a whole district is typed, and the page suggests it once for all rows.
func (o proposalOffer) fields(p pages.Page) []pages.InputView {
	var fields []pages.InputView
	named := func(name, label, list string) pages.InputView {
		return pages.InputView{Kind: pages.NamedInput, Name: optionalField + name, Label: label, Hint: p.T(pages.NamedHint), List: list}
	}
	for i := range proposedRows {
		n := strconv.Itoa(i + 1)
		first := named("post-"+n, p.T(pages.ProposePost), "posts")
		first.Group = p.T(pages.ProposeNeed, i+1)
		fields = append(fields, first,
			pages.InputView{Kind: pages.DayInput, Name: optionalField + "from-" + n, Label: p.T(pages.NeedFrom)},
			pages.InputView{Kind: pages.LineInput, Name: optionalField + "urgency-" + n, Label: p.T(pages.NeedUrgency), Hint: p.T(pages.UrgencyHint)},
			pages.InputView{Kind: pages.LineInput, Name: optionalField + "why-" + n, Label: p.T(pages.ProposeWhy)},
			named("want-"+n, p.T(pages.ProposeWant), "people"),
		)
	}
	for i := range proposedRows {
		n := strconv.Itoa(i + 1)
		first := pages.InputView{
			Kind: pages.ChoiceInput, Long: true, Name: optionalField + "person-" + n, Label: p.T(pages.ProposeWho), Choices: o.people,
		}
		first.Group = p.T(pages.ProposePerson, i+1)
		fields = append(fields, first,
			pages.InputView{Kind: pages.LineInput, Name: optionalField + "because-" + n, Label: p.T(pages.ProposeWhy)},
			named("wish-"+n, p.T(pages.ProposeWish), "units"),
		)
	}
	return fields
}

// fileRotationProposal reads the rows that are not empty.
func (s *server) fileRotationProposal(v *visit) (*answer, error) {
	var f rotation.PlanProposalFiling
	row := func(name string, i int) string {
		return strings.TrimSpace(v.field(fmt.Sprintf("%s%s-%d", optionalField, name, i+1)))
	}
	for i := range proposedRows {
		post, why := pages.CodeNamed(row("post", i)), row("why", i)
		if post == "" {
			continue
		}
		urgency, err := numberIn(cmp.Or(row("urgency", i), "0"), 0, rotation.MaxUrgency)
		if err != nil {
			return nil, err
		}
		from, err := maybeDate(row("from", i))
		if err != nil {
			return nil, err
		}
		if why == "" {
			return nil, whyEmpty()
		}
		f.Needs = append(f.Needs, rotation.NeedFiling{Post: post, From: from, Urgency: int64(urgency), Why: why, Prefers: given(pages.CodeNamed(row("want", i)))})
	}
	for i := range proposedRows {
		who, why := row("person", i), row("because", i)
		if who == "" {
			continue
		}
		if why == "" {
			return nil, whyEmpty()
		}
		f.People = append(f.People, rotation.PersonFiling{Official: who, Why: why, Prefers: given(pages.CodeNamed(row("wish", i)))})
	}
	return filePlan(v, s, access.ProposeRotation, f)
}

func whyEmpty() error {
	return fault.New(fault.Invalid, "why_missing", "Say why you propose each post and each person.")
}

// given is a list of one, or none.
func given(code string) []string {
	if code == "" {
		return nil
	}
	return []string{code}
}

// peopleOf are the officials of the units that somebody speaks for in a plan, without themself.
func peopleOf(d *roster.District, plan rotation.Plan, head string, day time.Time) []pages.Choice {
	units := map[string]bool{}
	for _, h := range plan.Heads {
		units[h.Unit] = units[h.Unit] || h.Official == head
	}
	return incumbents(d, day, func(i roster.Incumbent) bool { return units[i.Post.Unit] && i.Official != head })
}

// holders are the officials below a unit who hold a principal post on a day, by name alone.
func holders(d *roster.District, root string, day time.Time) []pages.Choice {
	under := d.Under(root)
	choices := incumbents(d, day, func(i roster.Incumbent) bool { return under[i.Post.Unit] })
	for i := range choices {
		choices[i].Label, _, _ = strings.Cut(choices[i].Label, ", ")
	}
	return choices
}

func incumbents(d *roster.District, day time.Time, wanted func(roster.Incumbent) bool) []pages.Choice {
	names := make(map[string]string, len(d.Officials))
	for _, o := range d.Officials {
		names[o.Code] = o.Name
	}
	var choices []pages.Choice
	for _, i := range d.Incumbents(day) {
		if wanted(i) {
			choices = append(choices, pages.Choice{Value: i.Official, Label: names[i.Official] + ", " + i.Post.Name})
		}
	}
	return choices
}

// unitsBelow are a unit and those below it.
func unitsBelow(p pages.Page, d *roster.District, root string) []pages.Choice {
	under := d.Under(root)
	var choices []pages.Choice
	for _, u := range d.Units {
		if under[u.Code] {
			choices = append(choices, pages.Choice{Value: u.Code, Label: p.L(evaluation.Label{VI: u.Name, EN: cmp.Or(u.NameEn, u.Name)})})
		}
	}
	return choices
}

// capsOf reads caps from lines such as "xa-gia-cat 1 -". Error: fault.Invalid `bad_caps`.
func capsOf(text string) ([]rotationCapView, error) {
	var caps []rotationCapView
	for i, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if len(words) != 3 {
			return nil, badCaps(i)
		}
		c := rotationCapView{Unit: words[0]}
		for j, most := range []**int{&c.Release, &c.Receive} {
			if words[j+1] == "-" {
				continue
			}
			n, err := strconv.Atoi(words[j+1])
			if err != nil {
				return nil, badCaps(i)
			}
			*most = &n
		}
		caps = append(caps, c)
	}
	return caps, nil
}

func badCaps(line int) error {
	return fault.New(fault.Invalid, "bad_caps", "Line %d of the caps is not a unit and two numbers, such as xa-gia-cat 1 -.", line+1)
}

// byLabel sorts choices as they stand.
func byLabel(choices []pages.Choice) []pages.Choice {
	slices.SortFunc(choices, func(a, b pages.Choice) int { return strings.Compare(a.Label, b.Label) })
	return choices
}
