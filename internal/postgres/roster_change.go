package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"canbo/internal/fault"
	"canbo/internal/postgres/db"
	"canbo/internal/roster"
)

// rosterImportLife is how long files that were handed in are kept before they are applied.
const rosterImportLife = 24 * time.Hour

// RosterImport is files of a roster that somebody has handed in, and what they would change.
type RosterImport struct {
	ID          string         `json:"id"`
	SHA256      string         `json:"sha256" doc:"Of the files"`
	Files       []string       `json:"files" doc:"Which were handed in; the others stay as they are"`
	MadeAt      time.Time      `json:"made_at" doc:"When the differences were made"`
	ExpiresAt   time.Time      `json:"expires_at" doc:"Until when it can be applied"`
	AppliedAt   *time.Time     `json:"applied_at,omitempty"`
	Changes     int            `json:"changes,omitempty" doc:"Of an applied one: rows added or changed"`
	Differences []FileChanges  `json:"differences" doc:"How many lines differ, file by file"`
	Running     []CycleTouched `json:"running" doc:"Cycles under way, and how many of their officials have lines that differ"`
	Fingerprint string         `json:"fingerprint" doc:"Of the roster that the differences were made against"`
}

// FileChanges counts the lines of a file that differ from the record.
type FileChanges struct {
	File    string `json:"file"`
	New     int    `json:"new"`
	Changed int    `json:"changed"`
	Gone    int    `json:"gone" doc:"On record and not in the file: they stay"`
}

// CycleTouched is a cycle under way.
type CycleTouched struct {
	Cycle     string `json:"cycle"`
	Officials int    `json:"officials"`
}

// RosterDifference is one line that differs from the record.
type RosterDifference struct {
	File  string              `json:"file"`
	Kind  string              `json:"kind" enum:"new,changed,gone"`
	Key   string              `json:"key"`
	Cells []roster.CellChange `json:"cells"`
}

// PrepareRosterImport checks files of a roster by themselves and against the record, in the place of the files of the same
// names; files that are not handed in are those of the record. Problems are of the files; nothing is kept when there are
// any. Otherwise the files are kept for a day for their owner, with what they would change. Error: fault.Conflict roster_contradicts_stored.
func (s *Store) PrepareRosterImport(
	ctx context.Context, actor string, files map[string][]byte, at time.Time,
) (made RosterImport, problems roster.Problems, err error) {
	content, err := json.Marshal(files)
	if err != nil {
		return made, nil, fmt.Errorf("encode the files of a roster: %w", err)
	}
	sum := sha256.Sum256(content)
	row := db.RosterImport{
		ID: uuid.NewString(), Actor: actor, Files: content, Sha256: hex.EncodeToString(sum[:]), Names: slices.Sorted(maps.Keys(files)), MadeAt: at,
		ExpiresAt: at.Add(rosterImportLife),
	}
	err = s.inTx(ctx, func(tx pgx.Tx, q *db.Queries) error {
		if err := q.ForgetRosterImports(ctx, at); err != nil {
			return err
		}
		if err := q.LockRoster(ctx); err != nil {
			return err
		}
		var c rosterChange
		if c, problems, err = s.rosterChange(ctx, tx, files); err != nil || len(problems) > 0 {
			return err
		}
		if err := s.tryImport(ctx, tx, c.district); err != nil {
			return err
		}
		row.Fingerprint = c.fingerprint
		if err := q.InsertRosterImport(ctx, db.InsertRosterImportParams{
			ID: row.ID, Actor: row.Actor, Files: row.Files, Sha256: row.Sha256, Names: row.Names, Fingerprint: row.Fingerprint,
			MadeAt: row.MadeAt, ExpiresAt: row.ExpiresAt,
		}); err != nil {
			return err
		}
		if err := insertDifferences(ctx, q, row.ID, c.differences); err != nil {
			return err
		}
		made, err = rosterImport(ctx, q, row)
		return err
	})
	if err != nil {
		return RosterImport{}, nil, fmt.Errorf("look at files of a roster: %w", err)
	}
	return made, problems, nil
}

// rosterChange is what files would do to the record as it is.
type rosterChange struct {
	district    *roster.District
	fingerprint string
	differences []roster.Difference
}

