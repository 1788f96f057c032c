#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes what is better made than kept: seeds and dictionaries of the fuzz targets. make.py FOLDER"""

import os
import sys

SPACES = " ".join(f"xmlns:{word}='{word[0]}{len(word)}'"
                  for word in ("office", "table", "text", "style", "fo", "calcext", "draw", "number", "manifest"))


def content(rows, automatic="", more=""):
    return (f"<office:document-content {SPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:spreadsheet><table:table table:name='a'>{rows}</table:table>{more}"
            "</office:spreadsheet></office:body></office:document-content>")


def row(*cells, **attributes):
    names = "".join(f" table:{name.replace('_', '-')}='{value}'" for name, value in attributes.items())
    return f"<table:table-row{names}>{''.join(cells)}</table:table-row>"


def cell(text, attributes=""):
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def typed(kind, attribute, value, text):
    return cell(text, f"office:value-type='{kind}' office:{attribute}='{value}'")


def style(name, inside="", more="", family="table-cell"):
    return f"<style:style style:name='{name}' style:family='{family}' {more}>{inside}</style:style>"


FILL = "<style:table-cell-properties fo:background-color='#9dc3e6'/>"
STYLES = f"<office:document-styles {SPACES}><office:styles>{style('Blue', FILL)}</office:styles></office:document-styles>"

ODS = {
    "numbers": content(row(typed("float", "value", "8.5", "8,5 ч"), typed("currency", "value", "-1e3", "-1 000 ₽"))),
    "percents": content(row(typed("percentage", "value", "0.125", "12,5%"), typed("float", "value", "0.2", "20%"))),
    "dates": content(row(typed("date", "date-value", "2026-06-15", "15.06.26"),
                         typed("date", "date-value", "2026-06-15T09:30:00", "x"),
                         typed("date", "date-value", "1899-12-30", "old"))),
    "times": content(row(typed("time", "time-value", "PT08H30M00S", "8:30"),
                         typed("time", "time-value", "-PT999999H59M59.9S", "x"))),
    "flags": content(row(typed("boolean", "boolean-value", "true", "TRUE"))),
    "texts": content(row(cell("a<text:s text:c='3'/>b<text:tab/><text:line-break/><text:span>c</text:span>"),
                         "<table:table-cell><text:p>one</text:p><text:p>two</text:p></table:table-cell>")),
    "strings": content(row("<table:table-cell office:value-type='string' office:string-value='s'/>")),
    "errors": content(row(cell("#N/A", "office:value-type='string' calcext:value-type='error'"))),
    "formulas": content(row("<table:table-cell table:formula='of:=1'/>",
                            cell("2", "table:formula='of:=1+1' office:value-type='float' office:value='2'"))),
    "notes": content(row("<table:table-cell><office:annotation><text:p>n</text:p></office:annotation>"
                         "<text:p>t</text:p></table:table-cell>")),
    "repeated": content(row(cell("x", "table:number-columns-repeated='7'"), number_rows_repeated="9")
                        + row(number_rows_repeated="1048560")),
    "too_long": content(row(cell("x"), number_rows_repeated="1048576")),
    "merged": content(row(cell("x", "table:number-columns-spanned='3' table:number-rows-spanned='2'"),
                          "<table:covered-table-cell table:number-columns-repeated='2'/>", cell("y"))
                      + row("<table:covered-table-cell/>", cell("z"))),
    "columns": content("<table:table-columns><table:table-column table:default-cell-style-name='Blue'/>"
                       "<table:table-column table:visibility='collapse' table:number-columns-repeated='2'/>"
                       "</table:table-columns>" + row(cell("1"), cell("2"), cell("3"))) + "\n\n" + STYLES,
    "hidden": content(row(cell("1"), visibility="collapse") + row(cell("2"), visibility="filter") + row(cell("3"))),
    "groups": content("<table:table-row-group><table:table-row-group>" + row(cell("1"))
                      + "</table:table-row-group></table:table-row-group>"),
    "styles": content(row(cell("x", "table:style-name='c'"), cell("y", "table:style-name='r'")),
                      style("c", "<style:text-properties fo:font-weight='bold'/><style:paragraph-properties "
                            "fo:margin-left='0.353cm'/>", "style:parent-style-name='Blue'")
                      + style("r", FILL + "<style:map style:condition='value()=1' style:apply-style-name='c'/>"))
    + "\n\n" + STYLES,
    "circle": content(row(cell("x", "table:style-name='a'")), style("a", "", "style:parent-style-name='b'")
                      + style("b", "", "style:parent-style-name='a'")),
    "hidden_sheet": content(row(cell("x")), style("t", "<style:table-properties table:display='false'/>", "", "table"),
                            "<table:table table:style-name='t'>" + row(cell("y")) + "</table:table>"),
    "shapes": content("<table:shapes><draw:frame><table:table>" + row(cell("c")) + "</table:table></draw:frame>"
                      "</table:shapes>" + row(cell("x"))),
    "rules": content(row(cell("x")) + "<calcext:conditional-formats><calcext:conditional-format/>"
                     "</calcext:conditional-formats>"),
    "letter": f"<office:document-content {SPACES}><office:body><office:text/></office:body></office:document-content>",
    "locked": content(row(cell("x"))) + "\n\n<s/>\n\n<m><manifest:encryption-data xmlns:manifest='m'/></m>",
    "doctype": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
    "deep": "<x>" * 80,
    "flat": f"<?xml version='1.0'?><office:document {SPACES} "
            "office:mimetype='application/vnd.oasis.opendocument.spreadsheet'><office:body><office:spreadsheet>"
            f"<table:table table:name='f'>{row(cell('x'))}</table:table></office:spreadsheet></office:body>"
            "</office:document>",
}

