// SPDX-License-Identifier: MIT
// Once for all stories: the demo agency and a large one, and their people signed in (a password costs
// time by design).

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { request } from "@playwright/test";
import { LARGE, PASSWORD, Program, command, large, template } from "./program";

const WHO = ["pavel", "admin", "anna", "kirill", "polina", "timur"];
const WHO_LARGE = ["pavel", "anna", "kirill"];

async function prepare(folder: string, options: string[], people: string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  command(folder, ["demo", "--password", PASSWORD, ...options]);
  const program = await Program.start(folder);
  for (const who of people) {
    const http = await request.newContext({ baseURL: program.url, extraHTTPHeaders: { "Sec-Fetch-Site": "same-origin" } });
    const answer = await http.post("/sign-in", { form: { email: `${who}@polden.example`, password: PASSWORD }, maxRedirects: 0 });
    if (answer.status() !== 303) throw new Error(`${who} could not sign in: ${answer.status()} ${await answer.text()}`);
    writeFileSync(`${folder}.${who}.json`, JSON.stringify(await http.storageState()));
    await http.dispose();
  }
  await program.stop();
}

export default async function setup(): Promise<void> {
  rmSync(dirname(template), { recursive: true, force: true });
  await prepare(template, [], WHO);
  await prepare(large, ["--people", String(LARGE.people), "--weeks", String(LARGE.weeks)], WHO_LARGE);
}
