// Package paper makes what leaves the screen: official documents as PDF and tables as XLSX.
//
// A document of its own kind, such as a CountRecord, is a plain struct; its Document method lays it out as a Document,
// the model that tests compare, and Document.PDF draws that. The same record gives the same bytes: nothing in them comes
// from a clock. What the record does not hold (the number of a document, the day on which an office signs it) stays a
// dotted blank, as in the printed forms.
//
// The layout is that of Party documents or of administrative documents.
//
// Party documents: Guideline 36-HD/VPTW of 3 April 2018. Checked against extracts: the heading "Đảng Cộng sản Việt Nam" at
// the top right with a line of its own length below it (part II, 1.1, thuvienphapluat.vn 40E51), and the sizes and styles of
// Annex 3 down to the text: heading 15 bold, office above 14, office 14 bold, number 14, place and date 14 italic, kind of
// document 15 to 16 bold, subject 14 to 15 bold, text 14 to 15 (thuvienphapluat.vn 40E84); the star below the office, and
// the number without a colon, as the Guideline's own heading has them. Not checked: the line below the subject, the sizes
// of the signature and of the recipients, the margins.
//
// Administrative documents: Decree 30/2020/NĐ-CP, Annex I, part I. Checked: paper, margins (20-25, 30-35, 15-20 mm) and page
// numbers (I.1 to I.7, scribd.com 652855730, luatvietnam.vn 24146), the national heading 12 to 13 bold, the motto 13 to
// 14 bold, office above and office 12 to 13, number 13, place and date 13 to 14 italic, kind of document and subject 13 to
// 14 bold, text 13 to 14 (V, thuvienphapluat 248921). Not checked: the lengths of the lines, the signature, the recipients.
//
// The package may import calendar, ballot, evaluation and fault. It must not know who may read what, where records are kept, or HTTP.
package paper
