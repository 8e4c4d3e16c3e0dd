// Package paper makes what leaves the screen: official documents as PDF and tables as XLSX.
//
// A document of its own kind, such as a CountRecord, is a plain struct; its Document method lays it out as a Document,
// the model that tests compare, and Document.PDF draws that. The same record gives the same bytes: nothing in them comes
// from a clock. What the record does not hold (the number of a document, the day on which an office signs it) stays a
// dotted blank, as in the printed forms.
//
// The layout is that of Party documents (Instruction 36-HD/VPTW of 3 April 2018) or of administrative documents (Decree
// 30/2020/NĐ-CP, Annex I). Of both texts only summaries were at hand: margins and sizes are to be checked against them.
//
// The package may import calendar, ballot, evaluation and fault. It must not know who may read what, where records are kept, or HTTP.
package paper
