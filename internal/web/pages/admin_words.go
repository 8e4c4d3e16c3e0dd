package pages

import (
	"strings"
	"time"

	"canbo/internal/evaluation"
)

// CycleOpened says when a cycle was opened and under which policy.
func (p Page) CycleOpened(at time.Time, policy string) string {
	return p.T(cycleOpened, p.Day(at), policy)
}

// CycleState says whether a cycle runs.
func (p Page) CycleState(closed, cancelled *time.Time) string {
	switch {
	case cancelled != nil:
		return p.T(cycleCancelled, p.Day(*cancelled))
	case closed != nil:
		return p.T(cycleClosed, p.Day(*closed))
	default:
		return p.T(cycleRunning)
	}
}

// Pace says what was done within some days.
func (p Page) Pace(done, days int) string { return p.T(boardPace, done, days) }

// CellOff is the cell of a step that is left out.
func (p Page) CellOff() BoardHeatCell { return BoardHeatCell{Text: p.T(cellOff), Level: "off"} }

// CellWaiting is the cell of a step that is to come.
func (p Page) CellWaiting() BoardHeatCell {
	return BoardHeatCell{Text: p.T(cellWaiting), Level: "wait"}
}

// CellDone is the cell of a step that has ended.
func (p Page) CellDone(done, tasks int) BoardHeatCell {
	return BoardHeatCell{Text: p.T(cellDone), Sub: p.tasks(done, tasks), Level: "done"}
}

// CellHeld is the cell of a step that waits for an earlier one.
func (p Page) CellHeld(done, tasks int) BoardHeatCell {
	return BoardHeatCell{Text: p.T(cellHeld), Sub: p.tasks(done, tasks), Level: "held"}
}

// CellOpen is the cell of a step that is under way, here or elsewhere.
func (p Page) CellOpen(done, tasks int, external bool) BoardHeatCell {
	text := cellOpen
	if external {
		text = cellExternal
	}
	return BoardHeatCell{Text: p.T(text), Sub: p.tasks(done, tasks), Level: "open"}
}

// CellLate is the cell of a step that is overdue.
func (p Page) CellLate(done, tasks int, due time.Time) BoardHeatCell {
	text := p.T(cellLateToday)
	if days := int(midnight(p.Now).Sub(midnight(due.Add(-time.Nanosecond))).Hours()) / 24; days > 0 {
		text = p.T(cellLate, days)
	}
	return BoardHeatCell{Text: text, Sub: p.tasks(done, tasks), Level: "late"}
}

func (p Page) tasks(done, tasks int) string {
	if tasks == 0 {
		return ""
	}
	return p.T(cellProgress, done, tasks)
}

// StepOf names a step of a process of a kind: planning and rotation have names of their own for some.
func (p Page) StepOf(kind, name string) string {
	text, ok := processSteps[name]
	if ok && evaluation.KindLabel(kind).VI == kind { // not of the evaluation
		return p.T(text)
	}
	return p.Step(name)
}

// Step names a step of a process.
func (p Page) Step(name string) string {
	if label := evaluation.StepLabel(name); label.VI != name {
		return p.L(label)
	}
	if text, ok := processSteps[name]; ok {
		return p.T(text)
	}
	if row, number, ok := strings.Cut(name, "-"); ok && processSteps[row] != "" { // checkpoint-3, service-4
		return p.T(stepOfRow, p.T(processSteps[row]), number)
	}
	return name
}

// Command names what somebody or the program did in a process.
func (p Page) Command(kind string) string {
	if name, ok := commandLabels[kind]; ok {
		return p.T(name)
	}
	return p.L(evaluation.ActLabel(kind))
}

// Month writes a month of the record, YYYY-MM.
func (p Page) Month(month string) string {
	at, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	return p.T(monthOfYear, int(at.Month()), at.Year())
}

// MassState says what has come of an item of a mass act.
func (p Page) MassState(state string) string { return p.T(massStates[state]) }

// MassBy says who planned a mass act and when.
func (p Page) MassBy(actor string, at time.Time) string {
	return p.T(massPlannedBy, p.KeyName(actor), p.Moment(at))
}

// MassProgress says how far a mass act is.
func (p Page) MassProgress(applied bool, accepted, sent, refused int64) string {
	if !applied {
		return p.T(massNotApplied)
	}
	return p.T(massProgress, accepted, sent, refused)
}

// FromTo says that a due time moves.
func (p Page) FromTo(before, after time.Time) string {
	return p.T(massFromTo, p.Due(before), p.Due(after))
}

// Effect names what the program did after a command.
func (p Page) Effect(kind string) string {
	if name, ok := effectLabels[kind]; ok {
		return p.T(name)
	}
	return kind
}

