package mail

import (
	"embed"
	"fmt"
	"html/template"
	"strings"
	texttemplate "text/template"
	"time"
)

// The wording of each kind stands once, in templates/<kind>.tmpl, in three parts: subject, vi and en. A part is made of
// paragraphs, "- " items and "[label](link)" lines, from which the text and the HTML of the message are both made.

//go:embed templates
var templateFiles embed.FS

var (
	wordings   = mustWordings()
	htmlLayout = template.Must(template.ParseFS(templateFiles, "templates/layout.html"))
)

// vietnamTime is the zone of every time people read; Viet Nam has had no daylight saving since 1975.
var vietnamTime = time.FixedZone("+07", 7*60*60)

const lineWidth = 72 // columns of the text part

type blockKind int

const (
	paragraph blockKind = iota
	list
	link
)

// block is one paragraph (Lines[0]), list (Lines) or link (Lines[0] is the label).
type block struct {
	kind  blockKind
	Lines []string
	URL   string
}

// IsList and IsLink tell the layout what to draw.
func (b block) IsList() bool { return b.kind == list }
func (b block) IsLink() bool { return b.kind == link }

// letter is a message in one language.
type letter struct {
	Lang     string
	Greeting string
	Blocks   []block
	Closing  string
	Sender   string
	Footer   string
}

func mustWordings() map[Kind]*texttemplate.Template {
	functions := texttemplate.FuncMap{
		"line": func(s string) string { return strings.Join(strings.Fields(s), " ") },
		"time": showTime,
		"day":  func(t time.Time) string { return t.Format("02/01/2006") },
	}
	all := make(map[Kind]*texttemplate.Template)
	for _, kind := range Kinds() {
		t := texttemplate.New(string(kind)).Funcs(functions).Option("missingkey=error")
		all[kind] = texttemplate.Must(t.ParseFS(templateFiles, "templates/shared.tmpl", "templates/"+string(kind)+".tmpl"))
	}
	return all
}

// write fills in the wording of data: the subject and the letters in Vietnamese and English.
func write(data Data, to, from Correspondent) (subject string, letters []letter, err error) {
	wording := wordings[data.Kind()]
	part := func(name string) string {
		var out strings.Builder
		if e := wording.ExecuteTemplate(&out, name, data); e != nil && err == nil {
			err = fmt.Errorf("fill %s of mail %s: %w", name, data.Kind(), e)
		}
		return out.String()
	}
	vi := letter{
		Lang: "vi", Greeting: "Kính gửi đồng chí,", Closing: "Trân trọng,", Sender: from.Name,
		Footer: "Thư này được gửi tự động, đề nghị không trả lời thư này.",
	}
	en := letter{
		Lang: "en", Greeting: "Dear colleague,", Closing: "Yours faithfully,", Sender: from.Name,
		Footer: "This message was sent automatically; please do not reply to it.",
	}
	if name := strings.Join(strings.Fields(to.Name), " "); name != "" {
		vi.Greeting, en.Greeting = "Kính gửi đồng chí "+name+",", "Dear "+name+","
	}
	vi.Blocks, en.Blocks = parseBlocks(part("vi")), parseBlocks(part("en"))
	return strings.TrimSpace(part("subject")), []letter{vi, en}, err
}

// showTime is how people read a time: dd/mm/yyyy hh:mm in Viet Nam. Midnight is the end of the day before, as people
// say a due time: until 24:00 of the last day.
func showTime(t time.Time) string {
	local := t.In(vietnamTime)
	if h, m, s := local.Clock(); h+m+s == 0 {
		return local.AddDate(0, 0, -1).Format("02/01/2006") + " 24:00"
	}
	return local.Format("02/01/2006 15:04")
}

// parseBlocks reads a filled part. Items stay in one list when only empty lines stand between them.
func parseBlocks(text string) []block {
	var blocks []block
	open := false // the last block is a paragraph that the next line continues
	for raw := range strings.Lines(text) {
		line := strings.TrimSpace(raw)
		if line == "" {
			open = false
			continue
		}
		last := len(blocks) - 1
		if item, ok := strings.CutPrefix(line, "- "); ok {
			if last >= 0 && blocks[last].kind == list {
				blocks[last].Lines = append(blocks[last].Lines, item)
			} else {
				blocks = append(blocks, block{kind: list, Lines: []string{item}})
			}
			open = false
			continue
		}
		if label, target, ok := strings.Cut(line, "]("); ok && strings.HasPrefix(label, "[") {
			blocks = append(blocks, block{kind: link, Lines: []string{label[1:]}, URL: strings.TrimSuffix(target, ")")})
			open = false
			continue
		}
		if open {
			blocks[last].Lines[0] += " " + line
			continue
		}
		blocks = append(blocks, block{kind: paragraph, Lines: []string{line}})
		open = true
	}
	return blocks
}

// plain renders letters as text, Vietnamese above English.
func plain(letters []letter) string {
	var out strings.Builder
	for i, l := range letters {
		if i > 0 {
			out.WriteString("\n" + strings.Repeat("-", lineWidth) + "\n\n")
		}
		out.WriteString(l.Greeting + "\n\n")
		for _, b := range l.Blocks {
			switch b.kind {
			case list:
				for _, item := range b.Lines {
					out.WriteString(wrap("- ", "  ", item))
				}
			case link:
				out.WriteString(b.Lines[0] + ":\n" + b.URL + "\n")
			default:
				out.WriteString(wrap("", "", b.Lines[0]))
			}
			out.WriteString("\n")
		}
		out.WriteString(l.Closing + "\n")
		if l.Sender != "" {
			out.WriteString(l.Sender + "\n")
		}
		out.WriteString("\n" + wrap("", "", l.Footer))
	}
	return out.String()
}

// rich renders letters as an HTML document without images, scripts or outside styles.
func rich(subject string, letters []letter) (string, error) {
	var out strings.Builder
	page := struct {
		Subject string
		Letters []letter
	}{subject, letters}
	if err := htmlLayout.Execute(&out, page); err != nil {
		return "", fmt.Errorf("lay out mail: %w", err)
	}
	return out.String(), nil
}

// wrap breaks text at spaces into lines of at most lineWidth characters, each ended by a newline. A longer word stands
// on a line of its own.
func wrap(first, rest, text string) string {
	var out strings.Builder
	line, empty := first, true
	for word := range strings.FieldsSeq(text) {
		switch {
		case empty:
			line += word
		case len([]rune(line))+1+len([]rune(word)) <= lineWidth:
			line += " " + word
		default:
			out.WriteString(line + "\n")
			line = rest + word
		}
		empty = false
	}
	out.WriteString(line + "\n")
	return out.String()
}
