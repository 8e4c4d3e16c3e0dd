package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"canbo/internal/ballot"
	"canbo/internal/calendar"
	"canbo/internal/planning"
	"canbo/internal/procedure"
	"canbo/internal/roster"
	"canbo/internal/rotation"
)

// movers is what everybody knows of the year's rotations.
type movers struct {
	plan  string            // its code; "" for none
	body  string            // that decides
	local map[string]string // posts of heads who lead the place that they come from, by official
}

func whoMoves(d *roster.District, o Options) movers {
	m := movers{plan: o.Plan, local: map[string]string{}}
	homes := map[string]string{}
	for _, official := range d.Officials {
		homes[official.Code] = official.Home
	}
	for _, h := range d.Incumbents(o.ArticleDay) {
		if h.Post.IsHead && homes[h.Official] == h.Post.Unit {
			m.local[h.Official], m.body = h.Post.Code, h.Post.ManagedBy
		}
	}
	return m
}

// isRotation reports whether a task belongs to the year's plan of this demonstration, or to a rotation that it began.
func (r *robots) isRotation(t task) bool {
	return r.movers.plan != "" && (t.Process == rotation.PlanID(r.movers.plan) ||
		strings.HasPrefix(t.Process, rotation.ProcessID(r.movers.plan+"-")))
}

// planBoard is a rotation plan as robots look at it.
type planBoard struct {
	Members  []string            `json:"members"` // the chair first
	Needs    []rotation.PlanNeed `json:"needs"`
	SHA256   string              `json:"sha256"`
	UpToDate bool                `json:"up_to_date"`
	Unsolved string              `json:"unsolved"`
	Steps    []stepRow           `json:"steps"`
	Pairs    []planPair          `json:"pairs"`
	ByHand   []struct {
		Rule string `json:"rule"`
	} `json:"by_hand"`

	Decisions []rotation.PlanDecided `json:"decisions"`
	Refused   []rotation.NotStarted  `json:"refused"`
}

type stepRow struct {
	Name   string `json:"name"`
	Status string `json:"status"`
}

type planPair struct {
	Official string         `json:"official"`
	Post     string         `json:"post"`
	Missing  []string       `json:"missing"`
	Verdict  ballot.Verdict `json:"verdict"`
	Carried  bool           `json:"carried"`
}

// open is the name of the open step; "" when the plan has ended.
func (b planBoard) open() string {
	if i := slices.IndexFunc(b.Steps, func(s stepRow) bool { return s.Status == "open" }); i >= 0 {
		return b.Steps[i].Name
	}
	return ""
}

// ended reports whether the plan has ended and its rotations have begun.
func (b planBoard) ended(begun []rotationBoard) bool {
	return len(b.Steps) > 0 && b.open() == "" && len(begun)+len(b.Refused) == len(b.Decisions)
}

// refusals counts the answers against a rotation.
func (b planBoard) refusals() int {
	n := 0
	for _, h := range b.ByHand {
		n += one(strings.HasPrefix(h.Rule, "refused_by_"))
	}
	return n
}

// waiting is a needed post that would be filled though whoever holds it is placed nowhere; "" for none.
func (b planBoard) waiting() string {
	placed := func(official string) bool {
		return slices.ContainsFunc(b.Pairs, func(p planPair) bool { return p.Official == official })
	}
	for _, n := range b.Needs {
		filled := slices.ContainsFunc(b.Pairs, func(p planPair) bool { return p.Post == n.Post })
		if filled && n.Holder != "" && !placed(n.Holder) {
			return n.Post
		}
	}
	return ""
}

func (r *robots) planBoard(ctx context.Context, bearer string) (planBoard, error) {
	var b planBoard
	err := r.api.get(ctx, bearer, api+"/rotation/plans/"+r.movers.plan, &b)
	return b, err
}

// proposeRotation says how urgent it is to fill the post of a head who is a local there, and where they would like to go.
// Everybody else leaves the plan to what the look-ahead has found.
func (r *robots) proposeRotation(ctx context.Context, p *person, t task) (bool, error) {
	var body rotation.PlanProposalFiling
	if post, local := r.movers.local[p.code]; local {
		body.Needs = []rotation.NeedFiling{{
			Post: post, Urgency: int64(20 + moodOf(p.code, t.Act)%60), Why: urgencyText,
		}}
		body.People = []rotation.PersonFiling{{Official: p.code, Why: releaseText, Prefers: []string{r.elsewhere(p.code)}}}
	}
	return true, r.act(ctx, p.session, t.key(), t.Href, body)
}

// elsewhere is the place of another local head, where somebody would like to go.
func (r *robots) elsewhere(who string) string {
	others := []string{}
	for official := range r.movers.local {
		if official != who {
			others = append(others, r.plans.units[official])
		}
	}
	slices.Sort(others)
	if len(others) == 0 {
		return r.plans.root
	}
	return others[int(moodOf(who, "elsewhere"))%len(others)]
}

