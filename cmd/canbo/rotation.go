package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"canbo/internal/rotation/assignment"
)

type rotationCommands struct {
	Assign  rotationAssign  `cmd:"" help:"Find the best plan for a file of needs, people and caps."`
	Explain rotationExplain `cmd:"" help:"Say why people and needs of a plan file have the partners they have."`
	Change  rotationChange  `cmd:"" help:"Say what a change by hand of a plan file costs and breaks."`

	Plan rotationPlans `cmd:"" help:"Years' plans of rotations, through the API of a running web program."`

	rotationLooks `embed:""`
}

type rotationAssign struct {
	File string `arg:"" type:"existingfile" help:"The instance: units with caps, needs, people and the pairs that are possible."`
}

// Help is shown below the flags.
func (rotationAssign) Help() string {
	return `Tries what a rule or a cap would change without touching any record. The plan that is printed can be checked with
canbo verify rotation-plan.

Example:
  canbo rotation assign instance.json >plan.json`
}

// Run prints the plan file.
func (c *rotationAssign) Run(out io.Writer) error {
	source, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer source.Close()
	in, err := assignment.ReadInstance(source)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	plan, err := assignment.Solve(in)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	file, err := assignment.NewFile(in, plan)
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", " ")
	return encoder.Encode(file)
}
