import type { Frame, Seen } from './decoder.js';
import { Sightings } from './sightings.js';

/** What of the picture is looked at, in its middle: the frame on the screen shows it. Each fourth look takes in all of it. */
const part = { width: 0.86, height: 0.6 };
const wholeEach = 4;

/** No larger than this, in dots: a finer picture takes longer to read and shows no more of a label held in the hand. */
const widest = 1280;

export type CameraTrouble = 'none' | 'refused' | 'failed';

/** Reads codes from what the camera sees, until it is stopped. */
export class Camera {
  private readonly sightings = new Sightings();
  private readonly canvas = document.createElement('canvas');
  private stream: MediaStream | null = null;
  private worker: Worker | null = null;
  private looks = 0;
  private lit = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly seen: (text: string) => void,
    private readonly stopped: () => void,
  ) {}

  get isOn(): boolean {
    return this.stream !== null;
  }

  get hasTorch(): boolean {
    const track = this.stream?.getVideoTracks()[0];
    const can = track?.getCapabilities?.() as { torch?: boolean } | undefined;
    return can?.torch === true;
  }

  /** Null where it runs; else why not. */
  async start(): Promise<CameraTrouble | null> {
    if (!navigator.mediaDevices?.getUserMedia) return 'none';
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: { ideal: 'environment' }, width: { ideal: widest }, height: { ideal: 720 } },
      });
    } catch (problem) {
      const name = problem instanceof DOMException ? problem.name : '';
      return name === 'NotAllowedError' ? 'refused' : name === 'NotFoundError' ? 'none' : 'failed';
    }

    for (const track of this.stream.getVideoTracks()) track.onended = () => this.stop();
    this.worker = new Worker(new URL('./decoder.ts', import.meta.url), { type: 'module' });
    this.worker.onmessage = (message: MessageEvent<Seen>) => this.take(message.data);
    this.worker.onerror = () => this.stop();
    this.video.srcObject = this.stream;
    try {
      await this.video.play();
    } catch {
      this.stop();
      return 'failed';
    }
    this.next();
    return null;
  }

  stop(): void {
    if (!this.isOn) return;
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.worker?.terminate();
    this.stream = this.worker = null;
    this.lit = false;
    this.video.srcObject = null;
    this.stopped();
  }

  async toggleTorch(): Promise<boolean> {
    const track = this.stream?.getVideoTracks()[0];
    this.lit = !this.lit;
    await track?.applyConstraints({ advanced: [{ torch: this.lit } as MediaTrackConstraintSet] });
    return this.lit;
  }

  private take(seen: Seen): void {
    const now = performance.now();
    for (const text of seen.texts) {
      if (this.sightings.isNew(text, now)) this.seen(text);
    }
    this.video.dataset['took'] = seen.took.toFixed(1);
    this.next();
  }

  /** One picture at a time: the next one that the camera has once the last was read. */
  private next(): void {
    if (!this.isOn) return;
    if ('requestVideoFrameCallback' in this.video) this.video.requestVideoFrameCallback(() => this.look());
    else requestAnimationFrame(() => this.look());
  }

  private look(): void {
    const { videoWidth: width, videoHeight: height } = this.video;
    if (this.worker === null) return;
    if (width === 0 || height === 0) {
      this.next();
      return;
    }

    const whole = this.looks++ % wholeEach === 0;
    const [w, h] = whole ? [width, height] : [Math.round(width * part.width), Math.round(height * part.height)];
    const scale = Math.min(1, widest / w);
    this.canvas.width = Math.round(w * scale);
    this.canvas.height = Math.round(h * scale);
    const context = this.canvas.getContext('2d', { willReadFrequently: true });
    if (!context) {
      this.stop();
      return;
    }
    context.drawImage(this.video, (width - w) / 2, (height - h) / 2, w, h, 0, 0, this.canvas.width, this.canvas.height);
    const frame: Frame = { picture: context.getImageData(0, 0, this.canvas.width, this.canvas.height) };
    this.worker.postMessage(frame, [frame.picture.data.buffer]);
  }
}
