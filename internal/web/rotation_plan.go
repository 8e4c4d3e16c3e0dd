package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"canbo/internal/access"
	"canbo/internal/ballot"
	"canbo/internal/fault"
	"canbo/internal/opening"
	"canbo/internal/policy"
	"canbo/internal/postgres"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
)

const rotationPlanPath = "/rotation/plans/{plan}"

// RotationPlanPath names a year's plan of rotations.
type RotationPlanPath struct {
	Plan string `path:"plan" maxLength:"63"`
}

func (p RotationPlanPath) place() place { return place{process: rotation.PlanID(p.Plan)} }

type (
	openRotationPlanInput struct {
		Body struct {
			Code   string            `json:"code" pattern:"^[a-z0-9][a-z0-9-]{0,30}$" doc:"Such as caoloc-2020"`
			Root   string            `json:"root" minLength:"1" maxLength:"63" doc:"Unit: its people and those of the units below"`
			Body   string            `json:"body" minLength:"1" maxLength:"63" doc:"The body that decides"`
			Policy string            `json:"policy,omitempty" maxLength:"80" doc:"id@version; absent: the one in force on the day"`
			Day    string            `json:"day,omitempty" format:"date" doc:"Of the record that eligibility is read from; absent: today"`
			Seed   uint64            `json:"seed,omitempty" doc:"Draws the lots between plans that are worth the same"`
			Caps   []rotationCapView `json:"caps,omitempty" maxItems:"500" doc:"How many people units release and receive, each with all units below it"`
			Months *int              `json:"horizon_months,omitempty" minimum:"0" maximum:"60" doc:"Posts that fall vacant within so many months are needs from the start; absent: as the policy says"`
		}
	}
	rotationPlansInput struct{ Paged }
	rotationPlanInput  struct{ RotationPlanPath }
	changeAskedInput   struct {
		RotationPlanPath
		Official string `query:"official" required:"true" maxLength:"63"`
		Post     string `query:"post" required:"true" maxLength:"63"`
		Action   string `query:"action" enum:"fix,forbid" default:"fix"`
	}
)

type rotationCapView struct {
	Unit    string `json:"unit" minLength:"1" maxLength:"63"`
	Release *int   `json:"release,omitempty" doc:"Absent: any number"`
	Receive *int   `json:"receive,omitempty" doc:"Absent: any number"`
}

type openedRotationPlan struct {
	Process string `json:"process"`
}

// rotationPlanView is the board of a plan.
type rotationPlanView struct {
	Process   postgres.ProcessView          `json:"process"`
	Steps     []postgres.StepView           `json:"steps"`
	Policy    postgres.PolicyRef            `json:"policy"`
	Day       string                        `json:"day" format:"date" doc:"Of the record that eligibility is read from"`
	Code      string                        `json:"code"`
	Root      string                        `json:"root" doc:"Unit: its people and those of the units below"`
	Body      string                        `json:"body"`
	Caps      []rotationCapView             `json:"caps" doc:"How many people units release and receive, each with all units below it"`
	Papers    []rotationPaper               `json:"papers" doc:"What a dossier must have"`
	Months    int                           `json:"months" doc:"Least length of a rotation"`
	Members   []string                      `json:"members" doc:"Of the body, the chair first; they vote"`
	Organiser string                        `json:"organiser"`
	Needs     []rotation.PlanNeed           `json:"needs"`
	People    []rotation.PlanPerson         `json:"people" doc:"Proposed; the planning lists add to them"`
	Pairs     []rotationPairView            `json:"pairs"`
	SHA256    string                        `json:"sha256,omitempty" doc:"Of the instance that the pairs are the best plan of"`
	UpToDate  bool                          `json:"up_to_date" doc:"The pairs are those of what people want now"`
	Unsolved  string                        `json:"unsolved,omitempty" doc:"Why nothing keeps what was fixed"`
	ByHand    []rotationByHandView          `json:"by_hand" doc:"Pairs that people fixed, forbade or refused"`
	Decisions []rotation.PlanDecided        `json:"decisions"`
	Refused   []rotation.NotStarted         `json:"refused" doc:"Decided, but the rotation could not begin"`
	Record    []postgres.RotationPlanRecord `json:"record" doc:"For those who decide, and inspectors"`
	OwnActs   []postgres.ActView            `json:"own_acts"`
}