// acceptAssignment strikes needs whose holders would have nowhere to go, and accepts what is left.
func (r *robots) acceptAssignment(ctx context.Context, p *person, t task) (bool, error) {
	b, err := r.planBoard(ctx, p.session)
	if err != nil || !b.UpToDate {
		return false, err
	}
	if post := b.waiting(); post != "" {
		strike := rotation.NeedChangeFiling{Post: post, Action: rotation.StrikeNeed, Reason: strikeText, Basis: meetingText}
		return false, r.act(ctx, p.session, key(t.key(), post), t.place()+"/needs", strike)
	}
	err = r.act(ctx, p.session, key(t.key(), b.SHA256), t.Href, rotation.AcceptedFiling{SHA256: b.SHA256})
	if refusedAs(err, "being_computed") || refusedAs(err, "another_assignment") {
		return false, nil
	}
	return true, err
}

// confirmPapers confirms the dossiers one after the other.
func (r *robots) confirmPapers(ctx context.Context, p *person, t task) (bool, error) {
	b, err := r.planBoard(ctx, p.session)
	if err != nil || !b.UpToDate {
		return false, err
	}
	for _, pair := range b.Pairs {
		if len(pair.Missing) == 0 {
			continue
		}
		papers := rotation.PapersFiling{Official: pair.Official, Items: pair.Missing, Note: papersText}
		if err := r.act(ctx, p.session, key(t.key(), pair.Official), t.Href, papers); err != nil {
			return false, err
		}
	}
	return true, nil
}

// answerConsultation agrees for each side, but for the one person who does not want to go.
func (r *robots) answerConsultation(ctx context.Context, p *person, t task) (bool, error) {
	refuser := r.refuser.Load()
	if refuser == nil {
		return false, nil // who will refuse is not known yet
	}
	var own struct {
		Asked []rotation.PlanAnswer `json:"asked"`
	}
	if err := r.api.get(ctx, p.session, t.place()+"/mine", &own); err != nil || len(own.Asked) == 0 {
		return false, err
	}
	var body rotation.ConsultedFiling
	about := []string{t.key()}
	for _, a := range own.Asked {
		answer := rotation.ConsultAnswerFiling{Official: a.Official, Post: a.Post, Side: a.Side, Agrees: true}
		if a.Side == rotation.SidePerson && *refuser == p.code && r.refuser.CompareAndSwap(refuser, new(string)) {
			answer.Agrees, answer.Text = false, refusalText
		}
		body.Answers = append(body.Answers, answer)
		about = append(about, a.Official, a.Post, string(a.Side))
	}
	err := r.act(ctx, p.session, key(about...), t.Href, body)
	if refusedAs(err, "not_asked") {
		return false, nil // the assignment has changed since
	}
	return true, err
}

// breakRotationTie decides for the rotation where as many were for it as against.
func (r *robots) breakRotationTie(ctx context.Context, p *person, t task) (bool, error) {
	b, err := r.planBoard(ctx, p.session)
	if err != nil {
		return false, err
	}
	body := planning.TieFiling{Reason: tieText}
	for _, pair := range b.Pairs {
		if pair.Verdict == ballot.LeftToHead {
			body.Answers = append(body.Answers, procedure.Answer{Question: pair.Official, Choice: rotation.Yes})
		}
	}
	return true, r.act(ctx, p.session, t.key(), t.Href, body)
}

// decideRotations records the decisions of the body.
func (r *robots) decideRotations(ctx context.Context, p *person, t task) (bool, error) {
	b, err := r.planBoard(ctx, p.session)
	if err != nil {
		return false, err
	}
	var body rotation.PlanDecisionFiling
	for _, pair := range b.Pairs {
		if pair.Carried {
			body.Decisions = append(body.Decisions, rotation.DecidedFiling{
				Official: pair.Official, Document: fmt.Sprintf("%d-QĐ/HU", 412+len(body.Decisions)), DocumentDate: calendar.DateOf(time.Now()),
				Months: leastMonths, Ground: string(roster.GroundNonLocal), Purpose: purposeText,
			})
		}
	}
	return true, r.act(ctx, p.session, t.key(), t.Href, body)
}

// leastMonths is how long each rotation is decided for.
const leastMonths = 36

// rotationBoard is a rotation as robots look at it.
type rotationBoard struct {
	Code         string `json:"code"`
	Decided      string `json:"decided"`
	Started      string `json:"started"`
	Entitlements []struct {
		ID string `json:"id"`
	} `json:"entitlements"`
	Steps []stepRow `json:"steps"`
}

func (b rotationBoard) confirmed() bool {
	return slices.Contains(b.Steps, stepRow{Name: rotation.StepEntitlements, Status: "closed"})
}

// recordDay records the announcement, or one side's handover, on the day of the decision. Where somebody is in the post
// still, it waits until they have left.
func (r *robots) recordDay(ctx context.Context, p *person, t task) (bool, error) {
	var b rotationBoard
	if err := r.api.get(ctx, p.session, t.place(), &b); err != nil {
		return false, err
	}
	err := r.act(ctx, p.session, t.key(), t.Href, rotation.DayFiling{Day: b.Decided, Minutes: handoverText})
	if refusedAs(err, "post_taken") {
		return false, nil
	}
	return true, err
}

// confirmEntitlements confirms everything that is due.
func (r *robots) confirmEntitlements(ctx context.Context, p *person, t task) (bool, error) {
	var b rotationBoard
	if err := r.api.get(ctx, p.session, t.place(), &b); err != nil {
		return false, err
	}
	var body rotation.EntitlementsFiling
	for _, due := range b.Entitlements {
		body.Items = append(body.Items, due.ID)
	}
	return true, r.act(ctx, p.session, t.key(), t.Href, body)
}
