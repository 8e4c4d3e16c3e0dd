package evaluation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// The steps of a cycle, besides StepAnnouncement and StepPetitions. Sittings have one step for each level of body,
// lower levels first: SittingsStep.
const (
	StepUnitReviews = "unit_reviews"
	StepClosing     = "closing"
)

const sittingsPrefix = "sittings-"

// SittingsStep names the step in which the bodies of a level sit.
func SittingsStep(level int) string { return fmt.Sprintf("%s%d", sittingsPrefix, level) }

// IsSittings reports whether a step of a cycle is one in which bodies sit.
func IsSittings(step string) bool { return strings.HasPrefix(step, sittingsPrefix) }

// The commands of a cycle.
const (
	CommandUnitReviewed = "unit_reviewed" // System: UnitReviewed
	CommandBodyDecided  = "body_decided"  // System: BodyReport
	CommandBodyClosed   = "body_closed"   // System: BodyReport
	ActAnnounce         = "announce"      // the announcer or an administrator: results go out
	CommandCycleClosed  = "cycle_closed"  // System: answers EffectCloseCycle
)

// EffectCloseCycle computes and stores the statistics of a cycle; answered by CommandCycleClosed.
const EffectCloseCycle = "close_cycle"

// Cycle is one evaluation period of one root unit under one pinned policy. It starts the unit reviews, then the
// sittings from lower bodies to higher (Regulation 124-QĐ/TW Art. 11), has the results announced and closes when
// every petition is answered.
type Cycle struct {
	procedure.State
	Cycle     string      `json:"cycle"`
	Announcer string      `json:"announcer"` // who appraises for the highest body
	Units     []string    `json:"units"`     // reviews not ended yet
	Bodies    []CycleBody `json:"bodies"`
	Closed    bool        `json:"closed,omitempty"`

	Changes []PendingChange `json:"changes,omitempty"` // of the enrolment, the first under way
}

// CycleBody is the progress of one body's sitting.
type CycleBody struct {
	Body    string `json:"body"`
	Level   int    `json:"level"`
	Decided bool   `json:"decided,omitempty"`
	Closed  bool   `json:"closed,omitempty"`
}

// CloseCycle is the argument of EffectCloseCycle.
type CloseCycle struct {
	Cycle string `json:"cycle"`
}

// NewCycle prepares a cycle from its enrolment. steps holds the policy's settings for StepUnitReviews,
// SittingsStep(level) of each level, StepAnnouncement, StepPetitions and StepClosing, in this order.
func NewCycle(cycle string, e Enrolment, steps []procedure.Step) *Cycle {
	c := &Cycle{State: procedure.NewState(CycleID(cycle), KindCycle, steps), Cycle: cycle}
	for _, conf := range e.Conferences {
		c.Units = append(c.Units, conf.Unit)
	}
	for _, s := range e.Sittings {
		c.Bodies = append(c.Bodies, CycleBody{Body: s.Body, Level: s.Level})
		c.Announcer = s.Appraiser // sittings are in ascending order of level
	}
	return c
}

// Base returns the shared part of the state.
func (c *Cycle) Base() *procedure.State { return &c.State }

// StepOpened launches what the step is about.
func (c *Cycle) StepOpened(st *procedure.Step, now time.Time) {
	switch {
	case st.Name == StepUnitReviews:
		c.Queue(procedure.EffectLaunch, procedure.Launch{Kind: KindUnitReview})
	case IsSittings(st.Name):
		level := strings.TrimPrefix(st.Name, sittingsPrefix)
		c.Queue(procedure.EffectLaunch, procedure.Launch{Kind: KindBodyDecision, Scope: level})
	case st.Name == StepAnnouncement:
		c.Assign(st, ActAnnounce, now, c.Announcer)
	case st.Name == StepClosing:
		c.Queue(EffectCloseCycle, CloseCycle{Cycle: c.Cycle})
	}
}

// StepDone reports whether everything that the step waits for has happened.
func (c *Cycle) StepDone(st *procedure.Step) bool {
	switch {
	case len(c.Changes) > 0:
		return false
	case st.Name == StepUnitReviews:
		return len(c.Units) == 0
	case IsSittings(st.Name):
		return !slices.ContainsFunc(c.Bodies, func(b CycleBody) bool {
			return SittingsStep(b.Level) == st.Name && !b.Decided
		})
	case st.Name == StepPetitions:
		return !slices.ContainsFunc(c.Bodies, func(b CycleBody) bool { return !b.Closed })
	case st.Name == StepClosing:
		return c.Closed
	default:
		return st.AllDone()
	}
}

