// SPDX-License-Identifier: MIT
// The program under test: one process with one data folder, on a free port.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const binary = resolve(root, process.env.TAKT_BIN ?? process.env.TAKT ?? "build/debug/takt");

// The demo agency belongs to this moment, the clock of the pictures.
export const NOW = "2026-06-17T09:40:00+03:00";
export const PASSWORD = "лиловый чайник едет на дачу";

// What setup.ts makes once and every story copies: the demo agency and who is signed in there.
export const template = join(root, "build/browser/template");
// The same agency grown, for what only shows at size.
export const large = join(root, "build/browser/large");
export const LARGE = { people: 120, weeks: 30 };

const env = (): NodeJS.ProcessEnv => {
  const clean = { ...process.env, TAKT_NOW: NOW };
  delete clean.TAKT_DB;
  delete clean.TAKT_DATA;
  return clean;
};

// Runs one command of the program to its end and returns what it printed.
export function command(folder: string, words: string[], input = ""): string {
  if (!existsSync(binary)) throw new Error(`${binary} is not there: build it or name it in TAKT_BIN`);
  return execFileSync(binary, [...words, "--data", folder], { env: env(), input, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] });
}

export class Program {
  private constructor(
    readonly folder: string,
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly said: string[],
  ) {}

  static async start(folder: string): Promise<Program> {
    const child = spawn(binary, ["serve", "--data", folder, "--listen", "127.0.0.1:0"], { env: env(), stdio: ["ignore", "pipe", "pipe"] });
    const said: string[] = [];
    child.stderr?.on("data", (text) => said.push(String(text)));
    const url = await new Promise<string>((done, fail) => {
      let out = "";
      child.stdout?.on("data", (text) => {
        out += text;
        const found = out.match(/listening on (http:\/\/[\w.:]+)/);
        if (found?.[1]) done(found[1]);
      });
      child.once("exit", (code) => fail(new Error(`the program ended with ${code}: ${said.join("")}`)));
    });
    return new Program(folder, url, child, said);
  }

  // Ends the process; whatever a sanitizer found is the story's failure.
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise<void>((done) => this.child.once("exit", () => done()));
      this.child.kill("SIGTERM");
      const late = setTimeout(() => this.child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(late);
    }
    const log = this.said.join("");
    if (/ERROR: \w+Sanitizer|runtime error:/.test(log) || this.child.signalCode === "SIGKILL") throw new Error(`the program did not end well: ${log.slice(-8000)}`);
  }
}

// A folder of its own, a copy of the demo agency or empty.
export function freshFolder(from?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "takt-browser-"));
  if (from) cpSync(from, folder, { recursive: true });
  return folder;
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });
