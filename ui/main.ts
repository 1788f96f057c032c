// SPDX-License-Identifier: MIT
// The script of every page. Pages work without it; it makes them quick and keeps them fresh.

import "./turbo-quiet-on";
import * as Turbo from "@hotwired/turbo";
import "./turbo-quiet-off";
import "./auto";
import "./morph";
import "./toast";
import "./theme";
import "./drop";
import "./keys";
import "./live";

export * from "./takt";

Turbo.config.drive.progressBarDelay = 300;
