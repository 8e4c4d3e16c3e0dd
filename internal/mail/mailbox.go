package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	gomail "github.com/emersion/go-message/mail"
	gosmtp "github.com/emersion/go-smtp"

	"canbo/internal/fault"
)

const (
	mailboxMessages = 20_000  // kept in memory; the oldest go first
	mailboxBytes    = 1 << 20 // of one message
)

// Mailbox is the development mail server: it takes every message sent to it, keeps the last 20,000 in memory and shows
// them on web pages and as JSON. It listens on this machine only, since whoever reads it can sign in as anybody.
//
//	GET /                          list, filtered by to and kind
//	GET /messages/{id}             one message, text and HTML
//	GET /api/messages?to=&kind=&after=&limit=
//	GET /api/messages/{id}
type Mailbox struct {
	smtp, web net.Listener
	server    *gosmtp.Server
	http      *http.Server
	answer    func(address string) int
	stop      func() bool
	served    sync.WaitGroup

	mu       sync.RWMutex
	messages []stored // ascending by ID
	lastID   int64
}

// stored is one received message. The bodies stay in raw and are read when asked for.
type stored struct {
	id         int64
	to         string
	subject    string
	kind       Kind
	messageID  string
	raw        []byte
	receivedAt time.Time
}

// MailboxOption changes how a Mailbox behaves.
type MailboxOption func(*Mailbox)

// WithAnswers makes the mailbox answer RCPT for each address with the code that answer returns: 400-599 refuses, 0
// accepts. It is called once for each attempt, from many goroutines.
func WithAnswers(answer func(address string) int) MailboxOption {
	return func(m *Mailbox) { m.answer = answer }
}

// StartMailbox listens for SMTP and HTTP on the two addresses (host:port, port 0 picks a free one) and serves until ctx
// ends or Close is called. It fails with fault.Invalid when an address is not of this machine.
func StartMailbox(ctx context.Context, smtpAddr, httpAddr string, options ...MailboxOption) (*Mailbox, error) {
	for _, addr := range []string{smtpAddr, httpAddr} {
		if host, _, err := net.SplitHostPort(addr); err != nil || !loopback(host) {
			return nil, fault.New(fault.Invalid, "mailbox_address_invalid",
				"The development mailbox listens on this machine only, for example 127.0.0.1:8025.")
		}
	}
	m := &Mailbox{answer: func(string) int { return 0 }}
	for _, option := range options {
		option(m)
	}
	var err error
	var listen net.ListenConfig
	if m.smtp, err = listen.Listen(ctx, "tcp", smtpAddr); err != nil {
		return nil, fmt.Errorf("listen for mail on %s: %w", smtpAddr, err)
	}
	if m.web, err = listen.Listen(ctx, "tcp", httpAddr); err != nil {
		return nil, errors.Join(fmt.Errorf("show mail on %s: %w", httpAddr, err), m.smtp.Close())
	}
	m.server = gosmtp.NewServer(gosmtp.BackendFunc(func(*gosmtp.Conn) (gosmtp.Session, error) {
		return &session{mailbox: m}, nil
	}))
	m.server.Domain = "localhost"
	m.server.MaxMessageBytes = mailboxBytes
	m.server.ReadTimeout, m.server.WriteTimeout = time.Minute, time.Minute
	m.server.ErrorLog = log.New(io.Discard, "", 0) // a client that goes away is no news here
	m.http = &http.Server{Handler: m.routes(), ReadHeaderTimeout: 10 * time.Second}
	m.served.Go(func() { _ = m.server.Serve(m.smtp) })       // ends with an error when closed
	m.served.Go(func() { _ = m.http.Serve(m.web) })          // likewise
	m.stop = context.AfterFunc(ctx, func() { _ = m.shut() }) // nobody is left to tell
	return m, nil
}

// SMTPAddr returns host:port of the mail server.
func (m *Mailbox) SMTPAddr() string { return m.smtp.Addr().String() }