// rotationPairView is somebody whom the plan places.
type rotationPairView struct {
	rotation.PlanPair
	Missing    []string       `json:"missing" doc:"Papers that the dossier lacks"`
	Unanswered []string       `json:"unanswered" doc:"Sides that have not answered: origin, destination, person"`
	Agreed     []string       `json:"agreed" doc:"Sides that have agreed"`
	Verdict    ballot.Verdict `json:"verdict,omitempty"`
	Carried    bool           `json:"carried,omitempty" doc:"The ballot is for it"`
}

// rotationPaper is a paper of a dossier.
type rotationPaper struct {
	ID string `json:"id"`
	VI string `json:"vi"`
	EN string `json:"en"`
}

type rotationByHandView struct {
	Official string `json:"official"`
	Post     string `json:"post"`
	Rule     string `json:"rule" doc:"fixed, forbidden, refused_by_origin, refused_by_destination or refused_by_person"`
}

func (s *server) registerRotationPlans() {
	add(s, route[openRotationPlanInput, body[openedRotationPlan]]{
		act: access.OpenRotationPlan, method: http.MethodPost, path: "/rotation/plans", tag: "rotation", status: http.StatusCreated,
		summary: "Open a year's plan of rotations", do: s.openRotationPlan,
	})
	add(s, route[rotationPlansInput, body[postgres.List[postgres.RotationPlanRow]]]{
		act: access.ListRotationPlans, method: http.MethodGet, path: "/rotation/plans", tag: "rotation", summary: "The plans and how far they are",
		do: func(ctx context.Context, _ access.Actor, in *rotationPlansInput) (*body[postgres.List[postgres.RotationPlanRow]], error) {
			return show(s.Store.RotationPlans(ctx, in.page()))
		},
	})
	add(s, route[rotationPlanInput, body[rotationPlanView]]{
		act: access.ReadRotationPlan, method: http.MethodGet, path: rotationPlanPath, tag: "rotation",
		summary: "The board of a plan: needs, people, the assignment and what is still open", subject: at[rotationPlanInput](s), do: s.rotationPlan,
	})
	add(s, route[rotationPlanInput, fileOutput]{
		act: access.ExportRotationPlan, method: http.MethodGet, path: rotationPlanPath + "/plan.json", tag: "rotation", file: "application/json",
		summary: "The assignment with its certificate, for canbo verify rotation-plan", subject: at[rotationPlanInput](s), do: s.exportRotationPlan,
	})
	add(s, route[rotationPlanInput, body[items[rotationReason]]]{
		act: access.ExplainRotationPlan, method: http.MethodGet, path: rotationPlanPath + "/reasons", tag: "rotation",
		summary: "For each person and each need: why this, what was next best, and what stands in its way",
		subject: at[rotationPlanInput](s), do: s.rotationReasons,
	})
	add(s, route[changeAskedInput, body[rotationChange]]{
		act: access.PriceRotationChange, method: http.MethodGet, path: rotationPlanPath + "/change", tag: "rotation",
		summary: "What a change by hand would cost, who would move, and what it breaks", subject: at[changeAskedInput](s), do: s.rotationChange,
	})
	add(s, route[rotationPlanInput, body[ownRotation]]{
		act: access.ReadOwnRotationPlan, method: http.MethodGet, path: rotationPlanPath + "/mine", tag: "rotation",
		summary: "What a plan asks you, and why it places you as it does", subject: at[rotationPlanInput](s), do: s.ownRotation,
	})
	s.registerCandidates()
	addMinutes[rotationPlanInput](s, access.ReadRotationPlanMinutes, rotationPlanPath, "rotation")
	s.registerRotationPlanActs()
}

func (s *server) openRotationPlan(ctx context.Context, actor access.Actor, in *openRotationPlanInput) (*body[openedRotationPlan], error) {
	r := opening.PlanRequest{Code: in.Body.Code, Root: in.Body.Root, Body: in.Body.Body, Seed: in.Body.Seed, Months: in.Body.Months, Actor: actor.ID}
	for _, c := range in.Body.Caps {
		r.Caps = append(r.Caps, rotation.Cap(c))
	}
	var err error
	if in.Body.Day != "" {
		if r.Day, err = time.Parse(time.DateOnly, in.Body.Day); err != nil {
			return nil, fault.New(fault.Invalid, "bad_day", "Write the day as YYYY-MM-DD.")
		}
	}
	if in.Body.Policy != "" {
		if r.Policy, r.PolicyVersion, err = policyName(in.Body.Policy); err != nil {
			return nil, err
		}
	}
	process, err := s.RotationPlans.OpenPlan(ctx, r)
	return show(openedRotationPlan{process}, err)
}

