package evaluation

import (
	"fmt"
	"slices"
	"strings"

	"canbo/internal/ballot"
	"canbo/internal/procedure"
)

// Ready finds where the prepared processes of a cycle would come to a dead end because everybody left has a conflict of
// interest: it asks the same functions that later say who acts, in the same order. Conferences and sittings that lack
// people altogether are for Enrol to find.
func Ready(processes []procedure.NewProcess) []Finding {
	r := readiness{proposers: map[string]string{}}
	for _, p := range processes {
		if u, ok := p.Input.(*UnitReview); ok && len(u.Members) >= 3 {
			r.review(u)
		}
	}
	for _, p := range processes {
		if b, ok := p.Input.(*BodyDecision); ok && len(b.Members) >= 3 && b.Chair != "" && b.Appraiser != "" {
			r.sitting(b)
		}
	}
	return r.findings
}

type readiness struct {
	proposers map[string]string // who will propose, by official
	findings  []Finding
}

var (
	remedyConference = Label{
		"họp chung với đơn vị khác, hoặc bổ sung thành viên không phải là người thân",
		"hold the conference together with another unit, or add a member who is no relative",
	}
	remedyBody = Label{
		"bổ sung vào cấp có thẩm quyền một thành viên không phải là người thân và không có việc khác trong hồ sơ này",
		"seat another member in body_members.csv who is no relative and has no other part in the case",
	}
)

// find adds a finding about somebody; among are their relatives, whom both texts name.
func (r *readiness) find(where string, what Label, among []string, remedy Label, about ...string) {
	if len(among) > 0 {
		names := strings.Join(among, ", ")
		what.VI, what.EN = what.VI+" (người thân: "+names+")", what.EN+" (relatives: "+names+")"
	}
	r.findings = append(r.findings, Finding{Where: where, What: what, Remedy: remedy, About: append(about, among...)})
}

func (r *readiness) review(u *UnitReview) {
	r.vote(u.Unit, &u.State, u.Vote, u.Related, remedyConference)
	if off(&u.State, StepProposal) {
		return
	}
	for _, s := range u.Subjects {
		r.proposers[s] = u.proposer(s)
		if r.proposers[s] == "" {
			r.find(u.Unit, Label{"không ai được đề xuất mức xếp loại của " + s, "nobody may propose the grade of " + s},
				u.Related.among(u.Members, s), remedyConference, s)
		}
	}
}

func (r *readiness) sitting(b *BodyDecision) {
	r.vote(b.Body, &b.State, b.Vote, b.Related, remedyBody)
	for _, u := range b.Units {
		if b.rater(u.Unit) == "" {
			head := b.head(u.Unit)
			r.find(b.Body, Label{
				"không ai được ghi kết quả của " + u.Unit + ", do " + head + " đứng đầu", "nobody may record the result of " + u.Unit + ", which " + head + " heads",
			}, b.Related.among(b.Members, head), remedyBody, u.Unit, head)
		}
	}
	for _, c := range b.Cases {
		c.Proposer = r.proposers[c.Official]
		var what Label
		switch h := b.hands(c); "" {
		case h.Appraiser:
			what = Label{"không ai được xác nhận thẩm định đối với ", "nobody may confirm the appraisal of "}
		case h.Decider:
			if off(&b.State, StepDecision) {
				continue
			}
			what = Label{"không ai được quyết định đối với ", "nobody may decide on "}
		case h.Presider:
			what = Label{"không ai không có xung đột lợi ích để chủ trì giải quyết kiến nghị của ", "nobody without a conflict of interest could preside over a petition of "}
		default:
			continue
		}
		r.find(b.Body, Label{what.VI + c.Official, what.EN + c.Official}, b.Related.among(b.Members, c.Official), remedyBody, c.Official)
	}
}

// vote finds a ballot that could not be counted by two tellers of whom one checks the other, and subjects on whom too
// few may vote for the quorum.
func (r *readiness) vote(where string, s *procedure.State, v procedure.Vote, related Relatives, remedy Label) {
	if off(s, v.Step) {
		return
	}
	if !tellers(v, related) {
		r.find(where, Label{
			"không bầu được hai người kiểm phiếu: mọi thành viên ngoài người chủ trì đều là người thân của nhau",
			"no two tellers can be elected: all members besides the chair are related to each other",
		}, nil, remedy)
	}
	for _, subject := range v.Questions {
		convened := len(v.Roll)
		if slices.Contains(v.Roll, subject) {
			convened--
		}
		excluded := 0
		for _, e := range v.Excluded {
			if e.Subject == subject {
				excluded++
			}
		}
		may := convened - excluded
		if excluded > 0 && (may == 0 || !v.Quorum.Met(ballot.Heads{Convened: convened, Present: may, Issued: may})) {
			r.find(where, Label{
				fmt.Sprintf("chỉ %d trên %d người được bỏ phiếu về %s, không đủ tỷ lệ %d/%d", may, convened, subject, v.Quorum.Num, v.Quorum.Den),
				fmt.Sprintf("only %d of %d may vote on %s, too few for the quorum of %d/%d", may, convened, subject, v.Quorum.Num, v.Quorum.Den),
			}, related.among(v.Roll, subject), remedy, subject)
		}
	}
}

// tellers reports whether two members other than the chair are not related to each other.
func tellers(v procedure.Vote, related Relatives) bool {
	for i, a := range v.Roll {
		for _, b := range v.Roll[i+1:] {
			if a != v.Chair && b != v.Chair && !related.has(a, b) {
				return true
			}
		}
	}
	return false
}

// among are those of the people who are related to somebody.
func (r Relatives) among(people []string, subject string) []string {
	var out []string
	for _, who := range people {
		if r.has(who, subject) {
			out = append(out, who)
		}
	}
	return out
}

// off reports whether nobody here acts in a step: it is left out, or carried out elsewhere.
func off(s *procedure.State, step string) bool {
	st := s.Step(step)
	return st == nil || st.Mode != procedure.Internal
}
