import type { ParticipantPlan } from "./call-plan.ts";
import type { Camera } from "./camera.ts";
import { openFaceCamera } from "./face-camera.ts";
import { openFileCamera } from "./file-camera.ts";
import { loopback, type Received } from "./loopback.ts";
import { createTile, type Tile } from "./tile.ts";

/** One person of the demo call, who may join, leave, and switch the camera. */
export class Participant {
  readonly name: string;
  readonly tile: Tile;
  cameraOn = true;
  #plan: ParticipantPlan;
  #camera: Camera | undefined;
  #received: Received | undefined;

  constructor(plan: ParticipantPlan, place: number) {
    this.name = plan.name;
    this.#plan = plan;
    this.tile = createTile(plan.name, place);
  }

  get joined(): boolean {
    return this.#camera !== undefined;
  }

  /** Opens the camera and connects it; the tile is the caller's to place. Throws a sentence when there is no picture. */
  async join(): Promise<void> {
    const { file, face = 0, steps = [] } = this.#plan;
    this.#camera = file ? await openFileCamera(file, this.name) : openFaceCamera(face, steps);
    this.#received = await loopback(this.#camera.track);
    this.setCamera(true);
    this.tile.video.srcObject = this.#received.stream;
    await this.tile.video.play();
  }

  leave(): void {
    this.tile.root.remove();
    this.tile.video.srcObject = null;
    this.#received?.close();
    this.#camera?.close();
    this.#camera = undefined;
  }

  setCamera(on: boolean): void {
    this.cameraOn = on;
    this.#camera?.setOn(on);
    this.tile.showCamera(on);
  }
}
