package web

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/openid"
	"canbo/internal/opening"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
	"canbo/internal/web/assets"
)

const (
	prefix           = "/api/v1"
	bodyLimit        = 1 << 20 // bytes of a request's body
	defaultSignInsPM = 600
	defaultLinkTime  = 200 * time.Millisecond
)

// Engine delivers commands to running processes.
type Engine interface {
	// Deliver gives a command to its process. Errors: the fault of a refusal, fault.Unavailable when there was no
	// answer in time, fault.NotFound `process_not_running`.
	Deliver(ctx context.Context, process string, cmd procedure.Command) (procedure.Outcome, error)
	// Ping reports whether the engine answers, as fault.Unavailable when not.
	Ping(ctx context.Context) error
}

// Opener opens cycles. Errors: fault.Invalid with all findings, fault.Conflict `cycle_exists`.
type Opener interface {
	Open(ctx context.Context, r opening.Request) (opening.Opened, error)
	// Preview says what Open would do, with all that stands in its way.
	Preview(ctx context.Context, r opening.Request) (opening.CyclePreview, error)
}

// ReviewOpener opens reviews of planning lists. Errors: fault.Invalid, fault.NotFound, fault.Conflict `review_exists`.
type ReviewOpener interface {
	OpenReviews(ctx context.Context, r opening.ReviewRequest) (opening.OpenedReviews, error)
	// PreviewReviews says what OpenReviews would do.
	PreviewReviews(ctx context.Context, r opening.ReviewRequest) (opening.OpenedReviews, error)
}

// RotationPlanOpener opens rotation plans. Errors: fault.Invalid, fault.Conflict `plan_exists`.
type RotationPlanOpener interface {
	OpenPlan(ctx context.Context, r opening.PlanRequest) (process string, err error)
	// PreviewPlan says what OpenPlan would do; a plan of the same code is not looked for.
	PreviewPlan(ctx context.Context, r opening.PlanRequest) (process string, needs int, err error)
}

// Deps is what the web program stands on.
type Deps struct {
	Store    *postgres.Store
	Settled  *postgres.Settlements // somebody must run its Listen; without that, answers to acts come a little later
	Engine   Engine
	Opener   Opener
	Calendar *calendar.Calendar
	Clock    func() time.Time // the received_at of filings, and the life of sessions
	Logger   *slog.Logger

	Qualifications Qualifications
	Screener       Screener
	Reviews        ReviewOpener
	Rotations      Rotations
	RotationPlans  RotationPlanOpener
	RotationOpener RotationOpener
	Reconciler     Reconciler
	Schedules      Schedules
	Policies       Policies

	PublicURL  string // address that people use; links in mails begin with it
	SessionKey string // keys the hashes of sessions and links: changing it signs everybody out
	AdminKey   string // an API key with the administrator's role that has no row; "" for none

	// Requests, if any, is told each answered request by the pattern of its route.
	Requests func(method, route string, status int, took time.Duration)

	// Stopping, if any, is closed when the program stops: pages that follow what happens are let go.
	Stopping <-chan struct{}

	Provider    *openid.Provider // at which officials sign in; nil for none
	NoMailLinks bool             // officials sign in at the provider only
	Contacts    []string         // whom to ask who cannot sign in, as people write them; may be empty

	SignInsPerMinute int           // most sign-in requests from one address; 0 for 600
	LinkTime         time.Duration // least time until somebody who asks for a link is answered; 0 for 200 ms
}

// server serves one set of dependencies.
type server struct {
	Deps
	api    huma.API
	assets *assets.Served
	// By act: its operation and how its body is described, for the pages.
	operations map[access.Act]any
	schemas    map[access.Act]*huma.Schema
	// By process kind and act: where the act that settles a task is posted, and how it is read when filed for another.
	paths   map[string]string
	entries map[string]enter

	compiled sync.Map // *rules.Rules by cycle, whose policy never changes
	reasons  sync.Map // explained by the process of a rotation plan
}

// New returns the handler of the whole program.
func New(d Deps) http.Handler {
	d.PublicURL = strings.TrimSuffix(d.PublicURL, "/")
	d.SignInsPerMinute = cmp.Or(d.SignInsPerMinute, defaultSignInsPM)
	d.LinkTime = cmp.Or(d.LinkTime, defaultLinkTime)
	s := newServer(d)
	r := chi.NewRouter()
	r.Use(s.observe, s.harden, s.sameOrigin, s.limitSignIn)
	r.NotFound(s.noSuchAddress)
	r.MethodNotAllowed(func(w http.ResponseWriter, r *http.Request) {
		s.refuse(w, r, newProblem(http.StatusMethodNotAllowed, "This address does not take this method."))
	})
	s.pages(r)
	r.Group(func(r chi.Router) {
		r.Use(plainText, s.showRefusals)
		s.register(r)
	})
	return r
}

func newServer(d Deps) *server {
	return &server{
		Deps: d, assets: assets.New(), paths: map[string]string{}, entries: map[string]enter{}, operations: map[access.Act]any{},
		schemas: map[access.Act]*huma.Schema{},
	}
}

// OpenAPI returns the description of the API, indented, with a newline at its end.
func OpenAPI() ([]byte, error) {
	s := newServer(Deps{})
	s.register(chi.NewRouter())
	raw, err := json.MarshalIndent(s.api.OpenAPI(), "", "  ")
	if err != nil {
		return nil, fmt.Errorf("describe the API: %w", err)
	}
	return append(raw, '\n'), nil
}

