package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"canbo/internal/access"
	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
	"canbo/internal/web/pages"
)

// needSection is the needs of a plan, each with who fills it and why.
func needSection(v *visit, b planOnPage) pages.SectionPart {
	p, at := v.page, rotationPlanAddress(b.Code)
	t := pages.Table{
		Caption: p.T(pages.RotNeedsAll), Empty: p.T(pages.RotNeedsNone),
		Columns: p.Columns(pages.ColNeed, pages.ColUrgency, pages.ColBy, pages.ColWhy, pages.ColFilledBy),
	}
	for _, n := range b.Needs {
		filled := pages.Cell{Text: p.T(pages.RotNobody), Notes: note(b.reasons[assignment.Limit{Kind: assignment.OfNeed, Code: n.Post}])}
		for _, pair := range b.Pairs {
			if pair.Post == n.Post {
				filled.Text = b.person(p, pair.Official)
			}
		}
		row := []pages.Cell{
			{Text: b.post(p, n.Post)}, {Text: strconv.FormatInt(n.Urgency, 10)}, {Text: b.who(n.By)}, {Text: b.why(n.Post), Notes: foreseen(p, b, n)}, filled,
		}
		if b.SHA256 != "" {
			row[0].Href = at + "/candidates?post=" + n.Post
		}
		if choosing(v, b) {
			row = append(row, pages.Cell{Text: p.T(pages.RotNeedStrike), Href: at + "/needs/" + n.Post + "/strike"})
		}
		t.Rows = append(t.Rows, row)
	}
	if choosing(v, b) {
		t.Columns = append(t.Columns, p.Columns(pages.ColAct)...)
	}
	return pages.SectionPart{Title: p.T(pages.RotNeeds), Table: &t}
}

// foreseen says when a needed post falls vacant, and why.
func foreseen(p pages.Page, b planOnPage, n rotation.PlanNeed) (notes []pages.Note) {
	if !n.From.IsZero() {
		notes = append(notes, pages.Note{Text: p.T(pages.NeedVacant, p.Day(n.From.Midnight()))})
	}
	if n.Why != "" {
		notes = append(notes, pages.Note{Text: p.T(pages.PairLine, b.who(n.Holder), p.T(eventTexts[n.Why]))})
	}
	return notes
}

// why is what the last who asked for a need has put on record, for those who may read it.
func (b planOnPage) why(post string) string {
	why := ""
	for _, r := range b.Record {
		asks := r.Act == rotation.ActProposeRotation || r.Act == rotation.ActChangeNeeds && r.What == rotation.AddNeed
		if asks && r.Post == post {
			why = r.Text
		}
	}
	return why
}

// pairSection is the assignment, a card for each person.
func pairSection(v *visit, b planOnPage) pages.SectionPart {
	p := v.page
	section := pages.SectionPart{Title: p.T(pages.RotPairs)}
	if len(b.Pairs) == 0 {
		section.Text = p.T(pages.RotPairsNone)
	}
	pairs, part := some(v, "pairs", b.Pairs, linesBeside)
	for _, pair := range pairs {
		section.Cards = append(section.Cards, pairCard(v, b, pair))
	}
	section.Part = part
	return section
}

func pairCard(v *visit, b planOnPage, pair rotationPairView) pages.CardView {
	p, at := v.page, rotationPlanAddress(b.Code)
	card := pages.CardView{
		Title: b.person(p, pair.Official), Href: at + "/candidates?official=" + pair.Official,
		Under: p.T(pages.RotFromTo, b.post(p, pair.From), b.post(p, pair.Post)),
		Facts: []pages.Fact{{Term: p.T(pages.RotDossier), Text: dossierText(p, b, pair)}},
	}
	if says := b.reasons[assignment.Limit{Kind: assignment.OfPerson, Code: pair.Official}]; says != "" {
		card.Lines = []pages.Note{{Text: says}}
	}
	var asked []string
	if len(pair.Agreed) > 0 {
		asked = append(asked, p.T(pages.RotAgreed, sides(p, pair.Agreed)))
	}
	if len(pair.Unanswered) > 0 {
		asked = append(asked, p.T(pages.RotWaiting, sides(p, pair.Unanswered)))
	}
	card.Facts = append(card.Facts, pages.Fact{Term: p.T(pages.RotConsult), Text: strings.Join(asked, "; ")})
	if pair.Verdict != "" {
		card.Facts = append(card.Facts, pages.Fact{Term: p.T(pages.RotVerdict), Text: verdictOf(p, pair)})
	}
	if preparing(v, b) {
		ask := at + "/changes?official=" + pair.Official + "&post=" + pair.Post + "&action="
		card.Links = []pages.LinkView{
			{Text: p.T(pages.ChangeFix), Href: ask + rotation.FixPair}, {Text: p.T(pages.ChangeForbid), Href: ask + rotation.ForbidPair},
		}
	}
	return card
}

func dossierText(p pages.Page, b planOnPage, pair rotationPairView) string {
	if len(pair.Missing) == 0 {
		return p.T(pages.RotDossierAll)
	}
	var lacks []string
	for _, paper := range b.Papers {
		if slices.Contains(pair.Missing, paper.ID) {
			lacks = append(lacks, p.L(evaluation.Label{VI: paper.VI, EN: paper.EN}))
		}
	}
	return p.T(pages.RotMissing, strings.Join(lacks, "; "))
}

func verdictOf(p pages.Page, pair rotationPairView) string {
	switch {
	case pair.Verdict == ballot.LeftToHead && !pair.Carried:
		return p.T(pages.VerdictHead)
	case pair.Carried:
		return p.T(pages.RotCarried)
	default:
		return p.T(pages.RotNotCarried)
	}
}