func (s *server) rotationPlan(ctx context.Context, actor access.Actor, in *rotationPlanInput) (*body[rotationPlanView], error) {
	process := in.place().process
	p, err := s.Store.RotationPlan(ctx, process)
	if err != nil {
		return nil, err
	}
	v := rotationPlanView{
		Code: p.Code, Root: p.Root, Body: p.Body, Months: p.Least, Caps: []rotationCapView{}, Papers: []rotationPaper{},
		Members: p.Members, Organiser: p.Organiser, Needs: p.Needs, People: p.People, SHA256: p.SHA256,
		UpToDate: p.Computed == p.Revision && p.Revision > 0, Unsolved: p.Unsolved, Decisions: p.Decisions, Refused: p.Refused,
		Pairs: make([]rotationPairView, len(p.Pairs)), ByHand: []rotationByHandView{},
	}
	for i, pair := range p.Pairs {
		choice, verdict := p.Vote.Verdict(pair.Official)
		v.Pairs[i] = rotationPairView{
			PlanPair: pair, Missing: p.Missing(pair.Official), Unanswered: p.Unanswered(pair), Agreed: p.Agreed(pair), Verdict: verdict,
			Carried: choice == rotation.Yes,
		}
	}
	for _, c := range p.Caps {
		v.Caps = append(v.Caps, rotationCapView(c))
	}
	for _, f := range p.Fixed {
		v.ByHand = append(v.ByHand, rotationByHandView{f.Official, f.Post, assignment.RuleFixed})
	}
	for _, e := range p.Excluded {
		v.ByHand = append(v.ByHand, rotationByHandView{e.Official, e.Post, e.Rule})
	}
	var day time.Time
	if v.Policy, day, err = s.Store.RotationPlanPolicyRef(ctx, process); err != nil {
		return nil, err
	}
	v.Day = day.Format(time.DateOnly)
	pol, err := s.pinned(ctx, process)
	if err != nil {
		return nil, err
	}
	for _, item := range p.Items {
		v.Papers = append(v.Papers, paperOf(pol, item))
	}
	if v.Process, err = s.Store.Process(ctx, process); err != nil {
		return nil, err
	}
	if v.Steps, err = s.Store.Steps(ctx, process); err != nil {
		return nil, err
	}
	standing, err := s.standing(ctx, actor, in.place())
	if err != nil {
		return nil, err
	}
	if v.Record = []postgres.RotationPlanRecord{}; access.May(actor, access.ReadRotationPlanMinutes, standing) == nil {
		if v.Record, err = s.Store.RotationPlanRecords(ctx, process); err != nil {
			return nil, err
		}
	}
	v.OwnActs, err = s.Store.OwnActs(ctx, process, actor.ID)
	return show(v, err)
}

func (s *server) exportRotationPlan(ctx context.Context, _ access.Actor, in *rotationPlanInput) (*fileOutput, error) {
	file, err := s.Store.RotationPlanFile(ctx, in.place().process)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(file)
	if err != nil {
		return nil, fmt.Errorf("write a plan file: %w", err)
	}
	return &fileOutput{
		Type: "application/json", Disposition: fmt.Sprintf(`attachment; filename="%s.json"`, in.Plan), Body: bytes.TrimSpace(text),
	}, nil
}

// pinned is the policy that a plan keeps.
func (s *server) pinned(ctx context.Context, process string) (*policy.Policy, error) {
	id, _, text, _, err := s.Store.RotationPlanPolicy(ctx, process)
	if err != nil {
		return nil, err
	}
	pol, err := policy.Parse(id+".yaml", text)
	if err != nil {
		return nil, fmt.Errorf("read pinned policy of %s: %w", process, err)
	}
	return pol, nil
}

// paperOf says what a paper of a dossier is; one of the last years that a policy asks for stands as paper-1, paper-2 and so on.
func paperOf(pol *policy.Policy, id string) rotationPaper {
	text := pol.Rotation.PaperText(id)
	return rotationPaper{ID: id, VI: text.VI, EN: text.EN}
}
