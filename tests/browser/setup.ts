// SPDX-License-Identifier: MIT
// Once for all stories: the demo agency, and its people signed in (a password costs time by design).

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { request } from "@playwright/test";
import { PASSWORD, Program, command, template } from "./program";

const WHO = ["pavel", "admin", "anna", "kirill", "polina", "timur"];

export default async function setup(): Promise<void> {
  rmSync(dirname(template), { recursive: true, force: true });
  mkdirSync(template, { recursive: true });
  command(template, ["demo", "--password", PASSWORD]);
  const program = await Program.start(template);
  for (const who of WHO) {
    const http = await request.newContext({ baseURL: program.url, extraHTTPHeaders: { "Sec-Fetch-Site": "same-origin" } });
    const answer = await http.post("/sign-in", { form: { email: `${who}@polden.example`, password: PASSWORD }, maxRedirects: 0 });
    if (answer.status() !== 303) throw new Error(`${who} could not sign in: ${answer.status()} ${await answer.text()}`);
    writeFileSync(`${template}.${who}.json`, JSON.stringify(await http.storageState()));
    await http.dispose();
  }
  await program.stop();
}
