// SPDX-License-Identifier: MIT
// Reads a gettext catalogue: Map of msgid -> list of its translations (several for a plural).

const quoted = (line) => JSON.parse(line.slice(line.indexOf('"')));

export function readPo(text) {
  const said = new Map();
  let id = null;
  let forms = [];
  let add = null; // where a continuation line goes
  const keep = () => {
    if (id && forms.length && forms.every((form) => form !== "")) said.set(id, forms);
    id = null;
    forms = [];
    add = null;
  };
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("msgid ")) {
      keep();
      id = quoted(line);
      add = (more) => (id += more);
    } else if (line.startsWith("msgid_plural ")) {
      add = () => {};
    } else if (line.startsWith("msgstr")) {
      const at = forms.push(quoted(line)) - 1;
      add = (more) => (forms[at] += more);
    } else if (line.startsWith('"') && add) {
      add(quoted(line));
    }
  }
  keep();
  return said;
}
