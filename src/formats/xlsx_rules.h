/* SPDX-License-Identifier: MIT */
/* Fills that rules of a sheet give (conditional formats), as far as a rule compares a cell with constants. */
#ifndef FORMATS_XLSX_RULES_H
#define FORMATS_XLSX_RULES_H

#include "formats/xlsx_parts.h"

typedef enum {
    RULE_UNREAD, /* needs a formula or the values of other cells */
    RULE_ALWAYS,
    RULE_NEVER,
    RULE_LESS,
    RULE_LESS_OR_EQUAL,
    RULE_EQUAL,
    RULE_NOT_EQUAL,
    RULE_GREATER_OR_EQUAL,
    RULE_GREATER,
    RULE_BETWEEN,
    RULE_NOT_BETWEEN,
    RULE_CONTAINS,
} XlsxRuleKind;

typedef struct {
    XlsxRuleKind kind;
    SheetRanges ranges;
    int dxf, priority;
    int operands;     /* met so far */
    double low, high; /* constants; of texts text */
    const char *text; /* folded; NULL: the constants are numbers */
} XlsxRule;

typedef struct {
    bool inside; /* between the tags of conditional formats */
    bool unread; /* some of them colour cells in a way that is not read */
    SheetRanges ranges;
    LIST_OF(XlsxRule) all;
} XlsxRules;

/* Events of a sheet from a conditionalFormatting on; the text of a formula is collected in file->text. */
MUST_USE Err *xlsx_rules_start(XlsxFile *file, XlsxRules *rules, const char *name, XmlAttributes attributes);
MUST_USE Err *xlsx_rules_end(XlsxFile *file, XlsxRules *rules, const char *name);

/* Colours the cells that have a value; sheet->rule_fills tells of rules that were not read. */
MUST_USE Err *xlsx_rules_apply(XlsxFile *file, XlsxRules *rules, Sheet *sheet);

#endif