// ProcessState says whether a process runs.
func (p Page) ProcessState(released, started, concluded, cancelled *time.Time, paused bool) string {
	switch {
	case cancelled != nil:
		return p.T(panelCancelled, p.Moment(*cancelled))
	case concluded != nil:
		return p.T(panelEnded, p.Moment(*concluded))
	case released == nil:
		return p.T(panelWaiting)
	case started == nil:
		return p.T(panelStarting)
	case paused:
		return p.T(panelPaused)
	default:
		return p.T(panelRunning)
	}
}

// Actor names who did something.
func (p Page) Actor(name, actor, role string) string {
	switch {
	case name != "":
		return name
	case role == "system":
		return p.T(roleSystem)
	default:
		return p.KeyName(actor)
	}
}

// KeyName says which API key an actor is, by the label that it was given; other actors go by their code.
func (p Page) KeyName(actor string) string {
	label, is := strings.CutPrefix(actor, "key:")
	switch {
	case !is:
		return actor
	case label == "bootstrap": // that of the installation
		return p.T(keyOfInstallation)
	default:
		return p.T(keyOf, label)
	}
}

// Role names the role in which somebody acted.
func (p Page) Role(role string) string {
	return p.T(map[string]Text{
		"official": roleOfficial, "administrator": RoleAdministrator, "inspector": RoleInspector, "system": roleSystem,
	}[role])
}

// TaskState says what has become of a task.
func (p Page) TaskState(due, done, ended *time.Time) string {
	switch {
	case done != nil:
		return p.T(panelDone, p.Moment(*done))
	case ended != nil:
		return p.T(panelSkipped)
	case due != nil:
		return p.Left(*due)
	default:
		return p.T(panelOpen)
	}
}

// NotTicked asks for the tick without which a cycle is not cancelled.
func (p Page) NotTicked() string { return p.T(panelNotTicked) }

// CancelHow says what cancelling does.
func (p Page) CancelHow() string { return p.T(panelCancelHow) }

// Grade says a grade by its name in the policy, or why there is none.
func (p Page) Grade(vi, en string) string {
	if vi == "" {
		return p.T(personNoDecision)
	}
	return p.L(evaluation.Label{VI: vi, EN: en})
}

// NotOut says that a grade has not been announced; "" when it has, or when there is none.
func (p Page) NotOut(grade string, announced *time.Time) string {
	if grade == "" || announced != nil {
		return ""
	}
	return p.T(personNotOut)
}

// Tasks says how many tasks somebody has.
func (p Page) Tasks(open int64) string { return p.T(personOpenTasks, open) }

// Stay says in which versions of a list somebody is or was.
func (p Page) Stay(since, until int) string {
	if until == 0 {
		return p.T(personOnList, since)
	}
	return p.T(personOffList, since, until)
}

// Move says from where to where somebody goes.
func (p Page) Move(from, to string) string { return p.T(personMove, from, to) }

// Date says a day that a record has as YYYY-MM-DD; "" for none.
func (p Page) Date(day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return p.Day(at)
}

// MailState says what has become of a mail.
func (p Page) MailState(state string) string { return p.T(mailStates[state]) }

// Tries says how often a mail was tried.
func (p Page) Tries(n int) string { return p.T(mailTries, n) }

// ChangedBy says who changed something and when.
func (p Page) ChangedBy(who string, at time.Time) string {
	return p.T(mailChanged, p.KeyName(who), p.Moment(at))
}

// Concern says what waits for the administrators.
func (p Page) Concern(kind, about, step, name string, late int) string {
	switch kind {
	case "launch_failed":
		return p.T(concernLaunch, step, about)
	case "late":
		return p.T(concernLate, late, name)
	default:
		return p.T(concernMail, name)
	}
}

// Force says from when to when a policy is in force.
func (p Page) Force(from, to string) string {
	if to == "" {
		return p.T(policyFrom, p.Date(from))
	}
	return p.T(policyFromTo, p.Date(from), p.Date(to))
}

// Doubt says how many values of a policy were not checked.
func (p Page) Doubt(unverified, values int) string {
	if unverified == 0 {
		return p.T(policySure)
	}
	return p.T(policyDoubt, unverified, values)
}

// Seen says how much of a source was read.
func (p Page) Seen(seen string) string {
	return p.T(map[string]Text{"text": seenText, "derived": seenDerived, "title": seenTitle, "nothing": seenNothing}[seen])
}

// PolicyKind names a kind of policy.
func (p Page) PolicyKind(kind string) string {
	if name, ok := policyKinds[kind]; ok {
		return p.T(name)
	}
	return kind
}

var policyKinds = map[string]Text{
	"evaluation": "Đánh giá, xếp loại|Evaluation", "planning": "Quy hoạch|Planning", "rotation": "Luân chuyển|Rotation",
	"qualification": "Tiêu chuẩn chức danh|Qualification", "term": "Đánh giá theo nhiệm kỳ|Term of office",
}
