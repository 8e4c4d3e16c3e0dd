package ballot

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"math/big"
	"strings"

	"canbo/internal/fault"
)

const (
	keySize   = 32
	nonceSize = 32
)

// Key makes and checks the papers of one ballot. It is made at opening and destroyed by the count.
type Key []byte

// Token is the right to cast one paper: `{subject}.{base64url of nonce and HMAC}`, about 90 ASCII characters after the
// subject's code. It is a secret of its holder: never log it, store it or put it into an error.
type Token string

// TokenHash is the SHA-256 of a token, the only trace of it on the paper.
type TokenHash [sha256.Size]byte

// Paper is a drawn paper, blank, in the voter's hands.
type Paper struct {
	Subject string `json:"subject"`
	Token   Token  `json:"token"`
}

// Cast is a paper put into the box: its token, and one of the ballot's choices or Blank.
type Cast struct {
	Token  Token  `json:"token"`
	Choice string `json:"choice"`
}

// NewKey reads a new key from random (crypto/rand.Reader outside tests).
func NewKey(random io.Reader) (Key, error) {
	key := make(Key, keySize)
	if _, err := io.ReadFull(random, key); err != nil {
		return nil, fmt.Errorf("make a ballot key: %w", err)
	}
	return key, nil
}

// Draw makes one paper for each subject, in random order.
func (k Key) Draw(random io.Reader, ballotID string, subjects []string) ([]Paper, error) {
	papers := make([]Paper, len(subjects))
	for i, subject := range subjects {
		nonce := make([]byte, nonceSize)
		if _, err := io.ReadFull(random, nonce); err != nil {
			return nil, fmt.Errorf("draw papers of ballot %s: %w", ballotID, err)
		}
		papers[i] = Paper{subject, format(subject, append(nonce, k.mac(ballotID, subject, nonce)...))}
	}
	return papers, Shuffle(random, papers)
}

// Open checks casts and returns what each paper says, by the hash of its token. The same cast twice is one paper. It
// refuses all of them if one is wrong: fault.Invalid bad_token for a token that this key did not make for this ballot,
// unknown_choice for a choice that the paper does not have, too_many_papers for more than one voter can have; and
// fault.Conflict paper_already_cast for one token with two choices. The errors tell neither token, subject nor choice.
func (k Key) Open(spec Spec, casts []Cast) (map[TokenHash]Marked, error) {
	if len(casts) > len(spec.Subjects) {
		return nil, fault.New(fault.Invalid, "too_many_papers", "There are more papers than one voter has.")
	}
	papers := make(map[TokenHash]Marked, len(casts))
	for _, cast := range casts {
		subject, ok := k.check(spec.ID, cast.Token)
		if !ok {
			return nil, fault.New(fault.Invalid, "bad_token", "A paper is not of this ballot.")
		}
		if !spec.Takes(cast.Choice) {
			return nil, fault.New(fault.Invalid, "unknown_choice", "A paper marks a box that this ballot does not have.")
		}
		hash, paper := TokenHash(sha256.Sum256([]byte(cast.Token))), Marked{subject, cast.Choice}
		if earlier, twice := papers[hash]; twice && earlier != paper {
			return nil, AlreadyCast()
		}
		papers[hash] = paper
	}
	return papers, nil
}

// AlreadyCast is the refusal of a token that was used with another choice. It does not tell which.
func AlreadyCast() error {
	return fault.New(fault.Conflict, "paper_already_cast", "A paper was cast before with another choice.")
}

// Shuffle puts items into a uniformly random order (Fisher-Yates).
func Shuffle[T any](random io.Reader, items []T) error {
	for i := len(items) - 1; i > 0; i-- {
		j, err := rand.Int(random, big.NewInt(int64(i+1)))
		if err != nil {
			return fmt.Errorf("shuffle: %w", err)
		}
		items[i], items[j.Int64()] = items[j.Int64()], items[i]
	}
	return nil
}

// check returns the subject of a token that this key made for this ballot.
func (k Key) check(ballotID string, token Token) (subject string, ok bool) {
	subject, secret, ok := parse(token)
	return subject, ok && hmac.Equal(secret[nonceSize:], k.mac(ballotID, subject, secret[:nonceSize]))
}

// mac binds ballot, subject and nonce; the lengths keep two different triples from being the same bytes.
func (k Key) mac(ballotID, subject string, nonce []byte) []byte {
	mac := hmac.New(sha256.New, k)
	for _, part := range [][]byte{[]byte("canbo ballot paper 1"), []byte(ballotID), []byte(subject), nonce} {
		mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		mac.Write(part)
	}
	return mac.Sum(nil)
}

func format(subject string, secret []byte) Token {
	return Token(subject + "." + base64.RawURLEncoding.EncodeToString(secret))
}

// parse accepts the one spelling that format gives: base64 decoders let line breaks and stray bits pass, and a second
// spelling of a token would have a second hash and so a second vote.
func parse(token Token) (subject string, secret []byte, ok bool) {
	subject, text, _ := strings.Cut(string(token), ".")
	secret, err := base64.RawURLEncoding.DecodeString(text)
	ok = err == nil && codePattern.MatchString(subject) && len(secret) == nonceSize+sha256.Size &&
		format(subject, secret) == token
	return subject, secret, ok
}
