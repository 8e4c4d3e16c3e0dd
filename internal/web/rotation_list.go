package web

import (
	"context"
	"strconv"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/rotation"
)

// RotationDays picks rotations by the day of their decision, and by where they go; huma sees exported fields only.
type RotationDays struct {
	Official    string `query:"official" maxLength:"63"`
	DecidedFrom string `query:"decided_from" format:"date"`
	DecidedTo   string `query:"decided_to" format:"date"`

	Year      int                `query:"year" minimum:"1990" maximum:"2100" doc:"Of the decision"`
	Unit      string             `query:"unit" maxLength:"63" doc:"That the official leaves or joins"`
	Direction rotation.Direction `query:"direction" enum:"down,up,across"`

	State rotation.Stage `query:"state" enum:"decided,running,placed,revoked" doc:"Decided and not handed over yet, under way, over with a placement, or revoked"`
}

func (in RotationDays) filter() (postgres.RotationFilter, error) {
	f := postgres.RotationFilter{Official: in.Official, State: in.State, Year: in.Year, Unit: in.Unit, Direction: in.Direction}
	var err error
	if f.From, err = maybeDay(in.DecidedFrom); err != nil {
		return f, err
	}
	f.To, err = maybeDay(in.DecidedTo)
	return f, err
}

// allRotations reads the rotations that are asked for, as the figures count them.
func (s *server) allRotations(ctx context.Context, in RotationDays) ([]rotation.Outcome, error) {
	filter, err := in.filter()
	if err != nil {
		return nil, err
	}
	rows, err := all(func(p postgres.Page) (postgres.List[postgres.RotationView], error) {
		return s.Store.Rotations(ctx, filter, p)
	})
	outcomes := make([]rotation.Outcome, 0, len(rows))
	for _, r := range rows {
		if !r.Revoked {
			outcomes = append(outcomes, rotation.Outcome{
				Direction: r.Direction, Placed: r.Placed != "", Waited: r.DaysToPlacement,
				Before: evaluation.Grade(r.GradeBefore), After: evaluation.Grade(r.GradeAfter),
			})
		}
	}
	return outcomes, err
}

// exportRotations writes the list of rotations with the headings of the organisation committee.
func (s *server) exportRotations(ctx context.Context, _ access.Actor, in *RotationDays) (*fileOutput, error) {
	filter, err := in.filter()
	if err != nil {
		return nil, err
	}
	rows := [][]string{{
		"STT", "Mã", "Họ và tên", "Ngày sinh", "Chức vụ cũ", "Chức vụ mới", "Nơi đến", "Số quyết định", "Ngày quyết định", "Bắt đầu",
		"Dự kiến kết thúc", "Hướng", "Quy hoạch", "Số lần nhận xét", "Xếp loại trước", "Xếp loại sau", "Bố trí sau luân chuyển", "Ngày bố trí",
		"Số ngày chờ bố trí",
	}}
	for after := ""; ; {
		page, err := s.Store.Rotations(ctx, filter, postgres.Page{After: after, Limit: postgres.MaxPage})
		if err != nil {
			return nil, err
		}
		for _, r := range page.Items {
			rows = append(rows, rotationRow(len(rows), r))
		}
		if after = page.Next; after == "" {
			break
		}
	}
	return csvFile("luan-chuyen.csv", rows)
}

var (
	directionTexts = map[rotation.Direction]string{rotation.Down: "trên xuống", rotation.Up: "dưới lên", rotation.Across: "ngang"}
	placementTexts = map[string]string{
		string(rotation.PlacedBack): "trở về", string(rotation.PlacedStay): "bố trí tại nơi đến", string(rotation.PlacedHigher): "chức vụ cao hơn",
	}
)

func rotationRow(n int, r postgres.RotationView) []string {
	waited := ""
	if r.DaysToPlacement != nil {
		waited = strconv.Itoa(*r.DaysToPlacement)
	}
	placed := placementTexts[r.Placement]
	if r.PlacedName != "" && r.PlacedPost != r.To {
		placed += ": " + r.PlacedName
	}
	return []string{
		strconv.Itoa(n), r.Code, r.OfficialName, r.Born, r.FromName, r.ToName, r.PlaceName, r.Decision, r.Decided, r.Started, r.Ends,
		directionTexts[r.Direction], r.PlannedFor, strconv.Itoa(r.Reviews), r.GradeBefore, r.GradeAfter, placed, r.Placed, waited,
	}
}
