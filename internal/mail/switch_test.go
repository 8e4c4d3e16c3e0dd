package mail_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/mail"
)

func TestOnlyWhatHasNoLegalWeightMayBeSwitchedOff(t *testing.T) {
	t.Parallel()
	may := map[mail.Kind]mail.Switch{
		mail.KindReminder: mail.ByReader, mail.KindDigest: mail.ByReader,
		mail.KindTaskOpened: mail.ByInstitution, mail.KindDueMoved: mail.ByInstitution, mail.KindEscalation: mail.ByInstitution,
		mail.KindPlanFindings: mail.ByInstitution,
	}
	for _, kind := range mail.Kinds() {
		vi, en := kind.Names()
		require.NotEmpty(t, vi, kind)
		require.NotEmpty(t, en, kind)
		by, optional := may[kind]
		require.Equal(t, optional, mail.CheckSwitch(kind, false) == nil, "%s by an administrator", kind)
		require.Equal(t, by == mail.ByReader, mail.CheckSwitch(kind, true) == nil, "%s by a reader", kind)
		if !optional {
			require.Equal(t, fault.Conflict, fault.KindOf(mail.CheckSwitch(kind, false)))
			require.Equal(t, mail.Always, kind.Switch())
		}
	}
	require.Equal(t, fault.NotFound, fault.KindOf(mail.CheckSwitch("gossip", false)))
}
