package access

// Role says what somebody is to the product.
type Role string

// The roles. Officials are people of the roster. The others are held by API keys, or granted to officials.
const (
	Anonymous     Role = "anonymous"
	Official      Role = "official"
	Administrator Role = "administrator" // steers, and answers for who else may
	Organiser     Role = "organiser"     // steers cycles, reviews and rotations; nothing of the office itself
	Inspector     Role = "inspector"     // reads what is needed to check a result, and changes nothing
)

// Grantable are the roles that an official may be granted.
func Grantable() []Role { return []Role{Administrator, Organiser, Inspector} }

// keyActor begins the id of an API key, so that no key can pass for an official.
const keyActor = "key:"

// Actor is who asks. ID is an official's code, or `key:` and the name of an API key.
type Actor struct {
	Role    Role
	ID      string
	Granted []Role // to an official, beside being one
}

// Steers reports whether the actor acts as one who steers processes, not as an official of them.
func (a Actor) Steers() bool { return a.Role == Administrator || a.Role == Organiser }

// Nobody is the actor of a request without a session or key.
func Nobody() Actor { return Actor{Role: Anonymous} }

// Subject is how the actor stands to what the act is about. The zero value is a stranger to it.
type Subject struct {
	Owner       string // the official whose record it is, or whose command; "" when nobody's in particular
	Announced   bool   // the result it is about has been announced
	Filed       bool   // the actor has commented on the owner, or comments are closed
	Conference  Seat   // the actor's seat in the unit's conference
	Sitting     Seat   // the actor's seat in the body that decides on it
	Participant bool   // the actor has or had a task in the process, or is a member of its meeting
	Presider    bool   // the actor presides over the petition
	StandIn     bool   // the actor does a task in the process in the place of another
	Announcer   bool   // the actor announces the results of the cycle
	Teller      bool   // the actor is a teller of a ballot on paper in the process
}

// Seat is the actor's place in a meeting. Chair, Deputy and Appraiser say more about a member; the zero value has no
// seat.
type Seat struct {
	Member    bool
	Chair     bool
	Deputy    bool
	Appraiser bool // prepares the appraisal for the body
}
