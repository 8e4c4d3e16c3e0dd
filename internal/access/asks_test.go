package access_test

import "canbo/internal/access"

// asks are the actor and the subject of every way to ask that the matrix has a column for.
func asks() []struct {
	name    string
	actor   access.Actor
	subject access.Subject
} {
	official := access.Actor{Role: access.Official, ID: "an"}
	full := access.Subject{
		Owner: "binh", Announced: true, Filed: true, Participant: true, Presider: true, Announcer: true, Teller: true,
		Conference: access.Seat{Member: true, Chair: true, Deputy: true},
		Sitting:    access.Seat{Member: true, Chair: true, Deputy: true, Appraiser: true},
	}
	return []struct {
		name    string
		actor   access.Actor
		subject access.Subject
	}{
		{"nobody", access.Nobody(), full},
		{"administrator", access.Actor{Role: access.Administrator, ID: "key:office"}, full},
		{"inspector", access.Actor{Role: access.Inspector, ID: "key:audit"}, full},
		{"granted administrator", granted(access.Administrator), access.Subject{Owner: "binh", Announced: true, Filed: true}},
		{"granted organiser", granted(access.Organiser), access.Subject{Owner: "binh", Announced: true, Filed: true}},
		{"granted inspector", granted(access.Inspector), access.Subject{Owner: "binh", Announced: true, Filed: true}},
		{"everything granted in one's own case", granted(access.Grantable()...), access.Subject{Owner: "an", Filed: true}},
		{"stranger", official, access.Subject{Owner: "binh", Announced: true, Filed: true}},
		{"owner", official, access.Subject{Owner: "an", Filed: true, Presider: true}},
		{"informed owner", official, access.Subject{Owner: "an", Announced: true}},
		{"participant", official, access.Subject{Participant: true}},
		{"member", official, access.Subject{Owner: "binh", Conference: access.Seat{Member: true}}},
		{"witness", official, access.Subject{Owner: "binh", Filed: true, Conference: access.Seat{Member: true}}},
		{"chair", official, access.Subject{Conference: access.Seat{Member: true, Chair: true}}},
		{"deputy", official, access.Subject{Conference: access.Seat{Member: true, Deputy: true}}},
		{"decider", official, access.Subject{Owner: "binh", Sitting: access.Seat{Member: true}}},
		{"body chair", official, access.Subject{Sitting: access.Seat{Member: true, Chair: true}}},
		{"body deputy", official, access.Subject{Sitting: access.Seat{Member: true, Deputy: true}}},
		{"appraiser", official, access.Subject{Sitting: access.Seat{Member: true, Appraiser: true}}},
		{"presider", official, access.Subject{Owner: "binh", Presider: true}},
		{"announcer", official, access.Subject{Announcer: true}},
		{"teller", official, access.Subject{Teller: true}},
		{"stand-in", official, access.Subject{Owner: "binh", StandIn: true}},
	}
}

func granted(roles ...access.Role) access.Actor {
	return access.Actor{Role: access.Official, ID: "an", Granted: roles}
}

// columns are the names that stand for an ask in the matrix: somebody with a granted role is a stranger with the rights of
// the role, but for what only API keys do and, of an organiser, what is the office's.
func columns(act access.Act, ask string) []string {
	switch ask {
	case "granted administrator":
		if act == access.CreateKey || act == access.DrawSignIn {
			return nil
		}
		return []string{"stranger", "administrator"}
	case "granted organiser":
		switch act {
		case access.CreateKey, access.DrawSignIn, access.ListKeys, access.RevokeKey, access.SwitchMail, access.ListRoles, access.ReadRoleActs,
			access.GrantRole, access.WithdrawRole:
			return nil
		}
		return []string{"stranger", "administrator"}
	case "granted inspector":
		if act == access.DrawSignIn {
			return nil
		}
		return []string{"stranger", "inspector"}
	case "everything granted in one's own case":
		return []string{"owner"}
	}
	return []string{ask}
}
