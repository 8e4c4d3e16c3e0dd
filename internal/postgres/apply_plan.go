package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/planning"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// recordPlanProposals keeps what a unit proposes, under the ids that the process gives.
func recordPlanProposals(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[planning.ProposedFiling](f)
	if err != nil {
		return err
	}
	rows := db.InsertPlanProposalsParams{Process: a.process, Version: f.version, Author: f.Actor, FiledAt: f.ReceivedAt}
	for _, x := range p.Remove {
		addProposal(&rows, f.version, planning.Removed, planning.Seat{Official: x.Official, Position: x.Position}, x.Reason, x.Evidence)
	}
	for _, n := range p.Add {
		addProposal(&rows, f.version, planning.Added, planning.Seat{Official: n.Official, Position: n.Position}, "", n.Text)
	}
	if len(rows.Ids) == 0 {
		return nil
	}
	return a.q.InsertPlanProposals(ctx, rows)
}

func addProposal(rows *db.InsertPlanProposalsParams, version int64, kind planning.ChangeKind, s planning.Seat, reason planning.Reason, text string) {
	rows.Ids = append(rows.Ids, planning.ProposalID(version, len(rows.Ids)+1))
	rows.Kinds = append(rows.Kinds, string(kind))
	rows.Officials = append(rows.Officials, s.Official)
	rows.Positions = append(rows.Positions, s.Position)
	rows.Reasons = append(rows.Reasons, string(reason))
	rows.Texts = append(rows.Texts, text)
}

func recordFromAbove(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[planning.AboveFiling](f)
	if err != nil {
		return err
	}
	rows := db.InsertPlanProposalsParams{Process: a.process, Version: f.version, Author: f.Actor, FiledAt: f.ReceivedAt}
	addProposal(&rows, f.version, planning.Added, planning.Seat{Official: p.Official, Position: p.Position}, "", p.Reason+" ("+p.Basis+")")
	return a.q.InsertPlanProposals(ctx, rows)
}

// recordApproval keeps the decision of the approving body.
func recordApproval(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[planning.ExternalApprovalFiling](f)
	if err != nil {
		return err
	}
	date, err := time.Parse(time.DateOnly, p.DocumentDate)
	if err != nil {
		return fmt.Errorf("date of decision %s: %w", p.Document, err)
	}
	reasons, err := json.Marshal(slices.Concat(p.Rejected, p.Missed))
	if err != nil {
		return err
	}
	body := p.DecidedBy // of a superior body
	if body == "" {
		if body, err = a.q.PlanApprover(ctx, a.process); err != nil {
			return fmt.Errorf("read who approves %s: %w", a.process, err)
		}
	}
	signer, err := Signer{Name: p.Signer, Title: p.SignerTitle}.or(ctx, a.q, body, date)
	if err != nil {
		return err
	}
	return a.q.InsertPlanApproval(ctx, db.InsertPlanApprovalParams{
		Process: a.process, Version: f.version, Document: p.Document, DocumentDate: date, DecidedBy: p.DecidedBy, Reasons: reasons,
		Signer: signer.Name, SignerTitle: signer.Title,
		Author: f.Actor, RecordedAt: f.ReceivedAt,
	})
}

// screened stores the screening that was computed for the effect.
func (a *applier) screened(ctx context.Context, p procedure.Prepared) error {
	s, ok := p.Computed.(planning.Assessment)
	if !ok {
		return fmt.Errorf("the screening of %s was not computed", a.process)
	}
	findings, err := json.Marshal(s.Findings)
	if err != nil {
		return err
	}
	structure, err := json.Marshal(s.Structure)
	if err != nil {
		return err
	}
	return a.q.InsertPlanScreening(ctx, db.InsertPlanScreeningParams{
		Process: a.process, Seq: p.Effect.Seq, Revision: int32(s.Revision), Day: s.Day, Findings: findings, Structure: structure, MadeAt: a.now,
	})
}

// publishPlan inserts the version that follows the reviewed one, if that is the current one still, and tells whom it
// concerns. Else it answers with the version that somebody else has published.
func (a *applier) publishPlan(ctx context.Context, p procedure.Prepared) ([]procedure.Command, error) {
	args, err := argsOf[planning.Publication](p.Effect)
	if err != nil {
		return nil, err
	}
	draft, ok := p.Computed.([]planning.Entry)
	if !ok {
		return nil, fmt.Errorf("the next version of %s was not computed", args.List)
	}
	if _, err := a.q.LockPlanList(ctx, args.List); err != nil {
		return nil, notFound(err, "planning list", args.List)
	}
	current, err := a.q.CurrentPlanVersion(ctx, args.List)
	if err != nil {
		return nil, err
	}
	base, err := a.planRows(ctx, args.List, current)
	if err != nil {
		return nil, err
	}
	if int(current) != args.Version {
		stale := planning.Stale{Version: int(current), Entries: entriesOf(base)}
		return a.published(p.Effect, planning.Published{Stale: &stale})
	}
	v := planVersion{Publication: args, number: current + 1, base: base, draft: draft}
	if v.approval, err = a.q.PlanApproval(ctx, a.process); err != nil {
		return nil, notFound(err, "approval of", a.process)
	}
	if err := a.insertPlanVersion(ctx, v); err != nil {
		return nil, err
	}
	if err := a.mailPlan(ctx, p.Effect, v); err != nil {
		return nil, err
	}
	return a.published(p.Effect, planning.Published{Version: int(v.number)})
}

