package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"canbo/internal/fault"
	"canbo/internal/rotation/assignment"
)

type rotationExplain struct {
	File string   `arg:"" type:"existingfile" help:"A plan file."`
	Of   []string `arg:"" optional:"" help:"Codes of officials and posts; everybody and every need when none is given."`
}

// Run prints a sentence for each person and each need.
func (c *rotationExplain) Run(out io.Writer) error {
	file, a, err := analysed(c.File)
	if err != nil {
		return err
	}
	asked := func(code string) bool { return len(c.Of) == 0 || slices.Contains(c.Of, code) }
	said := 0
	say := func(reason assignment.Reason, err error) error {
		if err != nil {
			return err
		}
		said++
		_, err = fmt.Fprintln(out, reason.Sentences(assignment.Codes).EN)
		return err
	}
	for _, p := range file.Instance.People {
		if asked(p.Official) {
			if err := say(a.Person(p.Official)); err != nil {
				return err
			}
		}
	}
	for _, n := range file.Instance.Needs {
		if asked(n.Post) {
			if err := say(a.Need(n.Post)); err != nil {
				return err
			}
		}
	}
	if said < len(c.Of) {
		return fault.New(fault.NotFound, "unknown_code", "only %d of %d codes are people or needs of this plan", said, len(c.Of))
	}
	return nil
}

type rotationChange struct {
	File   string `arg:"" type:"existingfile" help:"A plan file."`
	Force  string `xor:"change" required:"" placeholder:"OFFICIAL:POST" help:"Place this person in this post."`
	Forbid string `xor:"change" required:"" placeholder:"OFFICIAL:POST" help:"Do not."`
}

// Help is shown below the flags.
func (rotationChange) Help() string {
	return `Nothing is changed: it says what the best plan with the change loses, and who moves.

Example:
  canbo rotation change plan.json --force=cb-012:bi-thu-hoa-cu`
}

// Run prints what a change by hand costs and what forbids it.
func (c *rotationChange) Run(out io.Writer) error {
	_, a, err := analysed(c.File)
	if err != nil {
		return err
	}
	ask, pair := a.Force, c.Force
	if c.Forbid != "" {
		ask, pair = a.Forbid, c.Forbid
	}
	official, post, ok := strings.Cut(pair, ":")
	if !ok {
		return fault.New(fault.Invalid, "bad_pair", "%q is no pair; write official:post", pair)
	}
	change, err := ask(assignment.Placement{Official: official, Post: post})
	if err != nil {
		return err
	}
	for _, b := range change.Breaks {
		what := b.Values
		if b.Limit != nil {
			what = fmt.Sprintf("%s %s", b.Limit.Kind, b.Limit.Code)
		}
		fmt.Fprintln(out, strings.TrimSpace(fmt.Sprintf("cannot be: %s %s", b.Rule, what)))
	}
	fmt.Fprintln(out, change.Loss.Phrase().EN)
	for _, at := range change.Out {
		fmt.Fprintf(out, "- %s %s\n", at.Official, at.Post)
	}
	for _, at := range change.In {
		fmt.Fprintf(out, "+ %s %s\n", at.Official, at.Post)
	}
	return nil
}

func analysed(name string) (assignment.File, *assignment.Analysis, error) {
	file, err := readPlan(name)
	if err != nil {
		return assignment.File{}, nil, err
	}
	a, err := assignment.Analyse(file.Instance, file.Plan)
	if err != nil {
		return assignment.File{}, nil, fmt.Errorf("%s is not proved:\n%w", name, err)
	}
	return file, a, nil
}
