# SPDX-License-Identifier: MIT
"""Files that nobody should have to read: bombs, lies, halves and absurd tables. For scenarios/uploads.py."""

import io
import zipfile

BOOK = "<workbook xmlns:r='r'><sheets><sheet name='a' r:id='1'/></sheets></workbook>"
RELATIONS = ("<R><Relationship Id='1' Type='x/worksheet' Target='sheet.xml'/>"
             "<Relationship Id='2' Type='x/sharedStrings' Target='strings.xml'/>"
             "<Relationship Id='3' Type='x/styles' Target='styles.xml'/></R>")
SPACES = "xmlns:office='o' xmlns:table='t' xmlns:text='x'"


def packed(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in parts:
            with archive.open(name, "w") as entry:
                for piece in [data] if isinstance(data, (str, bytes)) else data:
                    entry.write(piece.encode() if isinstance(piece, str) else piece)
    return file.getvalue()


def xlsx(sheet, strings="<sst/>", styles="<styleSheet/>", relations=RELATIONS, more=()):
    return packed([("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", relations), ("xl/sheet.xml", sheet),
                   ("xl/strings.xml", strings), ("xl/styles.xml", styles), *more])


def ods(rows, manifest="<m/>"):
    head = (f"<office:document-content {SPACES}><office:body><office:spreadsheet><table:table table:name='a'>")
    tail = "</table:table></office:spreadsheet></office:body></office:document-content>"
    pieces = [head, rows, tail] if isinstance(rows, str) else [head, *rows, tail]
    return packed([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                   ("META-INF/manifest.xml", manifest), ("content.xml", pieces)])


def sheet(rows):
    return ["<worksheet><sheetData>", *([rows] if isinstance(rows, str) else rows), "</sheetData></worksheet>"]


def lied_size(file, name):
    """The directory says that the part is one byte long."""
    at = file.rindex(name.encode()) - 46
    return file[:at + 24] + b"\x01\0\0\0" + file[at + 28:]


def bombs(size):
    yield "too much of spaces.xlsx", xlsx(sheet(" " * (1 << 20) for _ in range(30 * size)))
    yield "too much of strings.xlsx", xlsx("<worksheet/>", ["<sst>", *("<si><t>a</t></si>" * 50000 for _ in range(20 * size)),
                                                              "</sst>"])
    yield "too much of cells.ods", ods("<table:table-row/>" * 50000 for _ in range(20 * size))
    yield "a size that lies.xlsx", lied_size(xlsx(sheet(" " * (1 << 20) for _ in range(25 * size))), "xl/sheet.xml")
    yield "an archive in an archive.xlsx", packed([("a.zip", packed([("xl/workbook.xml", BOOK)]))])
    yield "too many parts.xlsx", xlsx(sheet(""), more=[(f"xl/{i}", "") for i in range(2500)])
    entities = "".join(f"<!ENTITY a{i + 1} '{f'&a{i};' * 10}'>" for i in range(12))
    yield "billion laughs.xlsx", xlsx(f"<!DOCTYPE x [<!ENTITY a0 'ha'>{entities}]><worksheet>&a12;</worksheet>")
    yield "billion laughs.fods", (f"<?xml version='1.0'?><!-- office:document opendocument.spreadsheet -->"
                                  f"<!DOCTYPE x [<!ENTITY a0 'ha'>{entities}]><x>&a12;</x>").encode()


def lies():
    outside = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
    yield "external entity.xlsx", xlsx(f"{outside}<worksheet><sheetData><row><c t='str'><v>&e;</v></c></row>"
                                       "</sheetData></worksheet>")
    yield "external entity.ods", packed([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                                         ("content.xml", f"{outside}<x>&e;</x>")])
    yield "outside parts.xlsx", xlsx("<worksheet/>", more=[("../../../../tmp/takt-escaped", "x"), ("/tmp/takt-escaped", "x")],
                                     relations=RELATIONS.replace("sheet.xml", "../../../../etc/passwd"))
    yield "unknown encoding.xlsx", xlsx("<?xml version='1.0' encoding='x-klingon'?><worksheet/>")
    yield "wrong encoding.xlsx", xlsx("<?xml version='1.0' encoding='utf-16'?><worksheet/>")
    yield "bad bytes.xlsx", xlsx(b"<worksheet><sheetData><row><c t='str'><v>\xff\xfe\xc3(</v></c></row></sheetData></worksheet>")
    yield "locked.ods", ods("", manifest="<m><encryption-data/></m>")
    yield "a letter.odt", packed([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")])
    yield "old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000
    yield "locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16le") + b"\0" * 4000
    yield "paper.pdf", b"%PDF-1.7\n" + b"x" * 4000
    yield "page.csv", b"<!DOCTYPE html><html><body>Sign in</body></html>"
    yield "picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10
    yield "nothing.csv", b""
    yield "an image called a table.xlsx", b"GIF89a" + b"\0" * 100


def absurd():
    yield "deep.xlsx", xlsx("<x>" * 100000)
    yield "deep.fods", b"<?xml version='1.0'?><!-- office:document opendocument.spreadsheet -->" + b"<x>" * 100000
    yield "one attribute.xlsx", xlsx(f"<worksheet a='{'x' * (3 << 20)}'/>")
    many = " ".join(f"a{i}=''" for i in range(100000))
    yield "many attributes.xlsx", xlsx(f"<worksheet {many}/>")
    yield "one cell.xlsx", xlsx(sheet(f"<row><c t='str'><v>{'x' * (2 << 20)}</v></c></row>"))
    yield "a million rows.ods", ods("<table:table-row table:number-rows-repeated='1000000'><table:table-cell>"
                                    "<text:p>x</text:p></table:table-cell></table:table-row>")
    yield "a wide row.ods", ods("<table:table-row><table:table-cell table:number-columns-repeated='16384'>"
                                "<text:p>x</text:p></table:table-cell></table:table-row>")
    yield "a million rows.csv", b"a;b;c\n" + b"x;1;2\n" * 1000000
    yield "commas.csv", b"," * (2 << 20)
    yield "quotes.csv", b'"' * ((2 << 20) + 1)
    yield "an open quote.csv", b'a;b\n"' + b"x;y\n" * 200000
    ranges = "".join("<mergeCell ref='A1:GR9999'/>" for _ in range(20000))
    rows = "".join(f"<row r='{i + 1}'><c r='A{i + 1}'><v>1</v></c></row>" for i in range(2000))
    yield "overlapping ranges.xlsx", xlsx(f"<worksheet><sheetData>{rows}</sheetData>{ranges}</worksheet>")
    rule = "<conditionalFormatting sqref='A1:GR9999'><cfRule type='expression' dxfId='0'><formula>1</formula></cfRule>" \
           "</conditionalFormatting>"
    yield "a rule for everything.xlsx", xlsx(f"<worksheet><sheetData>{rows}</sheetData>{rule * 9000}</worksheet>",
                                             styles="<styleSheet><dxfs><dxf><fill><bgColor rgb='FF9DC3E6'/></fill></dxf>"
                                                    "</dxfs></styleSheet>")


def halves():
    whole = {"xlsx": xlsx(sheet("<row><c t='str'><v>Person</v></c></row>" * 500)),
             "ods": ods("<table:table-row><table:table-cell><text:p>Person</text:p></table:table-cell></table:table-row>" * 500)}
    for ending, data in whole.items():
        for part in (1, 2, 3):
            yield f"{part} of 4.{ending}", data[:len(data) * part // 4]
        yield f"all but a byte.{ending}", data[:-1]
    yield "half a letter.csv", "Сотрудник;15.06.2026\nАнна;20\n".encode("utf-16")[:-1]


def bad_files(size=1):
    """Pairs of a name and bytes; none may harm, most cannot be read at all. size 10: bombs as large as they get."""
    yield from bombs(size)
    for kind in (lies, absurd, halves):
        yield from kind()


# What holds a table after all.
READABLE = {"a rule for everything.xlsx", "half a letter.csv", "many attributes.xlsx"}
