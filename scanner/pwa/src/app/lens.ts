import { Camera } from '../camera/camera.js';
import { page, say } from './view.js';

/** The camera as somebody opens and closes it on the page. */
export class Lens {
  private readonly camera: Camera;

  constructor(came: (text: string) => void, private readonly complain: (words: string) => void) {
    this.camera = new Camera(page.video, came, () => this.stopped());
    page.cameraToggle.addEventListener('click', () => void this.toggle());
    page.torch.addEventListener('click', () => void this.camera.toggleTorch().then((lit) => page.torch.setAttribute('aria-pressed', String(lit))));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.stop();
    });
  }

  stop(): void {
    this.camera.stop();
  }

  private async toggle(): Promise<void> {
    if (this.camera.isOn) {
      this.camera.stop();
      return;
    }
    page.camera.hidden = false;
    const trouble = await this.camera.start();
    page.camera.hidden = trouble !== null;
    page.cameraToggle.setAttribute('aria-pressed', String(trouble === null));
    page.cameraToggle.textContent = say(trouble === null ? 'camera-stop' : 'camera');
    page.torch.hidden = !this.camera.hasTorch;
    if (trouble !== null) this.complain(say(`camera-${trouble}`));
  }

  private stopped(): void {
    page.camera.hidden = true;
    page.cameraToggle.setAttribute('aria-pressed', 'false');
    page.cameraToggle.textContent = say('camera');
  }
}