// register adds all operations of the API to a router.
func (s *server) register(r chi.Router) {
	showProblems()
	config := huma.DefaultConfig("Canbo", "1")
	config.Info.Description = "The periodic evaluation of officials: cycles, reviews, ballots, decisions, petitions."
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"bearer": {Type: "http", Scheme: "bearer", Description: "A session of a person, or the API key of a program."},
	}
	config.OpenAPIPath = prefix + "/openapi"
	config.DocsPath, config.SchemasPath = "", "" // they would load scripts from elsewhere
	config.CreateHooks = nil                     // no $schema in bodies
	config.RejectUnknownQueryParameters = true
	s.api = humachi.New(r, config)

	s.registerSignIn()
	s.registerKeys()
	s.registerRoles()
	s.registerInbox()
	s.registerCycles()
	s.registerBoard()
	s.registerPanel()
	s.registerPolicies()
	s.registerTrials()
	s.registerUnits()
	s.registerBodies()
	s.registerOfficials()
	s.registerBallots()
	s.registerSteering()
	s.registerRelations()
	s.registerBehalf()
	s.registerActs()
	s.registerWithdrawal()
	s.registerDelegations()
	s.registerMass()
	s.registerCancel()
	s.registerPaper()
	s.registerMovement()
	s.registerExternal()
	s.registerCorrection()
	s.registerFigures()
	s.registerMails()
	s.registerMailSwitches()
	s.registerEscalations()
	s.registerLaunches()
	s.registerSchedules()
	s.registerPlanning()
	s.registerReviews()
	s.registerRotations()
	s.registerRotationPlans()
	s.registerTerm()
	s.registerPrints()
	s.registerRoster()
	s.registerAudit()
}

// route is one operation: how it is reached, what its subject is, and what it does when access allows it.
type route[I, O any] struct {
	act     access.Act
	method  string
	path    string // below prefix
	tag     string
	summary string
	status  int    // of success; 0 for 200
	file    string // media type of the answer when it is not JSON
	limit   int64  // bytes of the body; 0 for bodyLimit
	print   string // pdf or xlsx where the answer is on paper what the act reads: a second operation of the same act
	// subject says how the actor stands to what is asked about; nil for acts that only need a role.
	subject func(ctx context.Context, actor access.Actor, in *I) (access.Subject, error)
	do      func(ctx context.Context, actor access.Actor, in *I) (*O, error)
}

// operation is the id of the operation: the act, and for another form of what it reads that form as well.
func (r route[I, O]) operation() string {
	if r.print == "" {
		return string(r.act)
	}
	return string(r.act) + "-" + r.print
}

// add registers an operation. This is the only way in, so nothing is reached without access.May.
func add[I, O any](s *server, r route[I, O]) {
	op := huma.Operation{
		OperationID: r.operation(), Method: r.method, Path: prefix + r.path, Summary: r.summary, Tags: []string{r.tag},
		DefaultStatus: r.status, MaxBodyBytes: cmp.Or(r.limit, bodyLimit), Security: []map[string][]string{{"bearer": {}}},
	}
	if r.file != "" {
		text := &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
		if r.print != "" {
			text.Schema.Format = "binary"
		}
		op.Responses = map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{r.file: text}}}
	}
	public := access.May(access.Nobody(), r.act, access.Subject{}) == nil
	if public {
		op.Security = []map[string][]string{{}}
	} else {
		op.Middlewares = huma.Middlewares{s.authenticate}
	}
	do := guarded(s, r)
	s.operations[access.Act(r.operation())] = do
	handler := func(ctx context.Context, in *I) (*O, error) { return do(ctx, actorOf(ctx), in) }
	huma.Register(s.api, op, handler)
	s.keepSchema(access.Act(r.operation()), r.method, op.Path)
	if r.print != "" { // and for links of pages, where a browser sends its session
		op.Hidden, op.Path, op.Middlewares = true, appPath+r.path, huma.Middlewares{s.authenticateBrowser}
		huma.Register(s.api, op, handler)
	}
}

// operation is what a route does for an actor. Its errors are Problems.
type operation[I, O any] func(ctx context.Context, actor access.Actor, in *I) (*O, error)

// guarded lets the actor do what a route does when access allows it.
func guarded[I, O any](s *server, r route[I, O]) operation[I, O] {
	return func(ctx context.Context, actor access.Actor, in *I) (*O, error) {
		var subject access.Subject
		if r.subject != nil && actor.Role != access.Anonymous {
			var err error
			if subject, err = r.subject(ctx, actor, in); err != nil {
				return nil, s.problem(ctx, r.act, err)
			}
		}
		capacity, err := access.As(actor, r.act, subject)
		if err != nil {
			return nil, s.problem(ctx, r.act, err)
		}
		out, err := r.do(ctx, capacity, in)
		if err != nil {
			return nil, s.problem(ctx, r.act, err)
		}
		return out, nil
	}
}

// none is the input or output of an operation that has none.
type none struct{}

// body is an output that has nothing but a body.
type body[T any] struct{ Body T }

func show[T any](value T, err error) (*body[T], error) {
	if err != nil {
		return nil, err
	}
	return &body[T]{Body: value}, nil
}

// Paged is embedded in the inputs of lists; huma sees exported fields only.
type Paged struct {
	After string `query:"after" maxLength:"100" doc:"The next of the page before"`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

func (p Paged) page() postgres.Page { return postgres.Page{After: p.After, Limit: p.Limit} }
