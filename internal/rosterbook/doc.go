// Package rosterbook reads what an office hands in as the folder of CSV files that it stands for, and writes such a folder
// as a workbook: an XLSX workbook whose sheets are named like the files, a ZIP of CSV files, or CSV files.
//
// What it reads comes from outside: sizes, numbers of files and cells are bounded before anything is unpacked. It imports
// roster for its sheets, and it must not know of the database or of HTTP.
package rosterbook