func (s *Store) rosterChange(ctx context.Context, tx pgx.Tx, files map[string][]byte) (c rosterChange, problems roster.Problems, err error) {
	present, err := presentSheets(ctx, tx)
	if err != nil {
		return c, nil, err
	}
	all := map[string][]byte{}
	for _, sheet := range present {
		if all[sheet.Name+".csv"], err = sheet.CSV(); err != nil {
			return c, nil, err
		}
	}
	maps.Copy(all, files)
	if c.district, problems = roster.LoadFiles(all); len(problems) > 0 {
		for i, p := range problems {
			if files[p.File] == nil {
				problems[i].Line = 0 // of no file that anybody has
			}
		}
		return c, problems, nil
	}
	wanted := slices.DeleteFunc(sheetsOf(c.district), func(sheet roster.Sheet) bool { return files[sheet.Name+".csv"] == nil })
	c.fingerprint = roster.Fingerprint(present)
	c.differences = roster.Compare(present, wanted)
	return c, nil, nil
}

// tryImport writes a district and takes it back, so that a contradiction to the record is told before anything is applied.
func (s *Store) tryImport(ctx context.Context, tx pgx.Tx, d *roster.District) error {
	trial, err := tx.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = trial.Rollback(ctx) }() // nothing of it is to stay
	if _, err := s.importDistrict(ctx, trial, d); err != nil {
		return contradiction(err)
	}
	if _, err := trial.Exec(ctx, `SET CONSTRAINTS ALL IMMEDIATE`); err != nil {
		return contradiction(err)
	}
	return nil
}

func insertDifferences(ctx context.Context, q *db.Queries, id string, differences []roster.Difference) error {
	rows := make([]db.InsertRosterDifferencesParams, len(differences))
	for i, d := range differences {
		cells, err := json.Marshal(d.Cells)
		if err != nil {
			return fmt.Errorf("encode a difference: %w", err)
		}
		rows[i] = db.InsertRosterDifferencesParams{
			Import: id, Position: int32(i + 1), File: d.File, Kind: string(d.Kind), Key: d.Key, Cells: cells,
		}
	}
	_, err := q.InsertRosterDifferences(ctx, rows)
	return err
}

// RosterImport returns what files that somebody handed in would change, or have changed. Error: fault.NotFound
// roster_import_gone for those of others, and for those that have been forgotten.
func (s *Store) RosterImport(ctx context.Context, id, actor string, at time.Time) (RosterImport, error) {
	row, err := s.q.RosterImport(ctx, db.RosterImportParams{ID: id, Actor: actor, Now: at})
	if err != nil {
		return RosterImport{}, importGone(err)
	}
	return rosterImport(ctx, s.q, row)
}

// RosterDifferences lists the lines that differ, of one file and of one kind where these are given.
func (s *Store) RosterDifferences(ctx context.Context, id, actor, file, kind string, at time.Time, p Page) (List[RosterDifference], error) {
	if _, err := s.q.RosterImport(ctx, db.RosterImportParams{ID: id, Actor: actor, Now: at}); err != nil {
		return List[RosterDifference]{}, importGone(err)
	}
	after, err := p.number()
	if err != nil {
		return List[RosterDifference]{}, err
	}
	rows, err := s.q.RosterDifferences(ctx, db.RosterDifferencesParams{Import: id, After: int32(after), File: file, Kind: kind, MaxRows: p.rows()})
	if err != nil {
		return List[RosterDifference]{}, fmt.Errorf("list the differences of %s: %w", id, err)
	}
	list := listed(p, rows, func(r db.RosterDifferencesRow) (RosterDifference, string) {
		d := RosterDifference{File: r.File, Kind: r.Kind, Key: r.Key}
		err = errors.Join(err, json.Unmarshal(r.Cells, &d.Cells))
		return d, strconv.Itoa(int(r.Position))
	})
	return list, err
}

