package postgres

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/mail"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/postgres/db"
)

// PlanFinding is something that happened to somebody on a planning list since its version was approved.
type PlanFinding struct {
	ID           int64                 `json:"id"`
	List         string                `json:"list"`
	ListName     string                `json:"list_name"`
	ListNameEn   string                `json:"list_name_en"`
	Version      int                   `json:"version" doc:"On which the person stood"`
	Official     string                `json:"official"`
	OfficialName string                `json:"official_name"`
	Cause        planning.Cause        `json:"cause" enum:"grade,discipline,ballot,age"`
	Record       string                `json:"record" doc:"On which it rests: the cycle, the day and form of the discipline, or the month"`
	Reason       planning.Reason       `json:"reason" doc:"Why the person would leave the list"`
	Text         evaluation.Label      `json:"text"`
	OpenedBy     string                `json:"opened_by" doc:"The process whose effect told of it, import or sweep"`
	OpenedAt     time.Time             `json:"opened_at"`
	State        planning.FindingState `json:"state" enum:"open,taken,dismissed,withdrawn,reviewed,left"`

	TermFrom int `json:"-"` // of the list
}

// PlanFindingAct is what became of a finding.
type PlanFindingAct struct {
	Kind   string    `json:"kind" enum:"taken,dismissed,withdrawn,renewed"`
	Actor  string    `json:"actor" doc:"Who decided; of withdrawn and renewed what told of the change"`
	Reason string    `json:"reason,omitempty"`
	Basis  string    `json:"basis,omitempty"`
	At     time.Time `json:"at"`
}

// PlanFindingFilter chooses findings; empty fields choose all.
type PlanFindingFilter struct {
	List     string
	Official string
	Cause    planning.Cause
	State    planning.FindingState

	Head string    // who heads the unit where the person has a principal post; "" for anybody
	Day  time.Time // on which
}

// PlanFindings lists findings in the order they were opened.
func (s *Store) PlanFindings(ctx context.Context, f PlanFindingFilter, p Page) (List[PlanFinding], error) {
	after, err := p.number()
	if err != nil {
		return List[PlanFinding]{}, err
	}
	rows, err := s.q.PlanFindings(ctx, db.PlanFindingsParams{
		After: after, List: f.List, Official: f.Official, Cause: string(f.Cause), State: string(f.State), Ids: []int64{}, MaxRows: p.rows(),
		Head: f.Head, Day: f.Day,
	})
	if err != nil {
		return List[PlanFinding]{}, fmt.Errorf("list findings on planning lists: %w", err)
	}
	return listed(p, rows, func(r db.PlanFindingsRow) (PlanFinding, string) {
		return planFinding(r), strconv.FormatInt(r.ID, 10)
	}), nil
}

// PlanFinding returns a finding and what became of it. Error: fault.NotFound.
func (s *Store) PlanFinding(ctx context.Context, id int64) (PlanFinding, []PlanFindingAct, error) {
	finding, err := readPlanFinding(ctx, s.q, id)
	if err != nil {
		return PlanFinding{}, nil, err
	}
	rows, err := s.q.PlanFindingActs(ctx, id)
	if err != nil {
		return PlanFinding{}, nil, fmt.Errorf("read acts on finding %d: %w", id, err)
	}
	acts := make([]PlanFindingAct, len(rows))
	for i, r := range rows {
		acts[i] = PlanFindingAct(r)
	}
	return finding, acts, nil
}

// DecidePlanFinding takes a finding into the next review of its list or dismisses it, with a row of who, why and on what
// basis. Errors: fault.NotFound; fault.Conflict `finding_settled`.
func (s *Store) DecidePlanFinding(ctx context.Context, id int64, as planning.FindingAct, act PlanFindingAct) error {
	return s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error {
		if _, err := q.LockPlanFinding(ctx, id); err != nil {
			return notFound(err, "finding", strconv.FormatInt(id, 10))
		}
		finding, err := readPlanFinding(ctx, q, id)
		if err != nil {
			return err
		}
		if err := as.Check(finding.State); err != nil {
			return err
		}
		return q.InsertPlanFindingActs(ctx, db.InsertPlanFindingActsParams{
			Findings: []int64{id}, Kind: string(as), Actor: act.Actor, Reason: act.Reason, Basis: act.Basis, At: act.At,
		})
	})
}

