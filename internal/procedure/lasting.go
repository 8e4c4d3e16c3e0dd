package procedure

import "time"

// Timekeeper is a process with times of its own, besides those of its open step.
type Timekeeper interface {
	// NextTime is when the process next wants to be told the time; zero for never.
	NextTime() time.Time
	// TimeCame does what is due at now, after which NextTime is later or zero. A step that is done by it closes.
	TimeCame(now time.Time)
}

// Lasting is a process that lives for years: it goes on with a new run whenever its chapter changes, so that no run, and
// no build of the workers, lasts as long as the process.
type Lasting interface {
	Chapter() int
}

// ChapterOf returns the chapter of a process; one that does not last has a single one.
func ChapterOf(p Process) int {
	if l, ok := p.(Lasting); ok {
		return l.Chapter()
	}
	return 0
}

// ownTime is when a process next wants to be told the time; zero for never.
func ownTime(p Process) time.Time {
	if k, ok := p.(Timekeeper); ok {
		return k.NextTime()
	}
	return time.Time{}
}
