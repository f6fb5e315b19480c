import type { Call } from "./call.ts";
import type { Participant } from "./participant.ts";

/** Rows with the buttons that make people do things, kept in step with the call by calling what it returns. */
export function createPeopleList(list: HTMLElement, call: Call): () => void {
  const rows = call.participants.map((participant) => createRow(call, participant));
  list.replaceChildren(...rows.map((row) => row.root));
  return () => {
    for (const row of rows) row.update();
  };
}

function createRow(call: Call, participant: Participant) {
  const { name } = participant;
  const root = document.createElement("li");
  const label = document.createElement("span");
  label.textContent = name;
  const camera = createButton(() => call.setCamera(participant, !participant.cameraOn));
  const pin = createButton(() => call.pin(call.pinned === participant ? undefined : participant));
  const presence = createButton(() => void (participant.joined ? call.leave(participant) : call.join(participant)));
  root.append(label, camera, pin, presence);
  return {
    root,
    update() {
      const { joined, cameraOn } = participant;
      root.classList.toggle("absent", !joined);
      caption(camera, cameraOn ? "Camera off" : "Camera on", name);
      caption(pin, call.pinned === participant ? "Unpin" : "Pin", name);
      caption(presence, joined ? "Leave" : "Join", name);
      camera.disabled = !joined;
      pin.disabled = !joined;
    },
  };
}

function createButton(press: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.addEventListener("click", press);
  return button;
}

function caption(button: HTMLButtonElement, words: string, name: string): void {
  button.textContent = words;
  button.ariaLabel = `${words}: ${name}`;
}
