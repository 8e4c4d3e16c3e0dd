package mail

import (
	"cmp"
	"errors"
	"slices"

	"canbo/internal/agenda"
	"canbo/internal/fault"
)

// Digest tells of several tasks in one message.
type Digest struct {
	Items []DigestItem `json:"items"` // two or more, by due time; those without one come last
}

// DigestItem is one task and why it is told of.
type DigestItem struct {
	What Kind `json:"what"` // a kind that merges
	TaskOpened
}

// Reminds tells the wording that the task is told of again.
func (i DigestItem) Reminds() bool { return i.What == KindReminder }

// Moved tells the wording that the task has another due time now.
func (i DigestItem) Moved() bool { return i.What == KindDueMoved }

// Kind returns KindDigest.
func (Digest) Kind() Kind { return KindDigest }

// OneLink returns the link that all tasks share, empty when they have several.
func (d Digest) OneLink() string {
	for _, item := range d.Items {
		if item.Link != d.Items[0].Link {
			return ""
		}
	}
	return d.Items[0].Link
}

func (d Digest) check() error {
	if len(d.Items) < 2 {
		return fault.New(fault.Invalid, "mail_digest_short", "A digest tells of two tasks or more.")
	}
	var errs []error
	for _, item := range d.Items {
		if !item.What.Merges() {
			errs = append(errs, fault.New(fault.Invalid, "mail_digest_item", "A mail of the kind %q stands alone.", item.What))
		}
		errs = append(errs, item.check())
	}
	return errors.Join(errs...)
}

func (d Digest) entries() []agenda.Entry {
	var entries []agenda.Entry
	for _, item := range d.Items {
		entries = append(entries, item.entries()...)
	}
	return entries
}

// merge returns what the rows of one message say together: the only one as it is, several as a digest. What is said of
// one task twice is said once, as it was last. It fails with fault.Invalid when one of several stands alone.
func merge(all []Data) (Data, error) {
	if len(all) == 1 {
		return all[0], nil
	}
	latest := map[string]int{} // place of a task among the items
	var d Digest
	for _, data := range all {
		item := DigestItem{What: data.Kind()}
		switch task := data.(type) {
		case TaskOpened:
			item.TaskOpened = task
		case Reminder:
			item.TaskOpened = TaskOpened(task)
		case DueMoved:
			item.TaskOpened = TaskOpened(task)
		default:
			return nil, fault.New(fault.Invalid, "mail_digest_item", "A mail of the kind %q stands alone.", item.What)
		}
		i, known := latest[item.Task]
		switch {
		case item.Task == "" || !known:
			latest[item.Task] = len(d.Items)
			d.Items = append(d.Items, item)
		case item.Sequence >= d.Items[i].Sequence:
			d.Items[i] = item
		}
	}
	if len(d.Items) == 1 {
		return d.Items[0].alone(), nil
	}
	slices.SortStableFunc(d.Items, func(a, b DigestItem) int {
		if a.Due.IsZero() != b.Due.IsZero() {
			return b.Due.Compare(a.Due)
		}
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Task, b.Task))
	})
	return d, nil
}

// alone returns the message of the item when it is the only one.
func (i DigestItem) alone() Data {
	switch i.What {
	case KindReminder:
		return Reminder(i.TaskOpened)
	case KindDueMoved:
		return DueMoved(i.TaskOpened)
	default:
		return i.TaskOpened
	}
}