func (a *applier) published(e procedure.Effect, answer planning.Published) ([]procedure.Command, error) {
	args, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	return []procedure.Command{{
		Key: fmt.Sprintf("%s#%d", a.process, e.Seq), Kind: planning.CommandPublished, Actor: a.process,
		Role: procedure.System, ReceivedAt: a.now, Args: args,
	}}, nil
}

// planVersion is a version that is being published.
type planVersion struct {
	planning.Publication
	number   int32
	base     []db.PlanEntriesRow
	draft    []planning.Entry
	approval db.PlanApprovalRow
}

func (v planVersion) changes() []planning.Change { return planning.Compare(entriesOf(v.base), v.draft) }

// planRows reads the entries of a version to the last.
func (a *applier) planRows(ctx context.Context, list string, version int32) ([]db.PlanEntriesRow, error) {
	const most = 100_000 // more than any list has
	rows, err := a.q.PlanEntries(ctx, db.PlanEntriesParams{List: list, Version: version, MaxRows: most})
	if err != nil {
		return nil, fmt.Errorf("read version %d of %s: %w", version, list, err)
	}
	return rows, nil
}

func entriesOf(rows []db.PlanEntriesRow) []planning.Entry {
	entries := make([]planning.Entry, len(rows))
	for i, r := range rows {
		entries[i] = planEntryView(r).Entry()
	}
	return entries
}

func (a *applier) insertPlanVersion(ctx context.Context, v planVersion) error {
	inserted, err := a.q.InsertPlanVersion(ctx, db.InsertPlanVersionParams{
		List: v.List, Number: v.number, Process: &a.process, Decision: v.approval.Document, PublishedAt: a.now,
	})
	if err != nil || inserted != 1 {
		return errors.Join(err, fmt.Errorf("insert version %d of %s: %d rows", v.number, v.List, inserted))
	}
	brought := map[planning.Seat]db.PlanEntriesRow{}
	for _, r := range v.base {
		brought[planning.Seat{Official: r.Official, Position: r.Position}] = r
	}
	entries := make([]db.InsertPlanEntriesParams, len(v.draft))
	for i, e := range v.draft {
		entries[i] = db.InsertPlanEntriesParams{
			List: v.List, Version: v.number, Official: e.Official, Position: e.Position, Rank: int32(e.Order), Tier: int32(e.Tier),
			Source: string(e.Source), Since: v.number, Decision: v.approval.Document, Decided: v.approval.DocumentDate,
		}
		if r, stays := brought[e.Seat()]; stays {
			entries[i].Since, entries[i].Decision, entries[i].Decided = r.Since, r.Decision, r.Decided
		}
	}
	if _, err := a.q.InsertPlanEntries(ctx, entries); err != nil {
		return fmt.Errorf("insert the entries of version %d of %s: %w", v.number, v.List, err)
	}
	notes, err := a.planNotes(ctx)
	if err != nil {
		return err
	}
	var changes []db.InsertPlanChangesParams
	for _, c := range v.changes() {
		e := c.Entry()
		row := db.InsertPlanChangesParams{List: v.List, Version: v.number, Official: e.Official, Position: e.Position, Kind: string(c.Kind)}
		if why, ok := v.why(e.Seat()); ok {
			row.Reason, row.Note = string(why.Reason), notes.of(why)
		}
		changes = append(changes, row)
	}
	_, err = a.q.InsertPlanChanges(ctx, changes)
	return err
}

func (v planVersion) why(s planning.Seat) (planning.Why, bool) {
	i := slices.IndexFunc(v.Why, func(w planning.Why) bool { return w.Seat == s })
	if i < 0 {
		return planning.Why{}, false
	}
	return v.Why[i], true
}

// planNotes are the words that changes rest on: what was said for the proposals, and what the rules found.
type planNotes struct {
	proposals map[string]string
	findings  []planning.Finding
}

func (a *applier) planNotes(ctx context.Context) (planNotes, error) {
	n := planNotes{proposals: map[string]string{}}
	rows, err := a.q.PlanProposals(ctx, a.process)
	if err != nil {
		return n, fmt.Errorf("read proposals: %w", err)
	}
	for _, r := range rows {
		n.proposals[r.ID] = r.Text
	}
	last, err := a.q.PlanScreening(ctx, a.process)
	if errors.Is(err, pgx.ErrNoRows) {
		return n, nil
	}
	if err != nil {
		return n, fmt.Errorf("read screening: %w", err)
	}
	n.findings, err = decodeJSON[[]planning.Finding](last.Findings)
	return n, err
}

func (n planNotes) of(w planning.Why) string {
	if w.Proposal != "" {
		return n.proposals[w.Proposal]
	}
	for _, f := range n.findings {
		if f.Official == w.Official && f.Position == w.Position && f.Rule == w.Rule {
			return f.VI
		}
	}
	return ""
}
