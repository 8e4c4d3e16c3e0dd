package postgres

import (
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// Lost reports whether err comes from a database that went away, is starting, has no connection to spare or preferred
// another transaction, rather than from what was asked of it. The same may succeed a moment later; whether it has succeeded already is not known.
func Lost(err error) bool {
	if refused, ok := errors.AsType[*pgconn.PgError](err); ok {
		return strings.HasPrefix(refused.Code, "08") || // connection exception
			strings.HasPrefix(refused.Code, "57P") || // shut down, starting, recovering
			strings.HasPrefix(refused.Code, "40") || // rolled back for the sake of another transaction
			refused.Code == "53300" // too many connections
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || pgconn.SafeToRetry(err)
}
