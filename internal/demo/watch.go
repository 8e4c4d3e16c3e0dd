package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"canbo/internal/fault"
)

const (
	watchPause = 500 * time.Millisecond
	stallTime  = 2 * time.Minute // without an act by anybody
)

// The phases that are shown, in their order.
const (
	phaseOpen = iota
	phaseSignIn
	phaseSelfReview
	phaseProposal
	phaseDecision
	phaseResult
	phasePetition
	phaseClosing
	phaseReview
	phasePlan
	phaseHandover
)

var phaseNames = []string{
	phaseOpen:       "Mở kỳ đánh giá / Opening the cycle",
	phaseSignIn:     "Đăng nhập bằng thư điện tử / Signing in by mail",
	phaseSelfReview: "Tự kiểm điểm, tự xếp loại / Self-reviews",
	phaseProposal:   "Kiểm điểm, bỏ phiếu, đề xuất / Conferences, ballots",
	phaseDecision:   "Thẩm định, quyết định xếp loại / Sittings, decisions",
	phaseResult:     "Nhận thông báo kết quả / Results read",
	phasePetition:   "Trả lời kiến nghị / Petitions answered",
	phaseClosing:    "Kết thúc kỳ đánh giá / Closing",
	phaseReview:     "Rà soát, bổ sung quy hoạch / Planning lists reviewed",
	phasePlan:       "Kế hoạch luân chuyển / Steps of the rotation plan",
	phaseHandover:   "Bàn giao, thực hiện chế độ / Rotations handed over",
}

// cycleState is what an administrator sees of a cycle.
type cycleState struct {
	ClosedAt *time.Time `json:"closed_at"`
	Phases   []struct {
		Kind      string `json:"kind"`
		Step      string `json:"step"`
		Status    string `json:"status"`
		Processes int    `json:"processes"`
	} `json:"phases"`
}

// open lists what is going on, for somebody who wonders why nothing moves.
func (s cycleState) open() string {
	var steps []string
	for _, p := range s.Phases {
		if p.Status == "open" {
			steps = append(steps, fmt.Sprintf("%d %s in %s", p.Processes, p.Kind, p.Step))
		}
	}
	return strings.Join(steps, ", ")
}

// watch shows the progress until the cycle is closed. It gives up when nobody has done anything for a while.
func (r *robots) watch(ctx context.Context, adminKey string, shown *progress) error {
	stalled := r.watchdog()
	for {
		state, err := r.state(ctx, adminKey)
		if err != nil {
			return err
		}
		if err := r.show(ctx, adminKey, shown); err != nil {
			return err
		}
		if state.ClosedAt != nil {
			shown.pass(phaseClosing)
			shown.set(phaseClosing, 1, 1)
			return nil
		}
		if err := stalled(state.open()); err != nil {
			return err
		}
		if err := sleep(ctx, watchPause); err != nil {
			return err
		}
	}
}

// watchdog returns what to call now and then; it fails when nobody has done anything for a while.
func (r *robots) watchdog() func(open string) error {
	acts, moved := int64(-1), time.Now()
	return func(open string) error {
		if now := r.acts.Load(); now != acts {
			acts, moved = now, time.Now()
		}
		if time.Since(moved) > stallTime {
			return fault.New(fault.Unavailable, "stalled", "nobody has been asked for anything for %s; open: %s", stallTime, open)
		}
		return nil
	}
}

func (r *robots) state(ctx context.Context, adminKey string) (cycleState, error) {
	var state cycleState
	err := r.api.get(ctx, adminKey, api+"/cycles/"+r.cycle, &state)
	return state, err
}

// show counts how far the officials are.
func (r *robots) show(ctx context.Context, adminKey string, shown *progress) error {
	type official struct {
		Self     string `json:"self_grade"`
		Proposed string `json:"proposed_grade"`
		Decided  string `json:"grade"`
	}
	officials, err := list[official](ctx, r.api, adminKey, api+"/cycles/"+r.cycle+"/officials")
	if err != nil {
		return err
	}
	var self, proposed, decided int
	for _, o := range officials {
		self += one(o.Self != "")
		proposed += one(o.Proposed != "")
		decided += one(o.Decided != "")
	}
	total := len(officials)
	shown.set(phaseSelfReview, self, total)
	shown.set(phaseProposal, proposed, total)
	shown.set(phaseDecision, decided, total)
	read := int(r.read.Load())
	shown.set(phaseResult, read, total)
	if read == total { // how many petitions there are is known when everybody has read the result
		shown.set(phasePetition, int(r.answers.Load()), int(r.petitions.Load()))
	}
	return nil
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