func readPlanFinding(ctx context.Context, q *db.Queries, id int64) (PlanFinding, error) {
	rows, err := q.PlanFindings(ctx, db.PlanFindingsParams{Ids: []int64{id}, MaxRows: 1})
	if err != nil {
		return PlanFinding{}, fmt.Errorf("read finding %d: %w", id, err)
	}
	if len(rows) == 0 {
		return PlanFinding{}, fault.New(fault.NotFound, "not_found", "There is no finding %d.", id)
	}
	return planFinding(rows[0]), nil
}

func planFinding(r db.PlanFindingsRow) PlanFinding {
	cause := planning.Cause(r.Cause)
	var period evaluation.Period
	if r.Year != nil {
		period = evaluation.Period{Year: int(*r.Year), Quarter: int(*r.Quarter)}
	}
	return PlanFinding{
		ID: r.ID, List: r.List, ListName: r.ListName, ListNameEn: r.ListNameEn, Version: int(r.Version), Official: r.Official,
		OfficialName: r.OfficialName, Cause: cause, Record: r.Record, Reason: cause.Reason(), Text: cause.Text(r.Record, period),
		OpenedBy: r.OpenedBy, OpenedAt: r.OpenedAt, State: planning.FindingState(r.State), TermFrom: int(r.TermFrom),
	}
}

// findingTeller opens, withdraws and renews findings within one transaction, and mails the administrators.
type findingTeller struct {
	tx             pgx.Tx
	q              *db.Queries
	by             string // the process whose effect tells of it, import or sweep
	at             time.Time
	baseURL        string
	administrators []mail.Correspondent
	policies       *policy.Set
}

// follow brings the findings on some people in line with the record: new ones are opened, those whose record is gone are
// withdrawn, and those whose record is there again are renewed. What was dismissed stays dismissed.
func (t findingTeller) follow(ctx context.Context, officials []string) error {
	opened, err := t.open(ctx, db.OpenPlanFindingsParams{Officials: officials})
	if err != nil {
		return err
	}
	known, err := t.q.LockPlanFindings(ctx, officials)
	if err != nil {
		return fmt.Errorf("read findings on planning lists: %w", err)
	}
	var gone, again []int64
	for _, f := range known {
		switch {
		case !f.OnRecord && !f.Withdrawn:
			gone = append(gone, f.ID)
		case f.OnRecord && f.Withdrawn:
			again = append(again, f.ID)
		}
	}
	return t.settle(ctx, opened, gone, again)
}

// imported opens what an import has brought: discipline of people on lists, and lists with people on record.
func (t findingTeller) imported(ctx context.Context) error {
	opened, err := t.open(ctx, db.OpenPlanFindingsParams{Everybody: true, Officials: []string{}})
	if err != nil {
		return err
	}
	return t.settle(ctx, opened, nil, nil)
}

// open opens what is new on some people, by how old a record may be under the policy in force when the term of each list
// begins.
func (t findingTeller) open(ctx context.Context, on db.OpenPlanFindingsParams) ([]int64, error) {
	terms, err := t.q.PlanTerms(ctx, db.PlanTermsParams{Everybody: on.Everybody, Officials: on.Officials})
	if err != nil {
		return nil, fmt.Errorf("read the terms of planning lists: %w", err)
	}
	on.OpenedBy, on.OpenedAt = t.by, t.at
	for _, l := range terms {
		on.Lists, on.Months = append(on.Lists, l.List), append(on.Months, findingMonths(t.policies, int(l.TermFrom)))
	}
	opened, err := t.q.OpenPlanFindings(ctx, on)
	if err != nil {
		return nil, fmt.Errorf("open findings on planning lists: %w", err)
	}
	return opened, nil
}

// findingMonths is how many months older than a version a record may be that counts against it; 0 where no policy says so.
func findingMonths(policies *policy.Set, termFrom int) int32 {
	if policies == nil {
		return 0
	}
	p, err := policies.For(policy.KindPlanning, calendar.Date{Year: termFrom, Month: time.January, Day: 1})
	if err != nil || p.Planning.FindingMonths == nil {
		return 0
	}
	return int32(p.Planning.FindingMonths.Value)
}

