import { expect, test } from "vitest";
import { GENERIC } from "../../../src/content/sites/generic.ts";
import { hintsFor } from "../../../src/content/sites/hints-for.ts";
import { JITSI } from "../../../src/content/sites/jitsi.ts";
import { MEET } from "../../../src/content/sites/meet.ts";
import { TEAMS } from "../../../src/content/sites/teams.ts";
import { WEBEX } from "../../../src/content/sites/webex.ts";
import { ZOOM } from "../../../src/content/sites/zoom.ts";

test.for([
  ["meet.google.com", MEET],
  ["teams.microsoft.com", TEAMS],
  ["teams.live.com", TEAMS],
  ["app.zoom.us", ZOOM],
  ["meet.jit.si", JITSI],
  ["jitsi.example.org", JITSI],
  ["example.webex.com", WEBEX],
] as const)("%s has hints of its own before those of all pages", ([host, site]) => {
  expect(hintsFor(host)).toEqual([site, GENERIC]);
});

test("other hosts have those of all pages, whatever they look like", () => {
  for (const host of ["example.org", "notmeet.google.com.example.org", "meet.google.com.evil.example"]) {
    expect(hintsFor(host)).toEqual([GENERIC]);
  }
});
