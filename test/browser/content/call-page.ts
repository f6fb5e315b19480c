// A meeting page made for these tests: real tracks over real peer connections, in whatever elements a test wants.

interface Participant {
  readonly connection: { readonly from: RTCPeerConnection; readonly to: RTCPeerConnection };
  readonly sender: RTCRtpSender;
  readonly camera: MediaStreamTrack;
  /** The track received. */
  readonly track: MediaStreamTrack;
}

const people = new Map<string, Participant>();

/** Sends a camera's track through a peer connection, as from someone else. */
async function connect(name: string, camera: MediaStreamTrack): Promise<MediaStreamTrack> {
  const from = new RTCPeerConnection();
  const to = new RTCPeerConnection();
  from.onicecandidate = ({ candidate }) => void to.addIceCandidate(candidate ?? undefined);
  to.onicecandidate = ({ candidate }) => void from.addIceCandidate(candidate ?? undefined);
  const received = new Promise<MediaStreamTrack>((resolve) => {
    to.ontrack = ({ track }) => resolve(track);
  });
  const sender = from.addTrack(camera, new MediaStream([camera]));
  await from.setLocalDescription();
  await to.setRemoteDescription(from.localDescription ?? { type: "offer", sdp: "" });
  await to.setLocalDescription();
  await from.setRemoteDescription(to.localDescription ?? { type: "answer", sdp: "" });
  const track = await received;
  people.set(name, { connection: { from, to }, sender, camera, track });
  return track;
}

export const call = {
  /** The browser's fake camera: a picture that never stands still, in hidden pages neither. */
  async camera(): Promise<MediaStreamTrack> {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360, frameRate: 15 } });
    const [track] = stream.getVideoTracks();
    if (!track) throw new Error("There is no fake camera.");
    return track;
  },

  /** A video that plays and shows a track. */
  video(track: MediaStreamTrack, style = "width: 320px; height: 180px"): HTMLVideoElement {
    const video = document.createElement("video");
    video.autoplay = true;
    video.playsInline = true;
    video.muted = true;
    video.style.cssText = style;
    video.srcObject = new MediaStream([track]);
    return video;
  },

  /** A second of the fake camera or, where pictures come slowly, more: as a WebM file. */
  async record(): Promise<number[]> {
    const recorder = new MediaRecorder(new MediaStream([await call.camera()]));
    const parts: Blob[] = [];
    const recorded = new Promise((resolve) => {
      recorder.onstop = resolve;
    });
    recorder.ondataavailable = ({ data }) => {
      if (parts.push(data) === 10) recorder.stop();
    };
    // A part comes with a picture, and no sooner than so many ms after the one before.
    recorder.start(100);
    await recorded;
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
  },

  /** Shows a video file that plays again and again. */
  async play(src: string, title: string): Promise<void> {
    const video = document.createElement("video");
    Object.assign(video, { src, title, muted: true, loop: true });
    video.style.cssText = "width: 320px; height: 180px";
    document.body.append(video);
    await video.play();
  },

  /** Someone joins, in a tile of their own with their name below the video. */
  async join(name: string, camera?: MediaStreamTrack): Promise<void> {
    const video = call.video(await connect(name, camera ?? (await call.camera())));
    const tile = document.createElement("div");
    tile.id = name;
    tile.style.cssText = "display: inline-block; width: 320px";
    const tag = document.createElement("div");
    tag.textContent = name;
    tile.append(video, tag);
    document.body.append(tile);
  },

  leave(name: string): void {
    const { connection } = call.person(name);
    connection.from.close();
    connection.to.close();
    document.getElementById(name)?.remove();
    people.delete(name);
  },

  person(name: string): Participant {
    const person = people.get(name);
    if (!person) throw new Error(`Nobody is called ${name}.`);
    return person;
  },

  /** The first video in someone's tile. */
  videoOf(name: string): HTMLVideoElement {
    const video = document.getElementById(name)?.querySelector("video");
    if (!video) throw new Error(`${name} has no video.`);
    return video;
  },
};

declare global {
  interface Window {
    call: typeof call;
  }
}

window.call = call;