RULE = "<conditionalFormatting sqref='A1:C9 E1'><cfRule type='{}' dxfId='0' priority='1' {}>{}</cfRule>" \
       "</conditionalFormatting>"
SHEET = "<worksheet><sheetData><row><c><v>5</v></c><c t='str'><v>Ab</v></c></row></sheetData>{}</worksheet>"
DXFS = "<styleSheet><dxfs><dxf><fill><patternFill><bgColor rgb='FF9DC3E6'/></patternFill></fill></dxf></dxfs>" \
       "</styleSheet>"


def rule(kind, attributes="", *formulas):
    inside = "".join(f"<formula>{formula}</formula>" for formula in formulas)
    return SHEET.format(RULE.format(kind, attributes, inside)) + "\n\n" + DXFS


XLSX = {
    "less": rule("cellIs", "operator='lessThan'", "7"),
    "between": rule("cellIs", "operator='between'", "1", "9"),
    "words": rule("cellIs", "operator='equal'", '"ab"'),
    "contains": rule("containsText", "text='b'", "SEARCH(1)"),
    "always": rule("expression", "", "TRUE"),
    "unread": rule("expression", "", "A1&gt;B1"),
    "scale": rule("colorScale"),
    "not_between": rule("cellIs", "operator='notBetween'", "1", "9"),
    "more": rule("cellIs", "operator='greaterThan'", "1"),
    "never": rule("expression", "", "FALSE"),
    "number": rule("expression", "", "1"),
    "places": SHEET.format("<mergeCells><mergeCell ref='$A$1:B2'/><mergeCell ref='XFD1048576:A1'/></mergeCells>"),
    "shared": "<worksheet><sheetData><row r='3'><c r='B3' t='s'><v>0</v></c></row></sheetData></worksheet>\n\n<s/>\n\n"
              "<sst><si><r><t>a</t></r><rPh><t>b</t></rPh></si></sst>",
    "theme": "<worksheet><sheetData><row><c s='1'><v>1</v></c></row></sheetData></worksheet>\n\n<styleSheet><fills><fill/>"
             "<fill><patternFill patternType='solid'><fgColor theme='4' tint='0.5'/></patternFill></fill></fills><cellXfs>"
             "<xf/><xf fillId='1' numFmtId='14'/></cellXfs></styleSheet>\n\n<s/>\n\n<a:theme xmlns:a='a'><a:clrScheme>"
             "<a:accent1><a:srgbClr val='00B0F0'/></a:accent1></a:clrScheme></a:theme>",
}

JSON = ["", "{}", "[]", "null", "true", "0", "-1.5e10", '"x"', '{"a":1}', '[1,2,3]', '{"a":{"b":[{"c":null}]}}',
        '"\\u0041\\n\\\\"', '"\\ud83d\\ude00"', '{"a":1,"a":2}', "[" * 40 + "]" * 40, "9223372036854775807",
        "9223372036854775808", '{"week":"2026-06-15","minutes":480}', '{"a"', "[1,]", "\ufeff{}", '"Анна"', "nul"]

IMPORT = {
    "iso_weeks.csv": "Сотрудник;Проект;2026-W25;2026-W26\nАнна;Сайт;20;30?\n",
    "months.csv": "Person,Project,2026-06,2026-07\nAnna,Site,20%,30%\n",
    "no_year.csv": "Person,Project,Nov 30,Dec 7,Jan 4\nAnna,Site,0.2,0.3,0.5\n",
    "ranges.csv": "Сотрудник;31.08–06.09;07.09–13.09\nАнна;20% Сайт; 30% Клиент Б\nИван;Отпуск;больничный\n",
    "hours.csv": "Сотрудник;Проект;15.06.2026\nАнна;Сайт;8 ч\n;Внутреннее;4:30\nИтого;;12,5\n",
    "long_hours.csv": "Сотрудник;Проект;Неделя;Часы\nАнна;Сайт;15.06.2026;8\nАнна;Сайт;2026-W26;6,5\n",
    "sundays.csv": "Person,2026-06-14,2026-06-21\nAnna,1,2\n",
    "mixed.csv": "Person,2026-06,2026-W30\nAnna,1,2\n",
    "phases.csv": "Фаза;;1;1;2\nСотрудник;Роль;36 нед;37 нед;38 нед\nАнна;дизайнер;20;20;20\n",
    "blank_names.csv": "Сотрудник;Проект;15.06.2026\nАнна;А;1\n;Б;2\n;;\nИван;А;3\n",
    "tabs.tsv": "Person\tProject\tWeek 1\tWeek 2\nAnna\tSite\t10\t20\n",
    "preamble.csv": "Загрузка\n\nна 2026 год\nСотрудник;15.06.2026\nАнна;100\n",
    "shares.csv": "Сотрудник;Проект;15.06.2026\nАнна;А;0.5\nАнна;Б;0.5\n",
    "over.csv": "Сотрудник;Проект;15.06.2026\nАнна;А;90\nАнна;Б;90\n",
    "quoted.csv": '"Сотрудник";"Проект, этап";"15.06.2026"\n"Анна ""А""";"x\ny";"20?"\n',
    "unclosed.csv": 'Сотрудник;15.06.2026\n"Анна;20\n',
    "formulas.csv": "Сотрудник;15.06.2026\n'=1+1;20\n",
    "only_heads.csv": "Сотрудник;15.06.2026;22.06.2026\n",
    "no_heads.csv": "a;b;c\n1;2;3\n",
    "words.csv": "Сотрудник;15.06.2026;22.06.2026\nАнна;ОТП;Б\nИван;Обучение;Резерв\n",
}

