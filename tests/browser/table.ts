// SPDX-License-Identifier: MIT
// Writes small workbooks as a spreadsheet would: a ZIP of stored parts, strings in the cells.

export interface Cell {
  text: string | number;
  blue?: boolean;
}

const escape = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

function crc32(data: Buffer): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function zip(parts: Record<string, string>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const data = Buffer.from(text);
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x21, 8); // 1 January 1980
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, path, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    entries.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, tail, path]));
    bodies.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}

const column = (at: number): string => (at < 26 ? "" : column(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

function cellXml(cell: Cell, row: number, at: number): string {
  const head = `<c r="${column(at)}${row + 1}" s="${cell.blue ? 1 : 0}"`;
  if (typeof cell.text === "number") return `${head}><v>${cell.text}</v></c>`;
  return cell.text ? `${head} t="inlineStr"><is><t>${escape(cell.text)}</t></is></c>` : "";
}

export function workbook(sheet: string, rows: Cell[][]): Buffer {
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const link = (id: number, type: string, target: string): string => `<Relationship Id="rId${id}" Type="${links}/${type}" Target="${target}"/>`;
  const relations = (...all: string[]): string => `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join("")}</Relationships>`;
  const data = rows.map((cells, row) => `<row r="${row + 1}">${cells.map((cell, at) => cellXml(cell, row, at)).join("")}</row>`).join("");
  return zip({
    "[Content_Types].xml": `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
    "_rels/.rels": relations(link(1, "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": `${head}<workbook xmlns="${main}" xmlns:r="${links}"><sheets><sheet name="${escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(link(1, "worksheet", "worksheets/sheet1.xml"), link(2, "styles", "styles.xml")),
    "xl/styles.xml": `${head}<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF9DC3E6"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fillId="2" applyFill="1"/></cellXfs></styleSheet>`,
    "xl/worksheets/sheet1.xml": `${head}<worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`,
  });
}

export const csv = (rows: Cell[][]): Buffer => Buffer.from(`\ufeff${rows.map((cells) => cells.map((cell) => String(cell.text)).join(";")).join("\r\n")}\r\n`);

// The load of an agency of thirty as its table keeps it: a row for each person and project, a column a week.
const FIRST = ["Юлия", "Борис", "Вадим", "Галина", "Денис", "Ева", "Жанна", "Захар", "Инна", "Клим"];
const LAST = ["Абрамова", "Белых", "Ветлугин"];
const PROJECTS = ["Берег · Летняя кампания", "Порог · Запуск ЖК", "Маяк", "Внутреннее"];
export const WEEKS = ["22.06.2026", "29.06.2026", "06.07.2026", "13.07.2026", "20.07.2026", "27.07.2026"];

export function agencyOfThirty(): Cell[][] {
  const text = (...words: (string | number)[]): Cell[] => words.map((word) => ({ text: word }));
  const rows: Cell[][] = [text("План загрузки, %"), text("Сотрудник", "Должность", "Проект", ...WEEKS)];
  for (let who = 0; who < 30; who++) {
    const name = `${FIRST[who % 10]} ${LAST[Math.floor(who / 10)]}`;
    PROJECTS.forEach((project, at) => {
      const cells = text(at ? "" : name, at ? "" : who % 2 ? "Дизайнер" : "Копирайтер", project);
      WEEKS.forEach((_, week) => cells.push({ text: [40, 25, 15, 5][at] ?? 0, blue: at === 1 && week > 2 }));
      rows.push(cells);
    });
  }
  return rows;
}
