/** A track at the far end of a WebRTC connection. */
export interface Received {
  readonly stream: MediaStream;
  close(): void;
}

/**
 * Sends a track through a pair of peer connections within this page. What arrives is what a meeting page gets: encoded,
 * sent over UDP, decoded, and as sharp as the connection has room for.
 */
export async function loopback(track: MediaStreamTrack): Promise<Received> {
  const near = new RTCPeerConnection();
  const far = new RTCPeerConnection();
  const arrived = new Promise<MediaStreamTrack>((resolve) => {
    far.ontrack = (event) => resolve(event.track);
  });
  near.addTrack(track);
  const negotiated = negotiate(near, far);
  const passTo = (other: RTCPeerConnection) => async (event: RTCPeerConnectionIceEvent) => {
    // A candidate that came before the descriptions would be refused.
    await negotiated;
    if (event.candidate) await other.addIceCandidate(event.candidate);
  };
  near.onicecandidate = passTo(far);
  far.onicecandidate = passTo(near);
  await negotiated;
  return {
    stream: new MediaStream([await arrived]),
    close() {
      near.close();
      far.close();
    },
  };
}

async function negotiate(near: RTCPeerConnection, far: RTCPeerConnection): Promise<void> {
  const offer = await near.createOffer();
  await near.setLocalDescription(offer);
  await far.setRemoteDescription(offer);
  const answer = await far.createAnswer();
  await far.setLocalDescription(answer);
  await near.setRemoteDescription(answer);
}
