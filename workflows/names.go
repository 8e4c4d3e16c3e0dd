package workflows

// The names that running workflows and their clients know the shell by. They are frozen: a change strands every open process.
const (
	TaskQueue     = "canbo"   // workflows and the activities that record
	UpdateCommand = "command" // argument procedure.Command, result procedure.Outcome
	QueryState    = "state"   // result: the process's state as JSON
	NameLaunch    = "Launch"  // the workflow that schedules start; argument schedule.Schedule
	SignalPoke    = "poke"    // wake up: a new version may be there, which begins with a new run
)
