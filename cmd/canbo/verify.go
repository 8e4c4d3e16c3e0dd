package main

import (
	"fmt"
	"io"
	"os"

	"canbo/internal/fault"
	"canbo/internal/rotation/assignment"
)

type verifyCommands struct {
	RotationPlan verifyRotationPlan `cmd:"" help:"Check that a rotation plan keeps its rules and that none is better."`
}

type verifyRotationPlan struct {
	File   string `arg:"" type:"existingfile" help:"The plan, as it is exported."`
	SHA256 string `name:"instance-sha256" placeholder:"HEX" help:"What the record says the instance has; refused when the file has another."`
}

// Help is shown below the flags.
func (verifyRotationPlan) Help() string {
	return `Needs no server and calls no solver: the file carries the problem, the plan and a price for each limit, and from the prices
follows that no other plan fills more needs, more urgent ones or with better suited people.

Example:
  canbo verify rotation-plan plan.json`
}

// Run prints what the plan is worth, or everything that is wrong with it.
func (c *verifyRotationPlan) Run(out io.Writer) error {
	file, err := readPlan(c.File)
	if err != nil {
		return err
	}
	if c.SHA256 != "" && c.SHA256 != file.SHA256 {
		return fault.New(fault.Invalid, "other_instance", "%s is of the instance %s, not of %s", c.File, file.SHA256, c.SHA256)
	}
	if err := file.Verify(); err != nil {
		return fmt.Errorf("%s is not proved:\n%w", c.File, err)
	}
	score := file.Plan.Score
	fmt.Fprintf(out, "Proved: %d of %d needs filled, urgency %d, suitability %d. No plan for these rules and caps is better.\nInstance %s\n",
		score[assignment.Needs], len(file.Instance.Needs), score[assignment.Urgency], score[assignment.Suitability], file.SHA256)
	return nil
}

func readPlan(name string) (assignment.File, error) {
	file, err := os.Open(name)
	if err != nil {
		return assignment.File{}, err
	}
	defer file.Close()
	plan, err := assignment.ReadFile(file)
	if err != nil {
		return assignment.File{}, fmt.Errorf("%s: %w", name, err)
	}
	return plan, nil
}
