import { defineConfig } from "vitest/config";

// Two groups: unit tests in Node, and tests that drive the built extension in a real Chromium, one file at a time. No test
// is about speed: time limits end what hangs, on the busiest machine.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          expect: { poll: { timeout: 30_000 } },
          // Not hrtime: by it Node 20.9 tells performance.now, and that tells Vitest how long a test takes.
          fakeTimers: { toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"] },
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          fileParallelism: false,
          // Whatever language the computer speaks: the tests look for English words.
          env: { LANGUAGE: "en" },
          expect: { poll: { timeout: 30_000 } },
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
