package planning

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/roster"
)

const quorumOfThree = 3 // a chair and two tellers

// Convene finds who has a part in the review of a list, by the roster of a day: the committee that keeps it (keeper, where
// the list is of key posts), the heads of the units below, the key officials (those heads, whoever holds a post in the
// list's own unit, and the committee), and the body that approves. A body above the district is not ours: what it approves
// is recorded by the member of the committee, or of another body of the unit, who appraises.
//
// The parts are only to be used when nothing was found.
func Convene(d *roster.District, list roster.PlanList, keeper string, day time.Time) (Parts, []evaluation.Finding) {
	p := Parts{Keeper: cmp.Or(list.Body, keeper, list.ApprovedBy), Approver: list.ApprovedBy}
	var findings []evaluation.Finding
	find := func(what, remedy evaluation.Label, about string) {
		findings = append(findings, evaluation.Finding{Where: list.Code, What: what, Remedy: remedy, About: []string{about}})
	}
	seats := evaluation.Label{VI: "bổ sung thành viên của cấp có thẩm quyền rồi nhập lại danh sách", EN: "complete body_members.csv and import again"}
	p.Committee = d.Seats(p.Keeper, day)
	if n := len(p.Committee); n < quorumOfThree {
		find(evaluation.Label{
			VI: fmt.Sprintf("%s, nơi quản lý danh sách, có %d thành viên; cần người chủ trì và hai người kiểm phiếu", p.Keeper, n),
			EN: fmt.Sprintf("%s, which keeps the list, has %d member(s); a chair and two tellers are needed", p.Keeper, n),
		}, seats, p.Keeper)
	}
	under := d.Under(list.Unit)
	var own []string
	for _, s := range d.Incumbents(day) {
		if under[s.Post.Unit] && s.Post.IsHead {
			p.Proposers = append(p.Proposers, Proposer{Unit: s.Post.Unit, Official: s.Official})
			p.Convened = append(p.Convened, s.Official)
		}
		if s.Post.Unit == list.Unit {
			own = append(own, s.Official)
		}
	}
	p.Convened = union(p.Committee, p.Convened, own)
	if len(p.Proposers) == 0 {
		find(evaluation.Label{
			VI: "không đơn vị nào thuộc " + list.Unit + " có người đứng đầu để đề xuất", EN: "no unit below " + list.Unit + " has a head who could propose",
		}, evaluation.Label{VI: "bổ sung chức vụ đang giữ rồi nhập lại danh sách", EN: "complete tenures.csv and import again"}, list.Unit)
	}
	if d.Level(list.ApprovedBy) > roster.LevelDistrict {
		p.Recorders = recorders(d, p, list.Unit, day)
	} else if p.Approvers = d.Seats(list.ApprovedBy, day); len(p.Approvers) == 0 {
		find(evaluation.Label{
			VI: list.ApprovedBy + ", nơi phê duyệt danh sách, không có thành viên", EN: list.ApprovedBy + ", which approves the list, has no members",
		}, seats, list.ApprovedBy)
	}
	p.Positions = []string{list.Body}
	if list.Kind == roster.PlanKeyPosts {
		p.Positions = nil
		for _, post := range d.Posts {
			if post.Unit == list.Unit {
				p.Positions = append(p.Positions, post.Code)
			}
		}
		slices.Sort(p.Positions)
	}
	return p, findings
}

// recorders are who records what a superior body approves: whoever appraises in the committee or in another body of the
// unit, else the chair.
func recorders(d *roster.District, p Parts, unit string, day time.Time) []string {
	for _, body := range slices.Concat([]string{p.Keeper}, d.BodiesOf(unit)) {
		for _, m := range d.Members {
			if m.Body == body && m.Role == roster.RoleOrganisation && m.Period.Covers(day) {
				return []string{m.Official}
			}
		}
	}
	return p.Committee[:min(1, len(p.Committee))]
}
