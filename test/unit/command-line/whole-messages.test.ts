import { expect, test } from "vitest";
import { wholeMessages } from "../../../src/command-line/whole-messages.ts";

test("messages are whole however the pipe cuts them", () => {
  const sent = "one\0two\0\0three\0never ended";
  for (let size = 1; size <= sent.length; size++) {
    const received: string[] = [];
    const receive = wholeMessages((message) => received.push(message));
    for (let at = 0; at < sent.length; at += size) receive(sent.slice(at, at + size));
    expect(received).toEqual(["one", "two", "", "three"]);
  }
});