WORDS = {
    "fuzz_ods": ["table:table", "table:table-row", "table:table-cell", "table:covered-table-cell", "text:p", "text:s",
                 "office:value-type", "office:value", "float", "percentage", "currency", "date", "time", "boolean",
                 "string", "office:date-value", "office:time-value", "office:string-value", "table:formula",
                 "table:number-columns-repeated", "table:number-rows-repeated", "table:number-columns-spanned",
                 "table:number-rows-spanned", "table:style-name", "table:default-cell-style-name", "table:visibility",
                 "collapse", "filter", "style:style", "style:family", "style:parent-style-name", "table-cell",
                 "fo:background-color", "transparent", "#9dc3e6", "fo:font-weight", "bold", "fo:margin-left", "cm",
                 "office:automatic-styles", "office:styles", "office:body", "office:spreadsheet", "office:annotation",
                 "table:shapes", "table:table-row-group", "calcext:value-type", "error", "style:map", "\n\n",
                 "1048576", "2147483647", "-1", "PT", "H", "M", "S", "&#10;", "]]>", "<![CDATA["],
    "fuzz_xlsx": ["worksheet", "sheetData", "<row r='", "<c r='", " t='s'", " t='str'", " t='inlineStr'", " t='b'",
                  " t='e'", " t='d'", "<v>", "</v>", "<f>", "<is>", "<t>", "mergeCell", "ref='A1:B2'", "<col min='",
                  "hidden='1'", "outlineLevel='", "conditionalFormatting", "sqref='", "cfRule", "dxfId='0'", "cellIs",
                  "containsText", "expression", "operator='", "between", "<formula>", "styleSheet", "<fills>",
                  "<fill>", "patternFill", "patternType='solid'", "fgColor", "bgColor", "theme='", "tint='", "rgb='",
                  "indexed='", "<dxfs>", "<dxf>", "numFmt", "formatCode='", "cellXfs", "<xf ", "fillId='", "fontId='",
                  "indent='", "<fonts>", "<b/>", "<sst>", "<si>", "_x000D_", "XFD1048576", "date1904='1'", "\n\n"],
    "fuzz_csv": ["sep=;", "\r\n", '""', '"', ";", ",", "\t", "\ufeff", "Анна", "20?", "'="],
    "fuzz_cell": ["нед", "неделя", "Week", "W", "2026-W25", "Q1", "янв", "июня", "Jan", "–", "-", "31.08", "2026",
                  "ч", "ч.", "h", "%", "?", "мин", "м", "1:30", "0,5", "1 000", "\u00a0", "\u202f", "−", "(", ")",
                  "н/д", "—", "₽", "1h 30m", "PT1H", "Отпуск"],
    "fuzz_import": ["Сотрудник", "Проект", "Клиент", "Неделя", "Часы", "Итого", "Person", "Project", "Week", "Hours",
                    "Total", "2026-W25", "15.06.2026", "Nov 30", "36 нед", ";", "\n", "20%", "8 ч", "Отпуск", "?"],
    "fuzz_json": ["{", "}", "[", "]", ":", ",", '"', "null", "true", "false", "\\u", "\\ud83d", "1e9", "-0"],
}


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(text.encode())


def quoted(word):
    return '"' + "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\' else f"\\x{b:02x}"
                         for b in word.encode()) + '"'


def main(folder):
    sets = {"fuzz_ods": ODS, "fuzz_xlsx": XLSX, "fuzz_import": IMPORT,
            "fuzz_json": {f"{i:02}": text for i, text in enumerate(JSON)}}
    for target, seeds in sets.items():
        for name, text in seeds.items():
            write(f"{folder}/{target}/{name}", text)
    for target, words in WORDS.items():
        write(f"{folder}/{target}.dict", "".join(f"{quoted(word)}\n" for word in words))


if __name__ == "__main__":
    main(sys.argv[1])
