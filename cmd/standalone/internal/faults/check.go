package faults

import (
	"fmt"
	"slices"
	"time"
)

// underWay is how many mails a worker sends at one moment; as many may come twice each time it or the database dies.
const underWay = 4

// Check holds what the clients were told against what is there, and returns everything that does not hold. kills are
// those of workers and database, which bound the mails that may have come twice.
func Check(ledger []Entry, r Record, kills int) []string {
	c := &checker{commands: map[string]Command{}, acts: map[string][]Act{}}
	for _, cmd := range r.Commands {
		c.commands[cmd.Key] = cmd
	}
	for _, a := range r.Acts {
		c.acts[a.Command] = append(c.acts[a.Command], a)
	}
	c.receipts(ledger)
	c.answers(ledger)
	c.settled(r)
	c.versions(r)
	c.order(ledger)
	c.ends(r)
	c.mail(r, kills)
	return c.findings
}

type checker struct {
	commands map[string]Command // by key
	acts     map[string][]Act   // by command
	findings []string
}

func (c *checker) find(format string, args ...any) {
	c.findings = append(c.findings, fmt.Sprintf(format, args...))
}

// receipts: every act with a receipt is there, and came to what its filer was told.
func (c *checker) receipts(ledger []Entry) {
	for _, e := range ledger {
		if !e.Taken() {
			continue
		}
		cmd, ok := c.commands[e.Command]
		switch {
		case !ok:
			c.find("lost: %s has a receipt for command %q, which is not on record", e.Path, e.Command)
		case e.Version != 0 && (cmd.Fault != "" || cmd.Version != e.Version):
			c.find("changed: command %s was answered with version %d and is on record with version %d %s", e.Command, e.Version, cmd.Version, cmd.Fault)
		}
	}
}

// answers: the same request is always answered the same.
func (c *checker) answers(ledger []Entry) {
	type told struct {
		command string
		version int64
		refusal string
	}
	first := map[string]told{}
	filer := map[string]string{} // of a command
	for _, e := range ledger {
		if !e.Taken() && !e.Refused() {
			continue
		}
		act := e.Client + " " + e.Key
		now := told{e.Command, e.Version, e.Code}
		if other, known := filer[e.Command]; known && e.Taken() && other != act {
			c.find("mixed up: command %s stands for two acts of %s", e.Command, e.Path)
		}
		if e.Taken() {
			filer[e.Command] = act
		}
		before, known := first[act]
		if !known {
			first[act] = now
			continue
		}
		if before.version == 0 { // only its receipt was known then
			before.version = now.version
			first[act] = before
		}
		switch {
		case before.refusal != "" && e.Taken(), e.Taken() && before.command != now.command,
			e.Taken() && now.version != 0 && before.version != now.version:
			c.find("two answers: %s was told %+v and then %+v", e.Path, before, now)
		case e.Refused() && before.refusal == "" && c.commands[before.command].Fault != now.refusal:
			c.find("two answers: %s was told %+v and then %+v", e.Path, before, now)
		}
	}
}

// settled: no command waits, an accepted one has exactly one act, a refused one none.
func (c *checker) settled(r Record) {
	for _, cmd := range r.Commands {
		acts := c.acts[cmd.Key]
		switch {
		case !cmd.Settled:
			c.find("stuck: command %s %s of %s has no outcome", cmd.Kind, cmd.Key, cmd.Process)
		case cmd.Fault != "" && len(acts) > 0:
			c.find("doubled: refused command %s of %s was carried out", cmd.Key, cmd.Process)
		case cmd.Fault == "" && len(acts) == 0:
			c.find("lost: accepted command %s of %s has no act", cmd.Key, cmd.Process)
		case len(acts) > 1:
			c.find("doubled: command %s of %s has %d acts", cmd.Key, cmd.Process, len(acts))
		case cmd.Fault == "" && (acts[0].Version != cmd.Version || acts[0].Process != cmd.Process):
			c.find("changed: command %s of %s has version %d and its act %s version %d", cmd.Key, cmd.Process, cmd.Version, acts[0].Process, acts[0].Version)
		}
	}
}

// versions: the effects of a process are numbered without gap or repetition, they belong to versions without gap, and
// each act is one effect.
func (c *checker) versions(r Record) {
	type at struct {
		process string
		version int64
	}
	actEffects := map[at]int{}
	last := map[string]Effect{}
	for _, e := range r.Effects {
		before := last[e.Process]
		switch {
		case e.Seq != before.Seq+1:
			c.find("gap: effect %d of %s follows %d", e.Seq, e.Process, before.Seq)
		case e.Version != before.Version && e.Version != before.Version+1:
			c.find("gap: effect %d of %s has version %d, and that before it %d", e.Seq, e.Process, e.Version, before.Version)
		}
		last[e.Process] = e
		if e.Kind == "act" {
			actEffects[at{e.Process, e.Version}]++
		}
	}
	for _, a := range r.Acts {
		if n := actEffects[at{a.Process, a.Version}]; n != 1 {
			c.find("doubled: version %d of %s was applied %d times", a.Version, a.Process, n)
		}
		delete(actEffects, at{a.Process, a.Version})
	}
	for v := range actEffects {
		c.find("lost: version %d of %s was applied and has no act", v.version, v.process)
	}
	for _, p := range r.Processes {
		if p.Version != last[p.ID].Version {
			c.find("gap: process %s has version %d and its last effect version %d", p.ID, p.Version, last[p.ID].Version)
		}
	}
}

