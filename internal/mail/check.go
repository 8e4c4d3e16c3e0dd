package mail

import (
	"errors"
	"net/mail"
	"net/url"
	"strings"
	"time"

	"canbo/internal/fault"
)

// maxField bounds one text of a message, in bytes; a reason or ground is a sentence, not a document.
const maxField = 4000

func (d SignIn) check() error {
	return errors.Join(linkField(d.Link), timeField("expires", d.Expires))
}

func (d TaskOpened) check() error {
	err := errors.Join(
		textField("cycle", d.Cycle), textField("step_vi", d.StepVi), linkField(d.Link),
		optional(d.CycleVi, d.CycleEn, d.UnitName, d.StepEn, d.Task))
	for _, entry := range d.entries() {
		err = errors.Join(err, entry.Check())
	}
	return err
}

func (d Reminder) check() error { return TaskOpened(d).check() }

func (d DueMoved) check() error {
	return errors.Join(TaskOpened(d).check(), timeField("due", d.Due))
}

func (d Result) check() error {
	return errors.Join(
		textField("cycle", d.Cycle), textField("body_name", d.BodyName), textField("grade_vi", d.GradeVi),
		linkField(d.Link), timeField("decided", d.Decided),
		optional(d.CycleVi, d.CycleEn, d.UnitName, d.GradeEn, d.Correction, d.Basis), optional(d.GroundsVi...), optional(d.GroundsEn...))
}

func (d PetitionAnswered) check() error {
	return errors.Join(
		textField("cycle", d.Cycle), textField("body_name", d.BodyName), textField("grade_vi", d.GradeVi),
		linkField(d.Link), timeField("answered", d.Answered), optional(d.CycleVi, d.CycleEn, d.GradeEn))
}

func (d CycleCancelled) check() error {
	return errors.Join(
		textField("cycle", d.Cycle), textField("reason", d.Reason), textField("basis", d.Basis),
		linkField(d.Link), timeField("cancelled", d.Cancelled), optional(d.CycleVi, d.CycleEn, d.ListName, d.Place, d.PlanRoot))
}

func textField(name, value string) error {
	if strings.TrimSpace(value) == "" {
		return fault.New(fault.Invalid, "mail_field_missing", "A mail needs the field %s.", name)
	}
	return optional(value)
}

func optional(values ...string) error {
	for _, value := range values {
		if len(value) > maxField {
			return fault.New(fault.Invalid, "mail_field_long", "A text of a mail has more than %d bytes.", maxField)
		}
	}
	return nil
}

func timeField(name string, t time.Time) error {
	if t.IsZero() {
		return fault.New(fault.Invalid, "mail_field_missing", "A mail needs the time %s.", name)
	}
	return nil
}

func linkField(link string) error {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || strings.ContainsAny(link, " \t\r\n<>") {
		return fault.New(fault.Invalid, "mail_link_invalid", "A mail needs an absolute http or https link.")
	}
	return nil
}

// CheckAddress fails with fault.Invalid unless address is a bare mail address in ASCII, such as ha.nt@caoloc.example.
func CheckAddress(address string) error {
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return fault.New(fault.Invalid, "mail_address_invalid", "This is not a mail address that can be written to.")
	}
	return nil
}