// settle records what has changed, has running reviews of the lists screened anew, and mails what is new.
func (t findingTeller) settle(ctx context.Context, opened, gone, again []int64) error {
	for _, change := range []struct {
		kind string
		ids  []int64
	}{{"withdrawn", gone}, {"renewed", again}} {
		if len(change.ids) == 0 {
			continue
		}
		err := t.q.InsertPlanFindingActs(ctx, db.InsertPlanFindingActsParams{
			Findings: change.ids, Kind: change.kind, Actor: t.by, At: t.at,
		})
		if err != nil {
			return fmt.Errorf("record findings as %s: %w", change.kind, err)
		}
	}
	changed := slices.Concat(opened, gone, again)
	if len(changed) == 0 {
		return nil
	}
	err := t.q.RescreenReviews(ctx, db.RescreenReviewsParams{
		Prefix: fmt.Sprintf("rescreen/%s/%d", t.by, t.at.UnixMicro()), Kind: planning.ActRescreen, Actor: t.by, At: t.at, Findings: changed,
	})
	if err != nil {
		return fmt.Errorf("have reviews screened anew: %w", err)
	}
	return t.mail(ctx, slices.Concat(opened, again))
}

// mail tells the administrators in one message each.
func (t findingTeller) mail(ctx context.Context, ids []int64) error {
	if len(ids) == 0 || len(t.administrators) == 0 {
		return nil
	}
	rows, err := t.q.PlanFindings(ctx, db.PlanFindingsParams{Ids: ids, MaxRows: mail.MaxPlanFindings})
	if err != nil {
		return fmt.Errorf("read new findings: %w", err)
	}
	data := mail.PlanFindings{Total: len(ids), Link: t.baseURL + "/planning/findings"}
	for _, r := range rows {
		f := planFinding(r)
		data.Findings = append(data.Findings, mail.PlanFinding{Official: f.OfficialName, List: f.ListName, VI: f.Text.VI, EN: f.Text.EN})
	}
	messages := make([]mail.Message, len(t.administrators))
	for i, to := range t.administrators {
		messages[i] = mail.Message{Key: fmt.Sprintf("plan-findings/%s/%d/%d/%s", t.by, ids[0], t.at.UnixMicro(), to.Address), To: to, Data: data}
	}
	_, err = EnqueueMail(ctx, t.tx, messages...)
	return err
}

// followRecord brings the findings on people in line with what this effect has recorded on them.
func (a *applier) followRecord(ctx context.Context, officials []string) error {
	t := findingTeller{tx: a.tx, q: a.q, by: a.process, at: a.now, baseURL: a.baseURL, administrators: a.administrators, policies: a.policies}
	return t.follow(ctx, officials)
}

// RunningPlanLists names the planning lists whose term has not ended before a year.
func (s *Store) RunningPlanLists(ctx context.Context, year int) ([]string, error) {
	lists, err := s.q.RunningPlanLists(ctx, int32(year))
	if err != nil {
		return nil, fmt.Errorf("list running planning lists: %w", err)
	}
	return lists, nil
}

// RecordAgeLimits brings the findings on age on some lists in line with the limits that people on them have reached, and
// returns how many are new. It may be repeated.
func (s *Store) RecordAgeLimits(ctx context.Context, lists []string, limits []planning.AgeLimit, at time.Time) (opened int, err error) {
	err = s.inTx(ctx, func(tx pgx.Tx, q *db.Queries) error {
		params := db.OpenAgeFindingsParams{OpenedAt: at}
		reached := map[planning.AgeLimit]bool{}
		for _, l := range limits {
			params.Lists, params.Officials, params.Months = append(params.Lists, l.List), append(params.Officials, l.Official), append(params.Months, l.Month)
			reached[l] = true
		}
		ids, err := q.OpenAgeFindings(ctx, params)
		if err != nil {
			return fmt.Errorf("open findings on age: %w", err)
		}
		opened = len(ids)
		known, err := q.LockAgeFindings(ctx, lists)
		if err != nil {
			return fmt.Errorf("read findings on age: %w", err)
		}
		var gone, again []int64
		for _, f := range known {
			holds := reached[planning.AgeLimit{List: f.List, Official: f.Official, Month: f.Record}]
			switch {
			case !holds && !f.Withdrawn:
				gone = append(gone, f.ID)
			case holds && f.Withdrawn:
				again = append(again, f.ID)
			}
		}
		t := findingTeller{tx: tx, q: q, by: "sweep", at: at, baseURL: s.BaseURL, administrators: s.Administrators, policies: s.Policies}
		return t.settle(ctx, ids, gone, again)
	})
	return opened, err
}
