package postgres

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/mail"
	"canbo/internal/postgres/db"
)

// merging are the kinds whose rows may go in one message, as the database has them.
func merging() []string {
	var kinds []string
	for _, k := range mail.Kinds() {
		if k.Merges() {
			kinds = append(kinds, string(k))
		}
	}
	return kinds
}

// Claim leases the messages that are due and gives each its turn. The turns stand in the database: however many
// dispatchers there are, on whatever machines, they keep to one rate together, and their claims follow one another, so
// that two of them never share out the rows of one reader.
func (o *MailOutbox) Claim(ctx context.Context, c mail.ClaimRequest) ([]mail.Claimed, error) {
	var claimed []mail.Claimed
	err := pgx.BeginFunc(ctx, o.pool, func(tx pgx.Tx) error {
		q := db.New(tx)
		seconds, err := q.LockPace(ctx)
		if err != nil {
			return err
		}
		wait := time.Duration(seconds * float64(time.Second))
		turns := c.Turns(wait)
		if turns == 0 {
			return nil
		}
		rows, err := q.ClaimMail(ctx, db.ClaimMailParams{
			MaxRows: int32(turns), LeaseSeconds: c.Lease.Seconds(), Merge: c.Merge, Merging: merging(),
		})
		if err != nil || len(rows) == 0 {
			return err
		}
		claimed = messages(rows)
		for i := range claimed {
			claimed[i].Wait = wait + time.Duration(i)*c.Every
		}
		return q.AdvancePace(ctx, (time.Duration(len(claimed)) * c.Every).Seconds())
	})
	if err != nil {
		return nil, fmt.Errorf("claim mail: %w", err)
	}
	return claimed, nil
}

// messages puts rows together as they go, links for signing in first, then the oldest.
func messages(rows []db.ClaimMailRow) []mail.Claimed {
	slices.SortFunc(rows, func(a, b db.ClaimMailRow) int {
		return cmp.Or(cmp.Compare(a.Message, b.Message), cmp.Compare(a.Key, b.Key))
	})
	var all []mail.Claimed
	for _, row := range rows {
		if n := len(all); n == 0 || all[n-1].Key != row.Message {
			all = append(all, mail.Claimed{
				Key: row.Message, To: mail.Correspondent{Name: row.Name, Address: row.Address},
				Created: row.CreatedAt, Attempt: int(row.Attempts),
			})
		}
		m := &all[len(all)-1]
		m.Rows = append(m.Rows, mail.Row{Kind: mail.Kind(row.Kind), Data: row.Data})
		m.InDoubt = m.InDoubt || row.InDoubt
		if row.CreatedAt.Before(m.Created) {
			m.Created = row.CreatedAt
		}
	}
	urgent := func(m mail.Claimed) int {
		if m.Rows[0].Kind == mail.KindSignIn {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b mail.Claimed) int {
		return cmp.Or(cmp.Compare(urgent(a), urgent(b)), a.Created.Compare(b.Created))
	})
	return all
}

// Begin fails when the lease has ended and another dispatcher holds the message.
func (o *MailOutbox) Begin(ctx context.Context, key string, attempt int) error {
	rows, err := db.New(o.pool).BeginMail(ctx, db.BeginMailParams{Message: key, Attempt: int32(attempt)})
	if err == nil && rows == 0 {
		err = errors.New("the lease has ended")
	}
	if err != nil {
		return fmt.Errorf("begin mail %s: %w", key, err)
	}
	return nil
}
