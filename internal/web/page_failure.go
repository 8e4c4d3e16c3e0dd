package web

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"canbo/internal/access"
	"canbo/internal/web/pages"
)

// shortText is what somebody types again at once.
const shortText = 20

// wayOn is what the page of a refusal says beside its reason.
type wayOn struct {
	title  pages.Text
	reason pages.Text // "" for what the refusal itself says
	next   []pages.Text
	help   bool // somebody else has to help
}

// waysOn are those of the refusals, by their status.
var waysOn = map[int]wayOn{
	http.StatusUnauthorized:          {pages.SignInAgainTitle, pages.SessionOverWhy, []pages.Text{pages.NextSignInOnly}, false},
	http.StatusForbidden:             {pages.DeniedTitle, "", []pages.Text{pages.NextAskFor}, true},
	http.StatusNotFound:              {pages.NothingThere, "", nil, false},
	http.StatusMethodNotAllowed:      {pages.NotOpenedTitle, pages.NotOpenedWhy, []pages.Text{pages.NextFromForm}, false},
	http.StatusConflict:              {pages.NotNowTitle, "", []pages.Text{pages.NextLook}, false},
	http.StatusRequestEntityTooLarge: {pages.TooLargeTitle, "", []pages.Text{pages.NextSplit}, false},
	http.StatusUnprocessableEntity:   {pages.NotRightTitle, "", []pages.Text{pages.NextCheck}, false},
	http.StatusTooManyRequests:       {pages.SlowDownTitle, "", nil, false},
	http.StatusInternalServerError:   {pages.OurFaultTitle, pages.InternalFault, []pages.Text{pages.NextSoon}, true},
	http.StatusServiceUnavailable:    {pages.AwayTitle, "", []pages.Text{pages.NextSoon}, true},
}

// wayOnFrom is that of one refusal: some codes say more than their status.
func wayOnFrom(p *Problem) wayOn {
	switch p.Code {
	case "no_such_address":
		return wayOn{title: pages.NotFoundTitle, next: []pages.Text{pages.NextAddress, pages.NextFromList}}
	case "cross_origin":
		return wayOn{title: pages.FailureTitle, next: []pages.Text{pages.NextFromForm}}
	}
	if way, known := waysOn[p.Status]; known {
		return way
	}
	return wayOn{title: pages.FailureTitle}
}

// failure shows why a page is not to be had, what is safe and how to go on; a script gets the sentence alone.
func (s *server) failure(v *visit, err error) {
	p := s.problem(v.r.Context(), access.Act(pattern(v.r)), err)
	switch {
	case wantsJSON(v.r):
		writeProblem(v.w, p)
		return
	case isPart(v.r):
		s.failPart(v, p)
		return
	}
	way := wayOnFrom(p)
	view := pages.FailureView{
		Text: v.page.Fault(p.Code, p.Detail), SignIn: p.Status == http.StatusUnauthorized, Typed: longTexts(v.r.PostForm), Help: way.help,
	}
	if way.reason != "" {
		view.Text = v.page.T(way.reason)
	}
	if p.Code == "not_yours" {
		view.Who = whoTexts(access.WhoMay(p.act))
	}
	if view.Help {
		view.Ask = s.Contacts
	}
	if p.Status >= http.StatusInternalServerError {
		view.Reference = requestNumber(v.r.Context())
	}
	again := p.Status == http.StatusUnauthorized || p.Status >= http.StatusInternalServerError
	if multipart := v.r.MultipartForm != nil; again && len(v.r.PostForm) > 0 && !multipart {
		view.Again = sentForm(v.r)
	}
	if view.SignIn {
		s.setCookie(v.w, placeCookie, comesBackTo(v.r), linkLife)
	}
	view.Safe = v.page.T(safeText(v.r, p, view.Again))
	view.Next = s.nextSteps(v, p, way, view.Again != nil)
	view.Links = s.linksOn(v, p)
	_ = s.send(v.r.Context(), v, p.Status, pages.Failure(v.page.Titled(way.title), view))
}

// nextSteps says what to do after a refusal.
func (s *server) nextSteps(v *visit, p *Problem, way wayOn, again bool) []string {
	texts := way.next
	switch {
	case again && p.Status == http.StatusUnauthorized:
		texts = []pages.Text{pages.NextSignIn, pages.NextSendAgain}
	case again:
		texts = []pages.Text{pages.NextSoonSend}
	}
	steps := make([]string, len(texts))
	for i, text := range texts {
		steps[i] = v.page.T(text)
	}
	if seconds, err := strconv.Atoi(v.w.Header().Get("Retry-After")); err == nil && p.Status == http.StatusTooManyRequests {
		at := s.now().Add(time.Duration(seconds)*time.Second + time.Minute - 1).Truncate(time.Minute)
		steps = append(steps, v.page.T(pages.NextWait, v.page.Moment(at)))
	}
	return steps
}

