package demo

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"canbo/internal/ballot"
	"canbo/internal/planning"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

// plans is what everybody knows of the planning lists: whom the units want to add.
type plans struct {
	term        int // first year
	day         time.Time
	lists       []string
	nominations []roster.PlanNomination
	units       map[string]string // where officials hold their principal posts
	heads       map[string]string // of units
	root        string
}

func recall(d *roster.District, day time.Time) plans {
	p := plans{day: day, nominations: d.Nominations, units: map[string]string{}, heads: map[string]string{}, root: root(d)}
	for _, l := range d.Plans {
		p.term = l.TermFrom
		p.lists = append(p.lists, l.Code)
	}
	for _, h := range d.Incumbents(day) {
		p.units[h.Official] = h.Post.Unit
		if h.Post.IsHead {
			p.heads[h.Post.Unit] = h.Official
		}
	}
	return p
}

// nominator is who proposes somebody for a list: the head of their unit, of a head that of the whole district; for the
// list of a commune always its own head, who alone is asked.
func (p plans) nominator(n roster.PlanNomination, asked string) bool {
	if strings.HasPrefix(n.Position, "du-") { // a commune's committee
		return true
	}
	head := p.heads[p.units[n.Official]]
	if head == "" || head == n.Official {
		head = p.heads[p.root]
	}
	return head == asked
}

// isReview reports whether a task belongs to a review of this demonstration.
func (r *robots) isReview(t task) bool {
	return t.Kind == planning.KindReview && strings.HasPrefix(t.Process, planning.ReviewID(r.round, ""))
}

// reviewRow is a review as an administrator sees it.
type reviewRow struct {
	List      string `json:"list"`
	Round     string `json:"round"`
	Step      string `json:"step"`
	Published int    `json:"published"`
}

func (r *robots) reviews(ctx context.Context, adminKey string) ([]reviewRow, error) {
	rows, err := list[reviewRow](ctx, r.api, adminKey, api+"/planning/reviews")
	return slices.DeleteFunc(rows, func(row reviewRow) bool { return row.Round != r.round }), err
}

// reviewed reports whether there is nothing to review any more.
func (r *robots) reviewed(ctx context.Context, o Options) (bool, error) {
	if o.Round == "" {
		return true, nil
	}
	rows, err := r.reviews(ctx, o.AdminKey)
	open := slices.ContainsFunc(rows, func(row reviewRow) bool { return row.Published == 0 })
	return len(rows) > 0 && !open, err
}

// review opens the reviews of all lists, unless that has been done, and shows how many have led to a new version.
func (r *robots) review(ctx context.Context, o Options, unit string, shown *progress) error {
	body := map[string]any{"round": o.Round, "root": unit, "day": r.plans.day.Format(time.DateOnly)}
	_, err := r.api.do(ctx, request{method: http.MethodPost, path: api + "/planning/reviews", bearer: o.AdminKey, body: body}, nil)
	if err != nil && !refusedAs(err, "review_exists") {
		return err
	}
	stalled := r.watchdog()
	for {
		rows, err := r.reviews(ctx, o.AdminKey)
		if err != nil {
			return err
		}
		var open []string
		for _, row := range rows {
			if row.Published == 0 {
				open = append(open, row.List+" in "+row.Step)
			}
		}
		shown.set(phaseReview, len(rows)-len(open), len(rows))
		if len(open) == 0 {
			return nil
		}
		if err := stalled(strings.Join(open, ", ")); err != nil {
			return err
		}
		if err := sleep(ctx, watchPause); err != nil {
			return err
		}
	}
}

// proposeChanges nominates whom the unit wants on the list.
func (r *robots) proposeChanges(ctx context.Context, p *person, t task) (bool, error) {
	var body planning.ProposedFiling
	for _, n := range r.plans.nominations {
		if n.List == t.Subject && r.plans.nominator(n, p.code) {
			body.Add = append(body.Add, planning.NominationFiling{
				Official: n.Official, Position: n.Position, Tier: n.Tier, Source: n.Source, Text: nominationText,
			})
		}
	}
	return true, r.act(ctx, p.session, t.key(), t.Href, body)
}

// board is a review as robots look at it.
type board struct {
	Missed    []string `json:"missed"`
	UpToDate  bool     `json:"up_to_date"`
	Proposals []struct {
		ID         string         `json:"id"`
		Conference ballot.Verdict `json:"conference"`
		Committee  ballot.Verdict `json:"committee"`
	} `json:"proposals"`
}

func (r *robots) board(ctx context.Context, p *person, t task) (board, error) {
	var b board
	err := r.api.get(ctx, p.session, t.place(), &b)
	return b, err
}

// breakTie decides for the change where as many were for it as against.
func (r *robots) breakTie(ctx context.Context, p *person, t task) (bool, error) {
	if r.isRotation(t) {
		return r.breakRotationTie(ctx, p, t)
	}
	b, err := r.board(ctx, p, t)
	if err != nil {
		return false, err
	}
	body := planning.TieFiling{Reason: tieText}
	for _, x := range b.Proposals {
		verdict := x.Conference
		if x.Committee != "" {
			verdict = x.Committee
		}
		if verdict == ballot.LeftToHead {
			body.Answers = append(body.Answers, procedure.Answer{Question: x.ID, Choice: planning.Yes})
		}
	}
	return true, r.act(ctx, p.session, t.key(), t.Href, body)
}

// approvePlan approves a draft once it has been screened.
func (r *robots) approvePlan(ctx context.Context, p *person, t task) (bool, error) {
	body, ready, err := r.approval(ctx, p, t)
	if err != nil || !ready {
		return false, err
	}
	return true, r.act(ctx, p.session, t.key(), t.Href, body)
}

// recordApproval records that the superior body has approved a draft.
func (r *robots) recordApproval(ctx context.Context, p *person, t task) (bool, error) {
	body, ready, err := r.approval(ctx, p, t)
	if err != nil || !ready {
		return false, err
	}
	body.Document = strings.Replace(body.Document, "/HU", "/TU", 1)
	filing := planning.ExternalApprovalFiling{ApprovalFiling: body, DecidedBy: superiorBody}
	return true, r.act(ctx, p.session, t.key(), t.Href, filing)
}

func (r *robots) approval(ctx context.Context, p *person, t task) (body planning.ApprovalFiling, ready bool, err error) {
	b, err := r.board(ctx, p, t)
	if err != nil || !b.UpToDate {
		return body, false, err
	}
	body.Document = fmt.Sprintf("%d-QĐ/HU", 310+slices.Index(r.plans.lists, t.Subject))
	body.DocumentDate = r.plans.day.AddDate(0, 0, 21).Format(time.DateOnly)
	for _, of := range b.Missed {
		body.Missed = append(body.Missed, planning.ReasonFiling{Of: of, Reason: missedText})
	}
	return body, true, nil
}
