package pages

// Flashes are what the next page says was done, by the code that travels in a cookie.
var Flashes = map[string]Text{
	"signed_out":        SignedOut,
	"filed":             Filed,
	"draft_saved":       DraftSaved,
	"self_review_filed": SelfReviewFiled,
}
