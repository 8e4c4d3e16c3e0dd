package rotation

import (
	"time"

	"canbo/internal/calendar"
)

// AddMonths returns the day so many months later; the last day of the month where that has fewer days.
func AddMonths(d calendar.Date, n int) calendar.Date {
	t := monthsAfter(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC), n)
	return calendar.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

// nextReview is the day of the next assessment.
func (r *Rotation) nextReview() calendar.Date {
	return AddMonths(r.Start, (r.Reviews+1)*r.Rules.ReviewMonths)
}

// placementDue is the day by which the placement is to be planned: month 30 of 36, and as long before the end of a
// rotation that was decided for longer, extended or shortened.
func (r *Rotation) placementDue() calendar.Date {
	return AddMonths(r.End, r.Rules.PlacementMonth-r.Rules.MinMonths)
}

// NextTime is when a stretch of service ends, when the placement is to be planned, or when a new chapter begins.
func (r *Rotation) NextTime() time.Time {
	next := r.Renew
	if r.Start.IsZero() {
		return next
	}
	if st := r.Current(); st != nil && is(st, StepService) && !r.Served {
		next = earlier(next, earlier(r.nextReview().Start(), r.End.Start()))
	}
	if r.lacksPlacement() {
		next = earlier(next, r.placementDue().Start())
	}
	return next
}

// lacksPlacement reports whether a warning is still to be given.
func (r *Rotation) lacksPlacement() bool {
	return !r.Start.IsZero() && r.Intended == nil && !r.Warned && r.Placed == nil
}

// TimeCame ends the stretch of service, warns that no placement is planned, and begins a new chapter.
func (r *Rotation) TimeCame(now time.Time) {
	st := r.Current()
	if is(st, StepService) && (!before(now, r.nextReview()) || !before(now, r.End)) {
		r.Served = true
	}
	if r.lacksPlacement() && !before(now, r.placementDue()) {
		r.Warned = true
		r.Hand(st, ActPlanPlacement, now, r.Parts.Organiser)
		r.Queue(EffectUnplaced, Unplaced{
			Rotation: r.Code, Official: r.Official, Organiser: r.Parts.Organiser, End: r.End,
		})
	}
	if !now.Before(r.Renew) {
		r.newChapter(now)
	}
}

// before reports whether an instant lies before a day.
func before(t time.Time, d calendar.Date) bool { return t.Before(d.Start()) }

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
