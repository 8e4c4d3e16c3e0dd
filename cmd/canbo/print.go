package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
)

// printed says into which files something is printed.
type printed struct {
	PDF  string `name:"pdf" type:"path" placeholder:"FILE" help:"Write it as an official document."`
	XLSX string `name:"xlsx" type:"path" placeholder:"FILE" help:"Write it as worksheets."`
}

func (p printed) asked() bool { return p.PDF != "" || p.XLSX != "" }

// write fetches what is asked for and writes it, readable for the owner only: it names people.
func (p printed) write(ctx context.Context, from api, pdf, xlsx string) error {
	for _, f := range []struct{ name, path string }{{p.PDF, pdf}, {p.XLSX, xlsx}} {
		if f.name == "" {
			continue
		}
		raw, err := from.file(ctx, f.path)
		if err != nil {
			return err
		}
		if err := os.WriteFile(f.name, raw, 0o600); err != nil {
			return fmt.Errorf("write what was printed: %w", err)
		}
	}
	return nil
}

type resultsCommand struct {
	api
	Cycle string `arg:"" help:"Code of the cycle."`
	Body  string `placeholder:"BODY" help:"Only those on whom this body decides."`
	Unit  string `placeholder:"UNIT" help:"Only those of this unit."`

	printed
}

// Help is shown below the flags.
func (resultsCommand) Help() string {
	return `The document is a draft until everybody on the list has been told their result, and says so.

Example:
  canbo report results caoloc-2018 --body=btv-huyen --pdf=ket-qua.pdf --xlsx=ket-qua.xlsx`
}

// Run writes the files.
func (c *resultsCommand) Run(ctx context.Context) error {
	if !c.asked() {
		return errors.New("say into which file: --pdf=FILE or --xlsx=FILE")
	}
	base, query := "/cycles/"+url.PathEscape(c.Cycle), "?"+url.Values{"body": {c.Body}, "unit": {c.Unit}}.Encode()
	return c.write(ctx, c.api, base+"/results.pdf"+query, base+"/results.xlsx"+query)
}