// handSection is what people fixed, forbade or refused.
func handSection(v *visit, b planOnPage) pages.SectionPart {
	p := v.page
	t := pages.Table{
		Caption: p.T(pages.RotByHandAll), Empty: p.T(pages.RotByHandNone), Columns: p.Columns(pages.ColPerson, pages.ColNeed, pages.ColReason),
	}
	for _, h := range b.ByHand {
		reason := p.T(pages.HandFixed)
		if l, ok := rotation.RuleLabel(h.Rule); ok {
			reason = p.L(l)
		}
		row := []pages.Cell{{Text: b.person(p, h.Official)}, {Text: b.post(p, h.Post)}, {Text: reason}}
		if preparing(v, b) {
			row = append(row, pages.Cell{Text: p.T(pages.RotFree), Href: rotationPlanAddress(b.Code) + "/changes?official=" + h.Official +
				"&post=" + h.Post + "&action=" + rotation.FreePair})
		}
		t.Rows = append(t.Rows, row)
	}
	if preparing(v, b) {
		t.Columns = append(t.Columns, p.Columns(pages.ColAct)...)
	}
	return pages.SectionPart{Title: p.T(pages.RotByHand), Table: &t}
}

var notStartedTexts = map[string]pages.Text{"rotating_already": pages.WayRotating, "post_promised": pages.WayPromised}

// decisionSection is the decisions of a plan with their rotations.
func (s *server) decisionSection(v *visit, b planOnPage) pages.SectionPart {
	p := v.page
	t := pages.Table{
		Caption: p.T(pages.RotDecisionsAll), Empty: p.T(pages.RotDecisionsNone),
		Columns: p.Columns(pages.ColPerson, pages.ColNewPost, pages.ColNumber, pages.ColDate, pages.ColMonths),
	}
	for _, d := range b.Decisions {
		who := pages.Cell{Text: b.person(p, d.Official)}
		if access.May(v.actor, access.ListRotations, access.Subject{}) == nil {
			who.Href = rotationAddress(rotation.DecidedCode(b.Code, d.Official))
		}
		for _, r := range b.Refused {
			if r.Official == d.Official {
				way := cmp.Or(notStartedTexts[r.Code], pages.Text(r.Code+"|"+r.Code))
				who.Href, who.Notes = "", []pages.Note{{Text: p.T(pages.RotNotBegun, p.T(way)), Bad: true}}
			}
		}
		post := ""
		for _, pair := range b.Pairs {
			if pair.Official == d.Official {
				post = b.post(p, pair.Post)
			}
		}
		t.Rows = append(t.Rows, []pages.Cell{
			who, {Text: post}, {Text: b.decision(d.Official).Document}, {Text: p.Day(d.Decided.Midnight())}, {Text: strconv.Itoa(d.Months)},
		})
	}
	return pages.SectionPart{Title: p.T(pages.RotDecisions), Table: &t}
}

// decision is what was put on record with the decision about somebody.
func (b planOnPage) decision(official string) (found postgres.RotationPlanRecord) {
	for _, r := range b.Record {
		if r.Act == rotation.ActDecideRotations && r.Official == official {
			found = r
		}
	}
	return found
}

// recordSection is what people have put on record, in its order.
func recordSection(p pages.Page, b planOnPage) pages.SectionPart {
	t := pages.Table{
		Caption: p.T(pages.RotRecordAll), Columns: p.Columns(pages.ColFiled, pages.ColWho, pages.ColAct, pages.ColAbout, pages.ColText),
	}
	for _, r := range b.Record {
		var about []string
		if r.Official != "" {
			about = append(about, b.person(p, r.Official))
		}
		if r.Post != "" {
			about = append(about, b.post(p, r.Post))
		}
		t.Rows = append(t.Rows, []pages.Cell{
			{Text: p.Moment(r.FiledAt)}, {Text: b.who(r.Author)}, {Text: p.L(rotation.PlanActLabel(r.Act)), Notes: note(recordWhat(p, b, r))},
			{Text: strings.Join(about, " – ")}, {Text: r.Text, Notes: note(r.Document)},
		})
	}
	return pages.SectionPart{Title: p.T(pages.RotRecord), Table: &t}
}

var whatTexts = map[string]pages.Text{
	rotation.FixPair: pages.WhatFix, rotation.ForbidPair: pages.WhatForbid, rotation.FreePair: pages.WhatFree,
	rotation.AddNeed: pages.WhatAdd, rotation.StrikeNeed: pages.WhatStrike,
}

// recordWhat says what exactly was filed.
func recordWhat(p pages.Page, b planOnPage, r postgres.RotationPlanRecord) string {
	switch r.Act {
	case rotation.ActConfirmPapers:
		var there []string
		for _, paper := range b.Papers {
			if slices.Contains(strings.Fields(r.What), paper.ID) {
				there = append(there, p.L(evaluation.Label{VI: paper.VI, EN: paper.EN}))
			}
		}
		return strings.Join(there, "; ")
	case rotation.ActAnswerConsultation:
		side, answer, _ := strings.Cut(r.What, " ")
		text := pages.WhatAgrees
		if answer == "refuses" {
			text = pages.WhatRefuses
		}
		return p.T(text, p.T(sideTexts[rotation.Side(side)]))
	case rotation.ActDecideRotations:
		return p.T(groundTexts[r.What])
	default:
		return p.T(whatTexts[r.What])
	}
}

var groundTexts = map[string]pages.Text{
	"planned": pages.GroundPlanned, "two_terms": pages.GroundTwoTerms, "non_local": pages.GroundNonLocal, "other": pages.GroundOther,
}
