// One frame of the camera, as a picture file. Loaded when it is first asked for.
//
// The camera is on for that frame only. Whatever goes wrong is told in words, as with files that are dropped.
const SIDE = 512; // of the frame that is kept; the program makes it smaller still
const SETTLE_MS = 400; // a camera's first frames are dark

const REFUSED = {
  NotAllowedError: 'the camera may not be used on this page; allow it in the browser’s address bar, or open a picture instead',
  NotFoundError: 'there is no camera; open a picture instead',
  NotReadableError: 'the camera is in use by another program; close that and try again, or open a picture instead',
};

/** A PNG file. Throws an Error whose message is for the user. */
export async function photograph() {
  try {
    return new File([await frame()], 'camera.png', { type: 'image/png' });
  } catch (error) {
    throw new Error(REFUSED[error?.name] ?? String(error?.message ?? error));
  }
}

async function frame() {
  if (!navigator.mediaDevices?.getUserMedia) throw new Error('this browser gives the page no camera; open a picture instead');
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: SIDE }, height: { ideal: SIDE } } });
  try {
    const video = Object.assign(document.createElement('video'), { srcObject: stream, muted: true, playsInline: true });
    await video.play();
    await new Promise((resolve) => { setTimeout(resolve, SETTLE_MS); });
    const side = Math.min(video.videoWidth, video.videoHeight);
    const canvas = Object.assign(document.createElement('canvas'), { width: SIDE, height: SIDE });
    const context = canvas.getContext('2d');
    // As in a mirror: what one moves to the right moves to the right.
    context.setTransform(-1, 0, 0, 1, SIDE, 0);
    context.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, SIDE, SIDE);
    return await new Promise((resolve) => { canvas.toBlob(resolve, 'image/png'); });
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