// ApplyRosterImport writes files that were looked at, and who has it written and why, in one transaction. Applied again it
// does nothing.
//
// Errors: fault.NotFound roster_import_gone; fault.Conflict roster_changed when the record is no longer that which the
// differences were made against: they are made anew, to be looked at again; roster_contradicts_stored.
func (s *Store) ApplyRosterImport(ctx context.Context, id string, act OfficeAct) (done RosterImport, err error) {
	changed := false
	err = s.inTx(ctx, func(tx pgx.Tx, q *db.Queries) error {
		changed = false
		row, err := q.LockRosterImport(ctx, db.LockRosterImportParams{ID: id, Actor: act.Actor.ID, Now: act.At})
		if err != nil {
			return importGone(err)
		}
		if row.AppliedAt != nil {
			done, err = rosterImport(ctx, q, row)
			return err
		}
		if err := q.LockRoster(ctx); err != nil {
			return err
		}
		files := map[string][]byte{}
		if err := json.Unmarshal(row.Files, &files); err != nil {
			return fmt.Errorf("read the files of %s: %w", id, err)
		}
		c, problems, err := s.rosterChange(ctx, tx, files)
		switch {
		case err != nil:
			return err
		case len(problems) > 0: // the record has changed so that the files no longer fit
			return fault.New(fault.Conflict, "roster_contradicts_stored", "The files contradict what is stored now. Hand them in again.").Because(problems)
		case c.fingerprint != row.Fingerprint:
			changed = true
			return renewDifferences(ctx, q, row.ID, c, act.At)
		}
		n, err := s.importDistrict(ctx, tx, c.district)
		if err != nil {
			return err
		}
		act.Kind, act.About = "import_roster", id
		act.Detail = map[string]any{"changes": n, "sha256": row.Sha256, "files": row.Names}
		if err := recordOfficeAct(ctx, q, act); err != nil {
			return err
		}
		row.AppliedAt, row.Changes = &act.At, new(int32(n))
		if err := q.RosterImportApplied(ctx, db.RosterImportAppliedParams{ID: id, At: row.AppliedAt, Changes: row.Changes}); err != nil {
			return err
		}
		done, err = rosterImport(ctx, q, row)
		return err
	})
	if changed && err == nil {
		err = fault.New(fault.Conflict, "roster_changed",
			"The roster has changed since you looked. The differences were made anew; look at them and apply them again.")
	}
	if err != nil {
		if fault.KindOf(err) == "" {
			err = contradiction(err)
		}
		return RosterImport{}, fmt.Errorf("apply files of a roster: %w", err)
	}
	return done, nil
}

func renewDifferences(ctx context.Context, q *db.Queries, id string, c rosterChange, at time.Time) error {
	if err := q.ForgetRosterDifferences(ctx, id); err != nil {
		return err
	}
	if err := q.RenewRosterImport(ctx, db.RenewRosterImportParams{ID: id, Fingerprint: c.fingerprint, MadeAt: at}); err != nil {
		return err
	}
	return insertDifferences(ctx, q, id, c.differences)
}

func rosterImport(ctx context.Context, q *db.Queries, row db.RosterImport) (RosterImport, error) {
	out := RosterImport{
		ID: row.ID, SHA256: row.Sha256, Files: row.Names, MadeAt: row.MadeAt, ExpiresAt: row.ExpiresAt, AppliedAt: row.AppliedAt,
		Fingerprint: row.Fingerprint, Differences: []FileChanges{}, Running: []CycleTouched{},
	}
	if row.Changes != nil {
		out.Changes = int(*row.Changes)
	}
	counts, err := q.RosterDifferenceCounts(ctx, row.ID)
	if err != nil {
		return out, fmt.Errorf("count the differences of %s: %w", row.ID, err)
	}
	for _, file := range roster.Files() {
		if !slices.Contains(row.Names, file+".csv") {
			continue
		}
		f := FileChanges{File: file}
		for _, c := range counts {
			if c.File != file {
				continue
			}
			switch roster.DifferenceKind(c.Kind) {
			case roster.New:
				f.New = int(c.Lines)
			case roster.Edits:
				f.Changed = int(c.Lines)
			default:
				f.Gone = int(c.Lines)
			}
		}
		out.Differences = append(out.Differences, f)
	}
	running, err := q.RunningCyclesTouched(ctx, row.ID)
	if err != nil {
		return out, fmt.Errorf("read the cycles under way: %w", err)
	}
	for _, r := range running {
		out.Running = append(out.Running, CycleTouched{Cycle: r.Code, Officials: int(r.Officials)})
	}
	return out, nil
}

func importGone(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.New(fault.NotFound, "roster_import_gone",
			"These files are not kept any more, or somebody else has handed them in. Hand them in again.")
	}
	return fmt.Errorf("read files of a roster: %w", err)
}
