package postgres_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

// voteOfAll lets everybody draw and cast in turn and returns the hash of each paper.
func voteOfAll(p *polling) (hashes []string) {
	p.Helper()
	for i, voter := range p.spec.Roll {
		papers := p.mustDraw(voter)
		for _, paper := range papers {
			hash := sha256.Sum256([]byte(paper.Token))
			hashes = append(hashes, hex.EncodeToString(hash[:]))
		}
		require.NoError(p, p.cast(markAll(papers, p.spec.Choices[i])...))
	}
	return hashes
}

func TestNothingJoinsAVoterToAPaper(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	hashes := voteOfAll(p)

	require.Equal(t, []string{"ballot_id", "issued", "voter"}, p.columns("roll"))
	require.Equal(t, []string{"ballot_id", "choices", "subjects", "token_hashes"}, p.columns("box"))

	t.Run("the roll rows differ in nothing but the voter", func(t *testing.T) {
		require.Equal(t, 1, p.number(`SELECT count(DISTINCT to_jsonb(r) - 'voter') FROM ballot.roll r`))
	})
	t.Run("only the codes of people are in both, and they name the subject, never the voter", func(t *testing.T) {
		require.Equal(t, []string{"ballot_id", "subjects"}, p.texts(`SELECT DISTINCT c.key FROM ballot.roll r, ballot.box b,
			jsonb_each(to_jsonb(b)) c WHERE strpos(c.value::text, to_jsonb(r.voter)::text) > 0 OR c.value = to_jsonb(r.ballot_id) ORDER BY 1`))
	})
	t.Run("no transaction that drew has cast", func(t *testing.T) {
		require.Equal(t, 1, p.number(`SELECT count(*) FROM ballot.box`), "one row, written whole by the last cast")
		require.Zero(t, p.number(`SELECT count(*) FROM ballot.roll r JOIN ballot.box b
			ON b.xmin::text IN (r.xmin::text, r.xmax::text) OR b.xmax::text = r.xmin::text`))
	})
	t.Run("papers lie in the order of their hashes, and so not by voter", func(t *testing.T) {
		lie := p.texts(`SELECT encode(hash, 'hex') FROM ballot.box, unnest(token_hashes) WITH ORDINALITY AS paper(hash, at) ORDER BY at`)
		require.Len(t, lie, 17)
		require.True(t, slices.IsSorted(lie))
	})
	t.Run("no other table holds a token, a nonce or a hash", func(t *testing.T) {
		for _, hash := range hashes {
			require.Equal(t, []string{"ballot.box"}, p.tablesWith(hash))
		}
	})
}

func TestTheCountLeavesOnlyTallies(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	papers := p.mustDraw("dung")
	require.NoError(t, p.cast(markAll(papers, "Good")...))
	key := p.texts(`SELECT encode(key, 'hex') FROM ballot.ballot`)[0]
	require.Equal(t, []string{"ballot.ballot"}, p.tablesWith(key))

	count := p.mustCount()
	require.Empty(t, p.tablesWith(key), "the key is gone")
	require.Zero(t, p.number(`SELECT count(*) FROM ballot.box`))
	for _, paper := range papers {
		hash := sha256.Sum256([]byte(paper.Token))
		require.Empty(t, p.tablesWith(hex.EncodeToString(hash[:])))
		_, secret, _ := strings.Cut(string(paper.Token), ".")
		require.Empty(t, p.tablesWith(secret))
	}
	require.Equal(t, []string{"ballot.result"}, p.tablesWith(count.Hash()))
	require.Equal(t, []string{"dung"}, p.texts(`SELECT voter FROM ballot.roll WHERE issued`), "who came is no secret")
}

func TestCountsAreInsertOnly(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	p.mustCount()
	for _, statement := range []string{
		`UPDATE ballot.tally SET subject = 'x'`, `DELETE FROM ballot.tally`, `TRUNCATE ballot.tally`,
		`UPDATE ballot.result SET issued = 0`, `DELETE FROM ballot.result`, `TRUNCATE ballot.result, ballot.tally`,
	} {
		_, err := p.pool.Exec(t.Context(), statement)
		require.ErrorContains(t, err, "is insert-only", statement)
	}
}

func TestAnAlteredCountDoesNotLoad(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	require.NoError(t, p.cast(markAll(p.mustDraw("dung"), "Good")...))
	p.mustCount()
	_, err := p.pool.Exec(t.Context(), `ALTER TABLE ballot.tally DISABLE TRIGGER ALL`)
	require.NoError(t, err)
	_, err = p.pool.Exec(t.Context(), `UPDATE ballot.tally SET votes = '{1,0,0,0,0}'`)
	require.NoError(t, err)
	_, err = p.ballots.LoadCount(t.Context(), p.spec.ID)
	require.ErrorContains(t, err, "does not have its stored hash")
}

func TestTheTablesRefuseAContradictoryCount(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	_, err := p.pool.Exec(t.Context(), `INSERT INTO ballot.result (ballot_id, convened, present, issued, hash) VALUES ($1, 21, 20, 20, repeat('0', 64))`, p.spec.ID)
	require.NoError(t, err)
	insert := func(subject, votes string) error {
		_, err := p.pool.Exec(t.Context(), `INSERT INTO ballot.tally
			(ballot_id, subject, convened, present, issued, collected, valid, invalid, votes)
			VALUES ($1, $2, 21, 20, 20, 20, 19, 1, $3::text::integer[])`, p.spec.ID, subject, votes)
		return err
	}
	require.NoError(t, insert("an", "{4,12,3,0,0}"))
	require.ErrorContains(t, insert("binh", "{5,12,3,0,0}"), "boxes_add_up")
	require.ErrorContains(t, insert("binh", "{20,-1,0,0,0}"), "boxes_add_up")
}

func (p *polling) columns(table string) []string {
	p.Helper()
	return p.texts(`SELECT column_name FROM information_schema.columns
		WHERE table_schema = 'ballot' AND table_name = '` + table + `' ORDER BY column_name COLLATE "C"`)
}

// tablesWith returns the tables of all schemas that hold text anywhere in a row, bytea taken as hex.
func (p *polling) tablesWith(text string) []string {
	p.Helper()
	var found []string
	for _, table := range p.texts(`SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables
		WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`) {
		if p.number(fmt.Sprintf(`SELECT count(*) FROM %s AS t WHERE strpos(t::text, '%s') > 0`, table, text)) > 0 {
			found = append(found, table)
		}
	}
	return found
}

func (p *polling) texts(query string) []string {
	p.Helper()
	rows, err := p.pool.Query(p.Context(), query)
	require.NoError(p, err)
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(p, err)
	return found
}

func (p *polling) number(query string) int {
	p.Helper()
	var n int
	require.NoError(p, p.pool.QueryRow(p.Context(), query).Scan(&n))
	return n
}
