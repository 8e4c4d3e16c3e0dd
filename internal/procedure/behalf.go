package procedure

import "canbo/internal/fault"

// As returns the command as an act of the one in whose name it is done: the official on whose behalf an administrator
// files it, otherwise its actor.
func (c Command) As() Command {
	if c.OnBehalfOf != "" {
		c.Actor, c.Role = c.OnBehalfOf, Official
	}
	return c
}

// checkBehalf lets only administrators file for others, and nobody what a ballot's own people must do themselves.
func (c Command) checkBehalf() error {
	if c.OnBehalfOf == "" {
		return nil
	}
	if err := c.mustBe(Administrator); err != nil {
		return err
	}
	switch c.Kind {
	case ActVote, CommandCount, CommandEnterCount, CommandConfirmCount:
		return fault.New(fault.Denied, "personal", "nobody votes, counts or signs a count for another")
	default:
		return nil
	}
}
