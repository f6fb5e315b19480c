// A call to try Countenance on: real WebRTC tracks within one page, and buttons for what happens in real calls.

import { Call } from "./call.ts";
import { readPlans } from "./call-plan.ts";
import type { Participant } from "./participant.ts";
import { createPeopleList } from "./people-list.ts";

const plans = readPlans(location.search);
const call = new Call(plans, { stage: find(".stage"), grid: find(".grid") }, () => update());
const updatePeople = createPeopleList(find(".people"), call);
const startMs = performance.now();

find(".swap").addEventListener("click", () => call.swapPlaces());
setInterval(showClock, 1000);
showClock();
update();

for (const [index, plan] of plans.entries()) {
  const participant = call.participants[index];
  if (!participant) continue;
  after(plan.joinsAtS ?? 0, () => void join(participant));
  if (!plan.cameraOffS) continue;
  const [off, on] = plan.cameraOffS;
  after(off, () => call.setCamera(participant, false));
  after(on, () => call.setCamera(participant, true));
}

async function join(participant: Participant): Promise<void> {
  try {
    await call.join(participant);
  } catch (error) {
    const problem = document.createElement("li");
    problem.textContent = error instanceof Error ? error.message : String(error);
    find(".problems").append(problem);
  }
}

function update(): void {
  updatePeople();
  const present = call.participants.filter(({ joined }) => joined).length;
  find(".count").textContent = String(present);
}

function showClock(): void {
  const seconds = Math.floor((performance.now() - startMs) / 1000);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  find("time").textContent = `${minutes}:${String(rest).padStart(2, "0")}`;
}

function after(seconds: number, action: () => void): void {
  setTimeout(action, seconds * 1000);
}

function find(selector: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`The demo page has no ${selector}.`);
  return element;
}