// linksOn are the pages from which somebody goes on.
func (s *server) linksOn(v *visit, p *Problem) (links []pages.LinkView) {
	if v.r.Method == http.MethodGet && p.Status >= http.StatusInternalServerError {
		links = append(links, pages.LinkView{Text: v.page.T(pages.AgainHere), Href: v.r.URL.RequestURI()})
	}
	if from := cameFrom(v.r); from != "" && from != v.r.URL.RequestURI() {
		links = append(links, pages.LinkView{Text: v.page.T(pages.BackThere), Href: from})
	}
	if p.Status == http.StatusNotFound && access.May(v.actor, access.FindPeople, access.Subject{}) == nil {
		links = append(links, pages.LinkView{Text: v.page.T(pages.BackToPeople), Href: adminPath + "/people"})
	}
	switch first := home(v.actor); {
	case v.actor.Role == access.Anonymous && p.Status == http.StatusTooManyRequests:
		return append(links, pages.LinkView{Text: v.page.T(pages.SignInTitle), Href: signInPath})
	case v.actor.Role == access.Official:
		return append(links, pages.LinkView{Text: v.page.T(pages.BackToInbox), Href: first})
	case v.actor.Role == access.Anonymous:
		first = "/"
		fallthrough
	default:
		return append(links, pages.LinkView{Text: v.page.T(pages.BackHome), Href: first})
	}
}

// safeText says what of the reader's is safe; "" where nothing was at stake.
func safeText(r *http.Request, p *Problem, again *pages.Sent) pages.Text {
	posted := r.Method == http.MethodPost
	switch {
	case again != nil && p.Status == http.StatusUnauthorized:
		return pages.SafeSent
	case again != nil && r.PostForm.Has("key"):
		return pages.SafeKeyed
	case again != nil:
		return pages.SafeKept
	case p.Status >= http.StatusInternalServerError:
		return pages.SafeRecord
	case posted && p.Status != http.StatusUnauthorized:
		return pages.NothingMoved
	default:
		return ""
	}
}

// longTexts are the texts of a form that nobody wants to type again.
func longTexts(form url.Values) (texts []string) {
	for _, name := range slices.Sorted(maps.Keys(form)) {
		for _, value := range form[name] {
			if !frameFields[name] && len(value) > shortText {
				texts = append(texts, value)
			}
		}
	}
	return texts
}

// sentForm is a form to send again as it was sent.
func sentForm(r *http.Request) *pages.Sent {
	again := &pages.Sent{Action: r.URL.RequestURI()}
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		for _, value := range r.PostForm[name] {
			again.Fields = append(again.Fields, pages.Choice{Label: name, Value: value})
		}
	}
	return again
}

// cameFrom is the page of ours that led here; "" when the browser does not say.
func cameFrom(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil {
		return ""
	}
	if at := wanted(from.RequestURI()); at != appPath {
		return at
	}
	return ""
}

// comesBackTo is the page to which somebody comes back who has to sign in first: that of the form, where one was sent.
func comesBackTo(r *http.Request) string {
	if back := wanted(r.PostFormValue("back")); back != appPath {
		return back
	}
	return cmp.Or(cameFrom(r), strings.TrimSuffix(r.URL.Path, "/compare"))
}

// isPart reports whether a script asks for a part of a page that it shows in place.
func isPart(r *http.Request) bool { return r.Header.Get("HX-Request") == "true" }

// failPart answers a script that wanted a part of a page: the sentence, which it shows beside what stands there.
func (s *server) failPart(v *visit, p *Problem) {
	way := wayOnFrom(p)
	text := v.page.Fault(p.Code, p.Detail)
	if way.reason != "" {
		text = v.page.T(way.reason)
	}
	if p.Status == http.StatusUnauthorized {
		text += " " + v.page.T(pages.PartSignIn)
	}
	v.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	v.w.WriteHeader(p.Status)
	_, _ = v.w.Write([]byte(text)) // the reader has gone; nothing is left to tell them
}

// whoTexts name kinds of people in a refusal.
func whoTexts(who []access.Who) (texts []pages.Text) {
	for _, w := range who {
		if text, known := whoNames[w]; known {
			texts = append(texts, text)
		}
	}
	return texts
}

var whoNames = map[access.Who]pages.Text{
	access.Persons: pages.WhoPerson, access.Offices: pages.WhoOffice, access.Steerers: pages.WhoSteers, access.Inspectors: pages.WhoInspects,
	access.Owners: pages.WhoOwner, access.Participants: pages.WhoParticipant, access.Members: pages.WhoMember, access.Chairs: pages.WhoChair,
	access.Deciders: pages.WhoDecides, access.BodyChairs: pages.WhoBodyChair, access.Appraisers: pages.WhoAppraises,
	access.Presiders: pages.WhoPresides, access.Announcers: pages.WhoAnnounces, access.Tellers: pages.WhoTells, access.StandIns: pages.WhoStandsIn,
}