// CheckAct refuses what the cycle may not do.
func (c *Cycle) CheckAct(cmd procedure.Command) error {
	switch cmd.Kind {
	case CommandUnitReviewed:
		return procedure.CheckSystem[UnitReviewed](cmd)
	case CommandCycleClosed:
		return procedure.CheckSystem[struct{}](cmd)
	case ActChangeEnrolment:
		return c.checkChange(cmd)
	case CommandChangePrepared:
		return procedure.CheckSystem[ChangePrepared](cmd)
	case CommandChangeDone:
		return procedure.CheckSystem[ChangeDone](cmd)
	case procedure.CommandReturned:
		return procedure.CheckSystem[procedure.Returned](cmd)
	case CommandBodyDecided, CommandBodyClosed:
		if err := procedure.CheckSystem[BodyReport](cmd); err != nil {
			return err
		}
		if c.body(cmd) == nil {
			return fault.New(fault.NotFound, "no_such_body", "this body has no part in cycle %s", c.Cycle)
		}
		return nil
	case ActAnnounce:
		if cmd.Role == procedure.Administrator {
			return c.CheckOpen(cmd, StepAnnouncement)
		}
		return c.CheckTask(cmd, StepAnnouncement, ActAnnounce)
	case procedure.CommandCancel:
		return c.checkCancel(cmd)
	default:
		return notThisProcess(cmd)
	}
}

// ApplyAct carries out an accepted act.
func (c *Cycle) ApplyAct(cmd procedure.Command) {
	switch cmd.Kind {
	case CommandUnitReviewed:
		unit := procedure.Decode[UnitReviewed](cmd).Unit
		c.Units = slices.DeleteFunc(c.Units, func(u string) bool { return u == unit })
	case CommandBodyDecided:
		c.body(cmd).Decided = true
	case CommandBodyClosed:
		c.body(cmd).Closed = true
	case ActAnnounce:
		c.Settle(StepAnnouncement, ActAnnounce, c.Announcer, cmd.ReceivedAt)
	case CommandCycleClosed:
		c.Closed = true
	case ActChangeEnrolment:
		c.applyChange(cmd)
	case CommandChangePrepared:
		c.applyPrepared(procedure.Decode[ChangePrepared](cmd), cmd.ReceivedAt)
	case CommandChangeDone:
		c.applyDone(procedure.Decode[ChangeDone](cmd), cmd.ReceivedAt)
	case procedure.CommandReturned:
		c.applyReturned(procedure.Decode[procedure.Returned](cmd), cmd.ReceivedAt)
	case procedure.CommandCancel:
		c.Queue(procedure.EffectRecall, struct{}{})
	}
}

// checkCancel lets an administrator cancel a cycle until its last petition is answered.
func (c *Cycle) checkCancel(cmd procedure.Command) error {
	if err := procedure.CheckAdministrator(cmd); err != nil {
		return err
	}
	if st := c.Current(); st != nil && st.Name == StepClosing {
		return fault.New(fault.Conflict, "cycle_closing", "every result of this cycle is final; correct results one by one")
	}
	return nil
}

// StepClosed sends the results out when they are announced.
func (c *Cycle) StepClosed(st *procedure.Step, _ time.Time) {
	if st.Name != StepAnnouncement {
		return
	}
	for _, b := range c.Bodies {
		if !b.Closed { // dissolved: it has nothing to publish
			c.Queue(procedure.EffectSend, procedure.Send{To: BodyDecisionID(c.Cycle, b.Body), Kind: CommandPublish})
		}
	}
}

func (c *Cycle) body(cmd procedure.Command) *CycleBody {
	report, err := procedure.DecodeStrict[BodyReport](cmd)
	if err != nil {
		return nil
	}
	i := slices.IndexFunc(c.Bodies, func(b CycleBody) bool { return b.Body == report.Body })
	if i < 0 {
		return nil
	}
	return &c.Bodies[i]
}
