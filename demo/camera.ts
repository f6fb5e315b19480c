/** Something that gives the pictures of one participant. */
export interface Camera {
  readonly track: MediaStreamTrack;
  /** Switched off, the track lives on and gives no pictures, as in real calls. */
  setOn(on: boolean): void;
  close(): void;
}
