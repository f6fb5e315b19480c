// The licences of what is bundled, as they ask to be passed on.

import { readdir, readFile } from "node:fs/promises";
import { ROOT } from "./bootstrap.mjs";

/** A package whose licence file is the Apache License's text, which Google's packages name but do not include. */
const APACHE_TEXT = "node_modules/flatbuffers/LICENSE";

const SEE_END = "Apache License, Version 2.0: see the end of this file.";

/** A file of its ships with the engine, so that no bundle tells of it. */
const SHIPPED = ["@mediapipe/face_detection"];

const mit = await readFile(`${ROOT}LICENSE`, "utf8");
const mitTerms = mit.slice(mit.indexOf("Permission is hereby granted"));

/**
 * @param {string[]} files that went into a bundle, from the top of the repository
 * @param {string[]} shipped packages whose files lie beside it
 * @returns {Promise<string>}
 */
export async function thirdPartyNotices(files, shipped = SHIPPED) {
  const bundled = files.flatMap(
    (file) => /^node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [],
  );
  const folders = [...new Set([...shipped.map((name) => `node_modules/${name}`), ...bundled])].sort();
  const notices = await Promise.all(folders.map(notice));
  return [
    "Countenance contains these works of others.",
    ...notices,
    ...(notices.some((text) => text.includes(SEE_END)) ? [await readFile(ROOT + APACHE_TEXT, "utf8")] : []),
  ].join(`\n\n${"-".repeat(80)}\n\n`);
}

/** @param {string} folder */
async function notice(folder) {
  const { name, version, license, author, repository } = JSON.parse(
    await readFile(`${ROOT}${folder}/package.json`, "utf8"),
  );
  const file = (await readdir(ROOT + folder)).find((entry) => /^licen[cs]e/i.test(entry));
  // The Mozilla Public License wants it said where the source is.
  const source = license === "MPL-2.0" ? `\nSource: ${repository?.url ?? repository}` : "";
  const heading = `${name} ${version}\n${license}${source}`;
  if (file && license !== "Apache-2.0") return `${heading}\n\n${await readFile(`${ROOT}${folder}/${file}`, "utf8")}`;
  const terms = license.split(" AND ").map((/** @type {string} */ part) => {
    if (part === "Apache-2.0") return SEE_END;
    if (part === "MIT") return `Copyright (c) ${author?.name ?? author ?? "Google LLC"}\n\n${mitTerms}`;
    throw new Error(`${folder} is bundled, but includes no licence that could be passed on.`);
  });
  return [heading, ...terms].join("\n\n");
}
