// What the sites known by name say of their tiles: whose they are, and which show the user's own camera or a screen.

import { beforeEach, expect, test } from "vitest";
import type { Tiles } from "../../../src/content/tiles.ts";
import { addPart, call, openPageForEachTest } from "./setup.ts";

declare global {
  interface Window {
    /** By the site's name. */
    sites: Record<string, Tiles>;
  }
}

openPageForEachTest();
beforeEach(() =>
  addPart(`
    import { GENERIC } from "./sites/generic.ts";
    import { JITSI } from "./sites/jitsi.ts";
    import { MEET } from "./sites/meet.ts";
    import { TEAMS } from "./sites/teams.ts";
    import { WEBEX } from "./sites/webex.ts";
    import { ZOOM } from "./sites/zoom.ts";
    import { Tiles } from "./tiles.ts";
    const sites = { jitsi: JITSI, meet: MEET, teams: TEAMS, webex: WEBEX, zoom: ZOOM };
    window.sites = Object.fromEntries(Object.entries(sites).map(([name, site]) => [name, new Tiles([site, GENERIC])]));`),
);

/** Of each site: the own tile, Ben's and a shared screen's. */
const PAGES = {
  jitsi: `
    <div id="localVideoContainer"><div id="localVideo_container"><video></video></div><span class="displayname">Own</span></div>
    <div id="participant_b"><video></video><span class="displayname">Ben</span></div>
    <div id="participant_c"><div class="desktop-share"><video></video></div><span class="displayname">Cem</span></div>`,
  // Some versions put the attribute of the own name on everyone's tile.
  meet: `
    <div data-participant-id="a"><video></video><span class="notranslate" data-self-name="You">Own</span></div>
    <div data-participant-id="b"><video></video><span class="notranslate" data-self-name="Ben">Ben</span></div>
    <div data-participant-id="c" data-is-presentation="true"><video></video><span class="notranslate">Cem</span></div>`,
  teams: `
    <div data-cid="calling-participant-stream" data-is-self="true"><video></video><span data-tid="participant-info-nametag">Own</span></div>
    <div data-cid="calling-participant-stream"><video></video><span data-tid="participant-info-nametag">Ben</span></div>
    <div data-stream-type="ScreenSharing"><video></video><span data-tid="participant-info-nametag">Cem</span></div>`,
  webex: `
    <div class="participants-video-tile" data-test="self-view"><video></video><span data-test="participant-name">Own</span></div>
    <div class="participants-video-tile"><video></video><span data-test="participant-name">Ben</span></div>
    <div class="participants-video-tile"><div data-test="share-content"><video></video></div><span data-test="participant-name">Cem</span></div>`,
  zoom: `
    <div class="video-avatar__avatar self-view"><video></video><div class="video-avatar__avatar-name">Own</div></div>
    <div class="video-avatar__avatar"><video></video><div class="video-avatar__avatar-name">Ben</div></div>
    <div class="sharee-container__canvas"><video></video><div class="video-avatar__avatar-name">Cem</div></div>`,
};

test.each(Object.entries(PAGES))("%s tells the own camera from others, and a screen is nobody", async (site, html) => {
  const seen = await call.page.evaluate(
    async (site, html) => {
      const page = document.body.appendChild(document.createElement("div"));
      page.innerHTML = html;
      // Each is as wide as what is in it.
      page.style.display = "flex";
      for (const place of page.querySelectorAll("video")) {
        const video = window.call.video(await window.call.camera());
        place.replaceWith(video);
        await video.play();
      }
      const tiles = window.sites[site];
      tiles?.update([...page.querySelectorAll("video")], performance.now());
      return tiles?.all.map(({ name, self }) => [name, self]);
    },
    site,
    html,
  );
  expect(seen).toEqual([
    ["Own", true],
    ["Ben", false],
  ]);
});
