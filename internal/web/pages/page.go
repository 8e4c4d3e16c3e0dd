package pages

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
)

// Lang is a language that the pages speak.
type Lang string

// The languages.
const (
	Vietnamese Lang = "vi"
	English    Lang = "en"
)

// Valid reports whether the pages speak it.
func (l Lang) Valid() bool { return l == Vietnamese || l == English }

// Page is the frame around every page.
type Page struct {
	Lang   Lang
	Title  string
	Assets string // what the addresses of styles and scripts begin with
	Path   string // of this page with its query: the language switch comes back to it
	Now    time.Time
	User   User // zero for somebody who is not signed in
	Nav    []NavItem
	Flash  Text // what has just been done; "" for nothing
}

// User is who is signed in.
type User struct {
	Name  string // as the roster has it, or that of the API key
	Roles []Text // of a key, or granted; none for an official who is nothing else
}

// NavItem is one entry of the navigation.
type NavItem struct {
	Text    Text
	Href    string
	Count   int // of what waits there; 0 shows none
	Current bool
	Places  []NavItem // of a section, shown while it is the current one
}

// Text is a text of the catalogue in text.go: Vietnamese, a bar, English. Its verbs are those of fmt.
type Text string

// In returns the text in a language.
func (t Text) In(l Lang) string {
	vi, en, _ := strings.Cut(string(t), "|")
	if l == English {
		return en
	}
	return vi
}

// T says a text of the catalogue, with its verbs filled in.
func (p Page) T(t Text, args ...any) string {
	if len(args) == 0 {
		return t.In(p.Lang)
	}
	return fmt.Sprintf(t.In(p.Lang), args...)
}

// roles says the roles of who is signed in.
func (p Page) roles() string {
	names := make([]string, len(p.User.Roles))
	for i, role := range p.User.Roles {
		names[i] = p.T(role)
	}
	return strings.Join(names, ", ")
}

// L says a label of the domain.
func (p Page) L(l evaluation.Label) string {
	if p.Lang == English {
		return l.EN
	}
	return l.VI
}

// Titled returns the page with a title.
func (p Page) Titled(t Text, args ...any) Page {
	p.Title = p.T(t, args...)
	return p
}

// Day says the day of a moment in Viet Nam.
func (p Page) Day(t time.Time) string {
	if p.Lang == English {
		return t.In(calendar.Vietnam).Format("2 January 2006")
	}
	return t.In(calendar.Vietnam).Format("02/01/2006")
}

// Moment says a day and a time in Viet Nam.
func (p Page) Moment(t time.Time) string {
	if p.Lang == English {
		return t.In(calendar.Vietnam).Format("2 January 2006, 15:04")
	}
	return t.In(calendar.Vietnam).Format("15:04 ngày 02/01/2006")
}

// Due says until when something is to be done; a due time at midnight is the end of the day before.
func (p Page) Due(due time.Time) string {
	if local := due.In(calendar.Vietnam); local.Hour() == 0 && local.Minute() == 0 {
		return p.T(endOfDay, p.Day(due.Add(-time.Second)))
	}
	return p.Moment(due)
}

// Left says how long there is until a due time, in whole days of the calendar, or how long it is over.
func (p Page) Left(due time.Time) string {
	last := due.Add(-time.Nanosecond) // of the time that there is
	switch days := int(midnight(last).Sub(midnight(p.Now)).Hours()) / 24; {
	case !p.Now.Before(due) && days == 0:
		return p.T(dueOverToday)
	case !p.Now.Before(due):
		return p.T(dueOver, -days)
	case days == 0:
		return p.T(dueToday)
	case days == 1:
		return p.T(dueTomorrow)
	default:
		return p.T(dueIn, days)
	}
}

// Late reports whether a due time is over; Soon whether it is within two days.
func (p Page) Late(due time.Time) bool { return !p.Now.Before(due) }

// Soon reports whether a due time is within two days.
func (p Page) Soon(due time.Time) bool { return due.Sub(p.Now) < 48*time.Hour }

func midnight(t time.Time) time.Time {
	year, month, day := t.In(calendar.Vietnam).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func (p Page) otherLang() Lang {
	if p.Lang == English {
		return Vietnamese
	}
	return English
}

// otherLanguage is the address of this page in the other language.
func (p Page) otherLanguage() string { return p.addressWith("lang", string(p.otherLang())) }

// sheetHref is the address of this page as a workbook.
func (p Page) sheetHref() string { return p.addressWith("as", "xlsx") }

// addressWith is the address of this page with a parameter set.
func (p Page) addressWith(parameter, value string) string {
	path, query, _ := strings.Cut(p.Path, "?")
	values, _ := url.ParseQuery(query) // what cannot be read is left out
	values.Set(parameter, value)
	return "/" + strings.TrimLeft(path, "/") + "?" + values.Encode() // two slashes would lead to another site
}

// SheetWhat heads the column of a worksheet that holds what a page names first.
func (p Page) SheetWhat() string { return p.T(sheetWhat) }

// SheetDetail heads the column of a worksheet that holds what a cell of the page says below its value.
func (p Page) SheetDetail() string { return p.T(sheetDetail) }

// DraftSavedAt says when a draft was saved.
func (p Page) DraftSavedAt(at time.Time) string { return p.T(draftSavedAt, p.Moment(at)) }

// BlankPaper is what a paper without a choice is called.
func (p Page) BlankPaper() string { return p.T(blankPaper) }

// Group names a group of posts in which a cap counts: its code, or unit/code.
func (p Page) Group(key string) string {
	unit, code, split := strings.Cut(key, "/")
	if !split {
		unit, code = "", key
	}
	name := code
	if text, ok := groupTexts[code]; ok {
		name = p.T(text)
	}
	if unit != "" {
		return name + " (" + unit + ")"
	}
	return name
}

// Percent writes basis points as a percentage without its sign.
func (p Page) Percent(bp int) string {
	if bp%100 == 0 {
		return strconv.Itoa(bp / 100)
	}
	return decimal(p, bp, 100)
}
