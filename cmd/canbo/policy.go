package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"text/tabwriter"

	"canbo/internal/config"
	"canbo/internal/policy"
	"canbo/seeds"
)

// rules returns the folder of policies and calendars: the one of the settings, else the one built in.
func rules(c config.Config) fs.FS {
	if c.SeedsDir != "" {
		return os.DirFS(c.SeedsDir)
	}
	return seeds.FS
}

type policyCommands struct {
	List policyList `cmd:"" help:"List the policies, the years they rule and how much of them was checked."`
}

type policyList struct {
	settings
}

// Run prints one line for each version of each policy.
func (c *policyList) Run(out io.Writer) error {
	set, err := policy.Load(rules(c.Config), "policies")
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "POLICY\tKIND\tFROM\tTO\tUNVERIFIED\tTITLE")
	for _, p := range set.All() {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%s\n",
			p.Name(), p.Kind, p.EffectiveFrom, p.EffectiveTo, len(p.Unverified()), p.Title.VI)
	}
	return w.Flush()
}
