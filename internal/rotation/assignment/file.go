package assignment

import (
	"encoding/json"
	"errors"
	"io"

	"canbo/internal/fault"
)

// Format is what a plan file says it is. A file of another form has another name.
const Format = "canbo-rotation-plan/1"

// File is a plan with everything that is needed to check it.
type File struct {
	Format   string   `json:"format"`
	Instance Instance `json:"instance"`
	SHA256   string   `json:"instance_sha256" doc:"Of the instance, as Digest counts it"`
	Plan     Plan     `json:"plan"`
}

// NewFile returns the file of a plan of an instance.
func NewFile(in Instance, plan Plan) (File, error) {
	digest, err := in.Digest()
	if err != nil {
		return File{}, err
	}
	return File{Format, in.Sorted(), digest, plan}, nil
}

// Verify checks the file as Check does, and that the instance is the one that was solved: `instance_changed` names the
// digests. A file that holds together may still be of another problem than somebody thinks: compare SHA256 with what the
// record says.
func (f File) Verify() error {
	if f.Format != Format {
		return fault.New(fault.Invalid, "bad_file", "format: %q is not %q", f.Format, Format)
	}
	digest, err := f.Instance.Digest()
	if err != nil {
		return err
	}
	var changed error
	if digest != f.SHA256 {
		changed = fault.New(fault.Invalid, "instance_changed", "instance_sha256: the instance has %s and the file says %s", digest, f.SHA256)
	}
	return errors.Join(changed, Check(f.Instance, f.Plan))
}

// ReadFile reads a plan file. It refuses unknown keys and anything after the end. Error: fault.Invalid `bad_file`.
func ReadFile(r io.Reader) (File, error) { return read[File](r) }

// ReadInstance reads an instance alone, in the same way.
func ReadInstance(r io.Reader) (Instance, error) { return read[Instance](r) }

func read[T any](r io.Reader) (value T, err error) {
	decoder := json.NewDecoder(r)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&value); err != nil {
		return value, unreadable(err, decoder.InputOffset())
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return value, fault.New(fault.Invalid, "bad_file", "byte %d: there is more after the end", decoder.InputOffset())
	}
	return value, nil
}

func unreadable(err error, offset int64) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fault.New(fault.Invalid, "bad_file", "byte %d: %s cannot be a %s", wrong.Offset, wrong.Field, wrong.Value)
	}
	return fault.New(fault.Invalid, "bad_file", "byte %d: %v", offset, err).Because(err)
}
