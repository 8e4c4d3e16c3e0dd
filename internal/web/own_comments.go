package web

import (
	"context"
	"time"

	"canbo/internal/policy"
	"canbo/internal/postgres"
)

// shownComments are the comments on somebody as far as the policy of the cycle shows them to the official.
func (s *server) shownComments(ctx context.Context, cycle, official string) (items[postgres.CommentView], error) {
	shown := items[postgres.CommentView]{Items: []postgres.CommentView{}}
	pol, err := s.cyclePolicy(ctx, cycle)
	if err != nil || pol.Evaluation.CommentsShown == nil {
		return shown, err
	}
	comments, err := s.Store.Comments(ctx, cycle, official)
	for _, c := range comments {
		if c.WithdrawnAt != nil {
			continue
		}
		if pol.Evaluation.CommentsShown.Value != policy.ShownAuthors {
			c.Author, c.OnBehalf, c.FiledAt = "", nil, c.FiledAt.Truncate(24*time.Hour) // the moment would tell who it was
		}
		shown.Items = append(shown.Items, c)
	}
	return shown, err
}