// span is an accepted command with the time it was first sent and the time from which its filer knew that it was accepted.
type span struct {
	Command
	sent, accepted time.Time // accepted is zero when no answer told of it
}

// order: an act that was sent after another of the same process had been accepted comes after it.
func (c *checker) order(ledger []Entry) {
	for _, spans := range c.spans(ledger) {
		bySent := slices.SortedFunc(slices.Values(spans), func(a, b span) int { return a.sent.Compare(b.sent) })
		accepted := slices.DeleteFunc(spans, func(s span) bool { return s.accepted.IsZero() })
		slices.SortFunc(accepted, func(a, b span) int { return a.accepted.Compare(b.accepted) })
		var highest span // of those accepted before
		for _, s := range bySent {
			for len(accepted) > 0 && accepted[0].accepted.Before(s.sent) {
				if accepted[0].Version > highest.Version {
					highest = accepted[0]
				}
				accepted = accepted[1:]
			}
			if highest.Version > s.Version {
				c.find("out of order: command %s of %s was filed after %s was accepted and has version %d, not more than %d",
					s.Key, s.Process, highest.Key, s.Version, highest.Version)
			}
		}
	}
}

// spans finds the accepted commands in the ledger, by process. A request without an answer may be the one that counted.
func (c *checker) spans(ledger []Entry) map[string][]span {
	sent, found := map[string]time.Time{}, map[string]span{} // by client and key
	for _, e := range ledger {
		act := e.Client + " " + e.Key
		if first, known := sent[act]; !known || e.Sent.Before(first) {
			sent[act] = e.Sent
		}
		cmd, known := c.commands[e.Command]
		if !e.Taken() || !known || cmd.Version == 0 {
			continue
		}
		s := found[act]
		s.Command = cmd
		if e.Version != 0 && (s.accepted.IsZero() || e.Answered.Before(s.accepted)) {
			s.accepted = e.Answered
		}
		found[act] = s
	}
	byProcess := map[string][]span{}
	for act, s := range found {
		s.sent = sent[act]
		byProcess[s.Process] = append(byProcess[s.Process], s)
	}
	return byProcess
}

// ends: every process has arrived at its end.
func (c *checker) ends(r Record) {
	for _, p := range r.Processes {
		if !p.Concluded {
			c.find("stuck: process %s has not ended", p.ID)
		}
	}
	for _, id := range r.OpenWorkflows {
		c.find("stuck: workflow %s has not ended", id)
	}
	if r.Workflows < len(r.Processes) {
		c.find("lost: %d processes have %d workflows", len(r.Processes), r.Workflows)
	}
}

// mail: every mail has come, under its one Message-ID, and few have come twice.
func (c *checker) mail(r Record, kills int) {
	came := map[string]int{}
	for _, l := range r.Letters {
		came[l.MessageID]++
	}
	owner := map[string]string{} // of a Message-ID
	for _, m := range r.Mails {
		n := came[m.MessageID]
		switch {
		case m.State == "failed" && m.Kind == kindSignIn: // in doubt whether it went out: the person asks again
			continue
		case m.State != "sent":
			c.find("stuck: mail %s is %s", m.Key, m.State)
		case n == 0:
			c.find("lost: mail %s was sent as %s and has not come", m.Key, m.MessageID)
		case n > 1 && m.Kind == kindSignIn:
			c.find("doubled: a link to sign in, %s, has come %d times", m.MessageID, n)
		}
		if other, known := owner[m.MessageID]; known && other != m.Message {
			c.find("mixed up: Message-ID %s stands for messages %s and %s", m.MessageID, other, m.Message)
		}
		owner[m.MessageID] = m.Message
	}
	for _, l := range r.Letters {
		if _, known := owner[l.MessageID]; !known && l.Kind != kindSignIn {
			c.find("doubled: letter %s belongs to no mail", l.MessageID)
		}
	}
	if again, most := cameAgain(r), underWay*kills; again > most {
		c.find("doubled: %d letters have come again, and %d is the most that %d kills may lead to", again, most, kills)
	}
}

const kindSignIn = "sign_in"

// cameAgain counts the letters under a Message-ID that had come before.
func cameAgain(r Record) int {
	seen := map[string]bool{}
	for _, l := range r.Letters {
		seen[l.MessageID] = true
	}
	return len(r.Letters) - len(seen)
}
