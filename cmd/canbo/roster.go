package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"
)

type rosterCommands struct {
	Diff   rosterDiff   `cmd:"" help:"Hand in files of the roster and show what they would change."`
	Apply  rosterApply  `cmd:"" help:"Write files that were handed in and looked at."`
	Export rosterExport `cmd:"" help:"Write the roster as it stands to a workbook."`
}

// The answers of the API, as far as they are printed.
type (
	rosterCheck struct {
		Problems []struct {
			File   string `json:"file"`
			Line   int    `json:"line"`
			Column string `json:"column"`
			Text   string `json:"text"`
			Remedy string `json:"remedy"`
		} `json:"problems"`
		Import *rosterImport `json:"import"`
	}
	rosterImport struct {
		ID          string    `json:"id"`
		ExpiresAt   time.Time `json:"expires_at"`
		Changes     int       `json:"changes"`
		Differences []struct {
			File    string `json:"file"`
			New     int    `json:"new"`
			Changed int    `json:"changed"`
			Gone    int    `json:"gone"`
		} `json:"differences"`
	}
	rosterLines struct {
		Items []struct {
			File  string `json:"file"`
			Kind  string `json:"kind"`
			Key   string `json:"key"`
			Cells []struct {
				Column string `json:"column"`
				Old    string `json:"old"`
				New    string `json:"new"`
			} `json:"cells"`
		} `json:"items"`
		Next string `json:"next"`
	}
)

type rosterDiff struct {
	api
	Files []string `arg:"" type:"existingfile" help:"A workbook (.xlsx), CSV files, or a ZIP of CSV files."`
}

// Help is shown below the flags.
func (rosterDiff) Help() string {
	return `Nothing is changed. What is wrong is listed at once with file, line, column and remedy; otherwise each line that differs from the
record is shown, and the files are kept for a day, to be applied. Sheets that are not handed in stay as they are.

Example:
  canbo roster export roster.xlsx
  canbo roster diff roster.xlsx`
}

// Run prints what is wrong, or what would change.
func (c *rosterDiff) Run(ctx context.Context, out io.Writer) error {
	type file struct {
		Name    string `json:"name"`
		Content []byte `json:"content"`
	}
	var files []file
	for _, name := range c.Files {
		content, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("read a file of the roster: %w", err)
		}
		files = append(files, file{filepath.Base(name), content})
	}
	var checked rosterCheck
	if err := c.call(ctx, http.MethodPost, "/roster/imports", map[string]any{"files": files}, &checked); err != nil {
		return err
	}
	for _, p := range checked.Problems {
		place := p.File
		if p.Line > 0 {
			place = fmt.Sprintf("%s:%d", place, p.Line)
		}
		if p.Column != "" {
			place += ": column " + p.Column
		}
		fmt.Fprintf(out, "%s: %s; %s\n", place, p.Text, p.Remedy)
	}
	if checked.Import == nil {
		return fmt.Errorf("%d things to correct; nothing was changed", len(checked.Problems))
	}
	return c.print(ctx, out, *checked.Import)
}

func (c *rosterDiff) print(ctx context.Context, out io.Writer, imported rosterImport) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SHEET\tNEW\tCHANGED\tGONE (STAY)")
	for _, f := range imported.Differences {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\n", f.File, f.New, f.Changed, f.Gone)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for after := ""; ; {
		var lines rosterLines
		path := "/roster/imports/" + url.PathEscape(imported.ID) + "/differences?after=" + url.QueryEscape(after)
		if err := c.call(ctx, http.MethodGet, path, nil, &lines); err != nil {
			return err
		}
		for _, l := range lines.Items {
			fmt.Fprintf(out, "%s %s: %s\n", l.Kind, l.File, l.Key)
			for _, cell := range l.Cells {
				if l.Kind == "changed" {
					fmt.Fprintf(out, "  %s: %q -> %q\n", cell.Column, cell.Old, cell.New)
				}
			}
		}
		if after = lines.Next; after == "" {
			break
		}
	}
	fmt.Fprintf(out, "To write it, until %s:\n  canbo roster apply %s --reason=... --basis=...\n",
		imported.ExpiresAt.Local().Format(localTime), imported.ID)
	return nil
}

type rosterApply struct {
	api
	Import string `arg:"" help:"As diff has printed it."`
	Reason string `required:"" placeholder:"TEXT" help:"Why, for the record."`
	Basis  string `required:"" placeholder:"TEXT" help:"Document that allows it."`
}

// Help is shown below the flags.
func (rosterApply) Help() string {
	return `All or nothing. It is refused when the roster is no longer the one that the differences were made against; they are made anew then.

Example:
  canbo roster apply 6f1f2c4e-... --reason="appointments of March" --basis="12-QĐ/HU"`
}

// Run applies the files.
func (c *rosterApply) Run(ctx context.Context, out io.Writer) error {
	var done rosterImport
	path := "/roster/imports/" + url.PathEscape(c.Import) + "/application"
	if err := c.call(ctx, http.MethodPost, path, map[string]string{"reason": c.Reason, "basis": c.Basis}, &done); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d rows added or changed.\n", done.Changes)
	return nil
}

type rosterExport struct {
	api
	File     string `arg:"" type:"path" help:"Workbook to write, readable for you alone: it names people."`
	Template bool   `help:"The headings alone, to be filled in."`
}

// Run writes the workbook.
func (c *rosterExport) Run(ctx context.Context, out io.Writer) error {
	path := "/roster/roster.xlsx"
	if c.Template {
		path += "?empty=true"
	}
	raw, err := c.file(ctx, path)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.File, raw, 0o600); err != nil {
		return fmt.Errorf("write the roster: %w", err)
	}
	fmt.Fprintln(out, "Written to", c.File)
	return nil
}
