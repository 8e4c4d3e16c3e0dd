package rosterbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"canbo/internal/fault"
)

// The most that is read. A roster of ten thousand officials is a tenth of it.
const (
	MaxUpload = 8 << 20 // bytes of all files as they are handed in

	maxUnpacked = 64 << 20 // bytes of all parts of an archive
	maxParts    = 200      // files in an archive
	maxRows     = 100_000  // of a sheet
	maxColumns  = 100
)

// File is one file as it was handed in.
type File struct {
	Name    string
	Content []byte
}

// Read returns the CSV files that files stand for, by name such as officials.csv, and only those whose name without
// ending is one of known: a sheet or file of another name is refused, so that nobody believes it was read.
//
// Errors, all fault.Invalid: too_large, not_a_workbook, unknown_sheet, sheet_twice, nothing_in_it.
func Read(files []File, known []string) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, f := range files {
		parts, err := readFile(f)
		if err != nil {
			return nil, err
		}
		for _, p := range parts {
			name := strings.ToLower(strings.TrimSpace(strings.TrimSuffix(path.Base(p.Name), path.Ext(p.Name))))
			switch {
			case !slices.Contains(known, name):
				return nil, fault.New(fault.Invalid, "unknown_sheet", "%.60q is no sheet of a roster; remove it. The sheets are: %s.",
					p.Name, strings.Join(known, ", "))
			case out[name+".csv"] != nil:
				return nil, fault.New(fault.Invalid, "sheet_twice", "%s is there twice; keep one.", name)
			}
			out[name+".csv"] = p.Content
		}
	}
	if len(out) == 0 {
		return nil, fault.New(fault.Invalid, "nothing_in_it", "There is no sheet with anything in it.")
	}
	return out, nil
}

// readFile is the CSV files that one file stands for; their names have the ending .csv.
func readFile(f File) ([]File, error) {
	if len(f.Content) > MaxUpload {
		return nil, tooLarge()
	}
	if !bytes.HasPrefix(f.Content, []byte("PK")) {
		if !strings.EqualFold(path.Ext(f.Name), ".csv") {
			return nil, notAWorkbook(f.Name)
		}
		return []File{f}, nil
	}
	parts, err := unpack(f)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(parts, func(p File) bool { return p.Name == "[Content_Types].xml" }) {
		return readWorkbook(f)
	}
	return slices.DeleteFunc(parts, func(p File) bool { // what systems add by themselves
		return !strings.EqualFold(path.Ext(p.Name), ".csv") || strings.HasPrefix(path.Base(p.Name), ".")
	}), nil
}

// unpack reads all parts of an archive, whatever they say of their size, and stops at the bounds.
func unpack(f File) ([]File, error) {
	r, err := zip.NewReader(bytes.NewReader(f.Content), int64(len(f.Content)))
	if err != nil {
		return nil, notAWorkbook(f.Name)
	}
	if len(r.File) > maxParts {
		return nil, tooLarge()
	}
	var parts []File
	left := int64(maxUnpacked)
	for _, entry := range r.File {
		if entry.FileInfo().IsDir() {
			continue
		}
		content, err := unpackPart(entry, left)
		if err != nil {
			return nil, notAWorkbook(f.Name)
		}
		if left -= int64(len(content)); left < 0 {
			return nil, tooLarge()
		}
		parts = append(parts, File{entry.Name, content})
	}
	return parts, nil
}

// unpackPart reads one part; of one that is larger than left it reads a byte more.
func unpackPart(entry *zip.File, left int64) ([]byte, error) {
	part, err := entry.Open()
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", entry.Name, err)
	}
	defer part.Close()
	content, err := io.ReadAll(io.LimitReader(part, left+1))
	if err != nil {
		return nil, fmt.Errorf("unpack %q: %w", entry.Name, err)
	}
	return content, nil
}

func tooLarge() error {
	return fault.New(fault.Invalid, "too_large",
		"The file is too large: at most %d MiB, unpacked %d MiB, %d rows and %d columns of a sheet. Hand it in in parts.",
		MaxUpload>>20, maxUnpacked>>20, maxRows, maxColumns)
}

func notAWorkbook(name string) error {
	return fault.New(fault.Invalid, "not_a_workbook", "%.60q is neither a workbook (.xlsx) nor a CSV file nor a ZIP of CSV files that can be read.", name)
}