// HTTPURL returns the address of the web pages, without a slash at its end.
func (m *Mailbox) HTTPURL() string { return "http://" + m.web.Addr().String() }

// Messages returns the messages kept for an address, or all for "", in the order of their arrival.
func (m *Mailbox) Messages(to string) []ReceivedMessage {
	var all []ReceivedMessage
	for _, s := range m.oldest(filter{to: to}, mailboxMessages) {
		all = append(all, s.read())
	}
	return all
}

// Close stops both servers and forgets the messages. It may be called twice.
func (m *Mailbox) Close() error {
	m.stop()
	err := m.shut()
	m.served.Wait()
	return err
}

func (m *Mailbox) shut() error {
	// The listeners too: a server whose goroutine has not yet begun to serve does not know its own.
	var errs []error
	for _, err := range []error{m.server.Close(), m.http.Close(), m.smtp.Close(), m.web.Close()} {
		if !errors.Is(err, net.ErrClosed) && !errors.Is(err, gosmtp.ErrServerClosed) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// session is one SMTP connection.
type session struct {
	mailbox *Mailbox
	to      []string
}

// Mail accepts every sender.
func (s *session) Mail(string, *gosmtp.MailOptions) error { return nil }

// Rcpt accepts every receiver but those the mailbox was told to refuse.
func (s *session) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	if code := s.mailbox.answer(to); code != 0 {
		return &gosmtp.SMTPError{
			Code: code, EnhancedCode: gosmtp.EnhancedCode{code / 100, 0, 0}, Message: "refused, as the mailbox was told to",
		}
	}
	s.to = append(s.to, to)
	return nil
}

// Data stores the message once for each receiver.
func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	for _, to := range s.to {
		s.mailbox.store(to, raw)
	}
	return nil
}

// Reset forgets the receivers of the last message.
func (s *session) Reset() { s.to = nil }

// Logout has nothing to free.
func (s *session) Logout() error { return nil }

func (m *Mailbox) store(to string, raw []byte) {
	entry := stored{to: to, raw: raw, receivedAt: time.Now().UTC()}
	if r, err := gomail.CreateReader(bytes.NewReader(raw)); err == nil {
		entry.subject, _ = r.Header.Subject() // a header that cannot be decoded is shown as it came
		entry.kind = Kind(r.Header.Get(kindHeader))
		entry.messageID = r.Header.Get("Message-Id")
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lastID++
	entry.id = m.lastID
	if len(m.messages) >= mailboxMessages {
		m.messages = append(m.messages[:0:0], m.messages[mailboxMessages/10:]...) // in steps: copying each time would be slow
	}
	m.messages = append(m.messages, entry)
}

// filter chooses messages; the zero value chooses all.
type filter struct {
	to    string // the whole address, upper and lower case being the same
	kind  Kind
	after int64 // only IDs above
}

func (f filter) matches(s stored) bool {
	return s.id > f.after && (f.kind == "" || s.kind == f.kind) && (f.to == "" || strings.EqualFold(s.to, f.to))
}

// oldest returns at most limit matching messages in the order of their arrival.
func (m *Mailbox) oldest(f filter, limit int) []stored {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var found []stored
	for _, s := range m.messages {
		if len(found) == limit {
			break
		}
		if f.matches(s) {
			found = append(found, s)
		}
	}
	return found
}

// newest returns at most limit matching messages with IDs below before, the last one first; before 0 means no bound.
func (m *Mailbox) newest(f filter, before int64, limit int) []stored {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var found []stored
	for i := len(m.messages) - 1; i >= 0 && len(found) < limit; i-- {
		if s := m.messages[i]; (before == 0 || s.id < before) && f.matches(s) {
			found = append(found, s)
		}
	}
	return found
}

func (m *Mailbox) byID(id int64) (stored, bool) {
	found := m.oldest(filter{after: id - 1}, 1)
	if len(found) == 0 || found[0].id != id {
		return stored{}, false
	}
	return found[0], true
}
