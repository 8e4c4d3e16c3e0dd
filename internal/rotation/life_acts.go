package rotation

import (
	"slices"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// The acts of a rotation.
const (
	ActAnnounce            = "announce_rotation"    // the organiser: On
	ActRelease             = "release_official"     // the releasing side: On
	ActReceive             = "receive_official"     // the receiving side: On
	ActConfirmEntitlements = "confirm_entitlements" // the receiving side: Entitled
	ActAssess              = "assess_rotation"      // the receiving side: Assessment
	ActAssessForBody       = "assess_for_body"      // the organiser at the end: Assessment
	ActReviewSelf          = "review_rotation"      // the official at the end
	ActPlanPlacement       = "plan_placement"       // the organiser or an administrator: IntendedPlace
	ActPlace               = "place_official"       // the organiser or an administrator: PlacedOfficial
	ActExtend              = "extend_rotation"      // Administrator: Extension
	ActEndEarly            = "end_rotation_early"   // Administrator: On
	CommandTransferred     = "transferred"          // System: Transferred, answers EffectTransfer
)

// The effects of a rotation.
const (
	EffectTransfer = "transfer" // Transfer: change the roster's tenures; answered by CommandTransferred
	EffectProgress = "progress" // Progress: the dates on record
	EffectUnplaced = "unplaced" // Unplaced: tell that no placement is planned
	EffectEnded    = "ended"    // Ended: the rotation is over
)

// On is the argument of acts that name a day. Document says that what they must be accompanied by is in the filing.
type On struct {
	Day      calendar.Date `json:"day"`
	Document bool          `json:"document"`
}

// Entitled is the argument of ActConfirmEntitlements: what the official has been given.
type Entitled struct {
	Items []string `json:"items"`
}

// Assessment is the argument of ActAssess and ActAssessForBody; its text stays in the filing.
type Assessment struct {
	Grade evaluation.Grade `json:"grade"`
	Text  bool             `json:"text"`
}

// Extension is the argument of ActExtend; reason and basis stay in the filing.
type Extension struct {
	Months int `json:"months"`
}

// Transfer is the argument of EffectTransfer: somebody goes from one post to another on a day. The same post twice means
// that they stay, and the roster has nothing to change.
type Transfer struct {
	Rotation string        `json:"rotation"`
	Official string        `json:"official"`
	From     string        `json:"from"`
	To       string        `json:"to"`
	On       calendar.Date `json:"on"`
	Back     bool          `json:"back,omitempty"` // at the end of the rotation
}

// Transferred answers EffectTransfer. Refused is a code: the roster could not take the change. Waits says that it is made
// together with those of the others who change places with the official, when they have been handed over too; a second
// answer comes then.
type Transferred struct {
	Refused string `json:"refused,omitempty"`
	Waits   bool   `json:"waits,omitempty"`
}

// Progress is the argument of EffectProgress.
type Progress struct {
	Rotation string        `json:"rotation"`
	Start    calendar.Date `json:"start"`
	End      calendar.Date `json:"end"`
	Months   int           `json:"months"`
}

// Unplaced is the argument of EffectUnplaced.
type Unplaced struct {
	Rotation  string        `json:"rotation"`
	Official  string        `json:"official"`
	Organiser string        `json:"organiser"`
	End       calendar.Date `json:"end"`
}

// Ended is the argument of EffectEnded.
type Ended struct {
	Rotation string    `json:"rotation"`
	Official string    `json:"official"`
	At       time.Time `json:"at"`
}

// CheckAct refuses what a rotation may not do.
//
// Errors by code: those of the acts, and of procedure.CheckTask.
func (r *Rotation) CheckAct(cmd procedure.Command) error {
	switch cmd.Kind {
	case ActAnnounce:
		return r.checkDay(cmd, StepAnnouncement)
	case ActRelease, ActReceive:
		return r.checkHandover(cmd)
	case ActConfirmEntitlements:
		return r.checkEntitlements(cmd)
	case ActAssess, ActAssessForBody:
		return r.checkAssessment(cmd)
	case ActReviewSelf:
		return r.CheckTask(cmd, StepEndReview, cmd.Kind)
	case ActPlanPlacement:
		return r.checkIntended(cmd)
	case ActPlace:
		return r.checkPlace(cmd)
	case ActExtend:
		return r.checkExtension(cmd)
	case ActEndEarly:
		return r.checkEarlyEnd(cmd)
	case CommandTransferred:
		return procedure.CheckSystem[Transferred](cmd)
	case procedure.CommandCancel:
		return r.checkCancel(cmd)
	default:
		return fault.New(fault.Invalid, "unknown_act", "this process has no act %q", cmd.Kind)
	}
}

// checkDay refuses a day before the decision or after the day of filing, and a filing without what it must have with it.
func (r *Rotation) checkDay(cmd procedure.Command, step string) error {
	if err := r.CheckTask(cmd, step, cmd.Kind); err != nil {
		return err
	}
	_, err := r.dayOf(cmd)
	return err
}

func (r *Rotation) dayOf(cmd procedure.Command) (calendar.Date, error) {
	args, err := procedure.DecodeStrict[On](cmd)
	if err != nil {
		return args.Day, err
	}
	switch {
	case !args.Document:
		return args.Day, fault.New(fault.Invalid, "minutes_missing", "give the minutes, with what was handed over or said")
	case args.Day.Compare(r.Decided) < 0:
		return args.Day, fault.New(fault.Invalid, "before_decision", "%s is before the decision of %s", args.Day, r.Decided)
	case args.Day.Compare(calendar.DateOf(cmd.ReceivedAt)) > 0:
		return args.Day, fault.New(fault.Invalid, "in_the_future", "%s has not come yet; record it when it has happened", args.Day)
	}
	return args.Day, nil
}

func (r *Rotation) checkHandover(cmd procedure.Command) error {
	if err := r.CheckTask(cmd, StepHandover, cmd.Kind); err != nil {
		return err
	}
	day, err := r.dayOf(cmd)
	if err != nil {
		return err
	}
	other := r.Received
	if cmd.Kind == ActReceive {
		other = r.Released
	}
	if !other.IsZero() && other != day {
		return fault.New(fault.Conflict, "handover_days_differ",
			"the other side has recorded the handover on %s; agree on the day, or let them take theirs back", other)
	}
	return nil
}

// inService refuses what can only be done between the handover and the end of the term.
func (r *Rotation) inService() error {
	st := r.Current()
	switch {
	case r.Start.IsZero():
		return fault.New(fault.Conflict, "not_handed_over", "the handover has not been recorded yet")
	case st.Name == StepEndReview || st.Name == StepPlacement:
		return fault.New(fault.Conflict, "term_is_over", "the time of this rotation is over")
	}
	return nil
}

func (r *Rotation) checkEntitlements(cmd procedure.Command) error {
	if err := r.inService(); err != nil {
		return err
	}
	if err := r.mine(cmd, r.Parts.Receiver, StepEntitlements); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[Entitled](cmd)
	if err != nil {
		return err
	}
	if len(args.Items) == 0 {
		return fault.New(fault.Invalid, "nothing_named", "name at least one of %v", r.Rules.Entitlements)
	}
	for _, item := range args.Items {
		switch {
		case !slices.Contains(r.Rules.Entitlements, item):
			return fault.New(fault.Invalid, "unknown_entitlement", "%q is none of %v", item, r.Rules.Entitlements)
		case slices.Contains(r.Confirmed, item):
			return fault.New(fault.Conflict, "done_already", "%q has been confirmed already", item)
		}
	}
	return nil
}

// mine refuses everybody but the one who has the part, whoever does its task in a step, and an administrator.
func (r *Rotation) mine(cmd procedure.Command, part, step string) error {
	st := r.Step(step)
	if cmd.Actor == part || cmd.Role == procedure.Administrator || st != nil && st.Asks(cmd.Kind, cmd.Actor) {
		return nil
	}
	return fault.New(fault.Denied, "not_your_task", "this act is not yours to do")
}

func (r *Rotation) checkAssessment(cmd procedure.Command) error {
	st := r.Current()
	if !is(st, StepCheckpoint) && st.Name != StepEndReview {
		return fault.New(fault.Conflict, "step_not_open", "no assessment is asked for now")
	}
	if err := r.CheckTask(cmd, st.Name, cmd.Kind); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[Assessment](cmd)
	if err != nil {
		return err
	}
	switch {
	case !slices.Contains(r.Rules.Grades, args.Grade):
		return fault.New(fault.Invalid, "unknown_grade", "%q is none of %v", string(args.Grade), r.Rules.Grades)
	case !args.Text:
		return fault.New(fault.Invalid, "text_missing", "say what the assessment rests on")
	}
	return nil
}

func (r *Rotation) checkIntended(cmd procedure.Command) error {
	if r.Start.IsZero() {
		return fault.New(fault.Conflict, "not_handed_over", "the handover has not been recorded yet")
	}
	if err := r.mine(cmd, r.Parts.Organiser, r.Current().Name); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[IntendedPlace](cmd)
	if err != nil {
		return err
	}
	return r.checkPlacement(args.Placement, args.Post, true)
}

// checkPlacement refuses a placement that the policy does not know, and a post that does not fit it.
func (r *Rotation) checkPlacement(p Placement, post string, open bool) error {
	switch {
	case !slices.Contains(r.Rules.Placements, p):
		return fault.New(fault.Invalid, "unknown_placement", "%q is none of %v", string(p), r.Rules.Placements)
	case p == PlacedStay && post != "" && post != r.To:
		return fault.New(fault.Invalid, "post_does_not_fit", "who stays keeps the post %s", r.To)
	case p != PlacedStay && post == r.To:
		return fault.New(fault.Invalid, "post_does_not_fit", "%s is the present post; say that the official stays", post)
	case p != PlacedStay && post == "" && !open:
		return fault.New(fault.Invalid, "post_missing", "name the post")
	}
	return nil
}

func (r *Rotation) checkPlace(cmd procedure.Command) error {
	if cmd.Role != procedure.Administrator {
		if err := r.CheckTask(cmd, StepPlacement, ActPlace); err != nil {
			return err
		}
	}
	if err := r.CheckOpen(cmd, StepPlacement); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[PlacedOfficial](cmd)
	if err != nil {
		return err
	}
	switch {
	case r.Placed != nil:
		return fault.New(fault.Conflict, "done_already", "the placement is being put into the roster")
	case args.On.Compare(r.Start) <= 0:
		return fault.New(fault.Invalid, "before_start", "%s is not after the start of the rotation on %s", args.On, r.Start)
	case args.On.Compare(calendar.DateOf(cmd.ReceivedAt)) > 0:
		return fault.New(fault.Invalid, "in_the_future", "%s has not come yet; record it when it has happened", args.On)
	}
	return r.checkPlacement(args.Placement, args.Post, false)
}

func (r *Rotation) checkExtension(cmd procedure.Command) error {
	if err := procedure.CheckAdministrator(cmd); err != nil {
		return err
	}
	if err := r.inService(); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[Extension](cmd)
	switch {
	case err != nil:
		return err
	case args.Months < 1 || args.Months > 60:
		return fault.New(fault.Invalid, "bad_months", "a rotation is extended by 1 to 60 months at a time, not by %d", args.Months)
	case r.Early:
		return fault.New(fault.Conflict, "ends_early", "an early end has been decided for %s", r.End)
	}
	return nil
}

func (r *Rotation) checkEarlyEnd(cmd procedure.Command) error {
	if err := procedure.CheckAdministrator(cmd); err != nil {
		return err
	}
	if err := r.inService(); err != nil {
		return err
	}
	args, err := procedure.DecodeStrict[On](cmd)
	switch {
	case err != nil:
		return err
	case args.Day.Compare(r.Start) <= 0 || args.Day.Compare(r.End) >= 0:
		return fault.New(fault.Invalid, "not_early", "an early end lies between the start on %s and the end on %s", r.Start, r.End)
	}
	return nil
}

// checkCancel lets a decision be revoked as long as nobody has changed their post by it.
func (r *Rotation) checkCancel(cmd procedure.Command) error {
	if err := procedure.CheckAdministrator(cmd); err != nil {
		return err
	}
	if !r.Start.IsZero() || r.handing() && !r.Waits {
		return fault.New(fault.Conflict, "handed_over", "the official has changed posts; end the rotation early instead")
	}
	return nil
}

// handing reports whether both sides have recorded the handover and the roster has not answered yet.
func (r *Rotation) handing() bool { return !r.Released.IsZero() && !r.Received.IsZero() }
