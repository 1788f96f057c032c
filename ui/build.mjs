// SPDX-License-Identifier: MIT
// Bundles what a browser needs: node ui/build.mjs [OUT]   (OUT is build/ui when left out)
//
//   app.HASH.css         ui/css, with the three font files beside it
//   app.HASH.js          ui/main.ts: Turbo and everything that all pages share
//   plan.HASH.js …       src/FOLDER/FOLDER.ts, a folder's own script, if it has one; it imports
//                        the shared parts by the name "takt" and gets them from app.HASH.js
//   live-worker.HASH.js  the one event stream of all tabs
//   texts.LANG.HASH.json translations of the texts in .ts files, from po/LANG.po
//   manifest.json        plain name -> hashed name
//
// Text files have .br and .gz siblings, made here once, at the highest level.

import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { readPo } from "./po.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = resolve(process.argv[2] ?? join(root, "build/ui"));
const manifest = {};

const shared = {
  absWorkingDir: root,
  outdir: out,
  bundle: true,
  minify: true,
  metafile: true,
  format: "esm",
  target: ["chrome123", "firefox125", "safari17.5"],
  entryNames: "[name].[hash]",
  assetNames: "[name].[hash]",
  publicPath: "/a",
  legalComments: "none",
  loader: { ".woff2": "file" },
  logLevel: "warning",
};

function forgetLastBuild() {
  const old = join(out, "manifest.json");
  if (!existsSync(old)) return;
  for (const name of Object.values(JSON.parse(readFileSync(old, "utf8"))))
    for (const end of ["", ".br", ".gz"]) rmSync(join(out, name + end), { force: true });
}

function remember(result) {
  for (const [path, made] of Object.entries(result.metafile.outputs)) {
    const name = basename(path);
    const source = made.entryPoint ?? Object.keys(made.inputs)[0];
    const plain = made.entryPoint ? name.replace(/\.[A-Z0-9]{8}\./, ".") : basename(source);
    manifest[plain] = name;
  }
}

function folderScripts() {
  return readdirSync(join(root, "src"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `src/${entry.name}/${entry.name}.ts`)
    .filter((path) => existsSync(join(root, path)));
}

// The page already has app.HASH.js, so a folder's script takes the shared parts from there.
const sharedFromApp = {
  name: "shared-from-app",
  setup(on) {
    on.onResolve({ filter: /^takt$/ }, () => ({ path: "./" + manifest["app.js"], external: true }));
  },
};

const named = (name, content) => {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  const [first, ...rest] = name.split(/\.(?=[^.]+$)/);
  manifest[name] = `${first}.${hash}.${rest}`;
  writeFileSync(join(out, manifest[name]), content);
};

function scriptTexts() {
  const found = new Map();
  const text = String.raw`\s*"((?:[^"\\]|\\.)*)"`;
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (path.endsWith(".ts")) read(readFileSync(join(root, path), "utf8"));
    }
  };
  const read = (code) => {
    for (const m of code.matchAll(new RegExp(String.raw`\bt\(${text}`, "g"))) found.set(JSON.parse(`"${m[1]}"`), false);
    for (const m of code.matchAll(new RegExp(String.raw`\btn\([^"]*?,${text}`, "g"))) found.set(JSON.parse(`"${m[1]}"`), true);
  };
  walk("ui");
  walk("src");
  return found;
}

function writeTexts(lang) {
  const po = readPo(readFileSync(join(root, `po/${lang}.po`), "utf8"));
  const texts = {};
  for (const [id, plural] of scriptTexts()) {
    const said = po.get(id);
    if (!said || (plural && said.length < 3)) console.warn(`po/${lang}.po: no translation of "${id}"`);
    else texts[id] = plural ? said : said[0];
  }
  named(`texts.${lang}.json`, JSON.stringify(texts));
}

async function compress(name) {
  const bytes = readFileSync(join(out, name));
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  const [br, gz] = await Promise.all([promisify(brotliCompress)(bytes, brotli), promisify(gzip)(bytes, { level: 9 })]);
  writeFileSync(join(out, name + ".br"), br);
  writeFileSync(join(out, name + ".gz"), gz);
}

mkdirSync(out, { recursive: true });
forgetLastBuild();
remember(await build({ ...shared, entryPoints: { app: "ui/main.ts" } }));
remember(await build({ ...shared, entryPoints: { app: "ui/css/app.css" } }));
remember(await build({ ...shared, entryPoints: { "live-worker": "ui/live-worker.ts" }, format: "iife" }));
const scripts = folderScripts();
if (scripts.length) remember(await build({ ...shared, entryPoints: scripts, outbase: "none", entryNames: "[name].[hash]", plugins: [sharedFromApp] }));
named("favicon.svg", readFileSync(join(root, "ui/favicon.svg")));
for (const lang of ["ru"]) if (existsSync(join(root, `po/${lang}.po`))) writeTexts(lang);
await Promise.all(Object.values(manifest).filter((name) => !name.endsWith(".woff2")).map(compress));
writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
