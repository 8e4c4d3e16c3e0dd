// Package strictyaml reads YAML documents that people keep under version control and that decide about people:
// policies and calendars.
//
// It refuses what a lenient reader lets pass (unknown and duplicate keys, anchors, second documents, decomposed
// Vietnamese text), checks the document against a JSON Schema, and names each problem by file, line, column and
// remedy, all of them at once. It imports the YAML and schema libraries and knows nothing of what a document means.
package strictyaml
