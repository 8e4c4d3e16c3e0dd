package main

import (
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"canbo/internal/app"
	"canbo/internal/policy"
	"canbo/internal/rules"
)

type policyCommands struct {
	List  policyList  `cmd:"" help:"List the policies, the years they rule and how much of them was checked."`
	Check policyCheck `cmd:"" help:"Check the policies: keys, values, sources and the types of every condition."`
}

type policyList struct {
	settings
}

// Run prints one line for each version of each policy.
func (c *policyList) Run(out io.Writer) error {
	set, err := app.Policies(c.Config)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "POLICY\tSHA-256\tKIND\tFROM\tTO\tUNVERIFIED\tTITLE")
	for _, p := range set.All() {
		fmt.Fprintf(w, "%s\t%.12s\t%s\t%s\t%s\t%d\t%s\n",
			p.Name(), p.SHA256, p.Kind, p.EffectiveFrom, p.EffectiveTo, len(p.Unverified()), p.Title.VI)
	}
	return w.Flush()
}

type policyCheck struct {
	settings
	Unverified bool `help:"Also list each value that nobody has checked against its source."`
}

// Help is shown below the flags.
func (policyCheck) Help() string {
	return `Everything that is wrong is listed at once with file, line and column. Run it before you put a changed rule into use.

Example:
  canbo policy check --seeds-dir=./seeds --unverified`
}

// Run checks all documents and compiles the conditions of each evaluation policy.
func (c *policyCheck) Run(out io.Writer) error {
	set, err := app.Policies(c.Config)
	if err != nil {
		return err
	}
	var errs []error
	for _, p := range set.All() {
		if p.Kind == policy.KindEvaluation {
			if _, err := rules.Compile(p); err != nil {
				errs = append(errs, err)
				continue
			}
		}
		fmt.Fprintf(out, "ok  %s, SHA-256 %s, %d values not checked against their source\n", p.Name(), p.SHA256, len(p.Unverified()))
		if c.Unverified {
			for _, place := range p.Unverified() {
				fmt.Fprintln(out, "      "+place)
			}
		}
	}
	return errors.Join(errs...)
}
