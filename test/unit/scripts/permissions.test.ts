import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";

const read = (path: string) => readFileSync(ROOT + path, "utf8");

test("every permission is explained to the user and to the stores, and no other", () => {
  const { permissions, optional_host_permissions } = JSON.parse(read("manifest.json"));
  const asked = [...permissions, ...optional_host_permissions].sort();
  const explained = [...read("src/ui/permissions.tsx").matchAll(/name: "([^"]+)"/g)].map(([, name]) => name);
  const justified = [...read("docs/permissions.md").matchAll(/^\| (?:optional )?`([^`]+)` \|/gm)].map(
    ([, name]) => name,
  );
  expect(explained.sort()).toEqual(asked);
  expect(justified.sort()).toEqual(asked);
});

test("the extension's own policy lets nothing out and nothing in, and private windows are not for it", () => {
  const { content_security_policy, incognito } = JSON.parse(read("manifest.json"));
  const policy: string = content_security_policy.extension_pages;
  expect(policy).toMatch(/^default-src 'none';/);
  expect(policy).toMatch(/; connect-src 'self';/);
  expect(policy).not.toMatch(/https?:|wss?:|\*|'unsafe-(?:inline|eval)'/);
  expect(incognito).toBe("not_allowed");
});
