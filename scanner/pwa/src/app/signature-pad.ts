import { DrawnStrokes } from '../work/strokes.js';

/** The field that somebody signs on: with a finger, a pen or a mouse. */
export class SignaturePad {
  private readonly strokes: DrawnStrokes;
  private readonly ink: CanvasRenderingContext2D;
  private drawing = false;

  constructor(private readonly field: HTMLCanvasElement) {
    const ink = field.getContext('2d');
    if (ink === null) throw new Error('This browser cannot draw.');
    this.ink = ink;
    this.strokes = new DrawnStrokes(field.width, field.height);
    field.addEventListener('pointerdown', (event) => this.begin(event));
    field.addEventListener('pointermove', (event) => this.go(event));
    for (const name of ['pointerup', 'pointercancel'] as const) field.addEventListener(name, () => (this.drawing = false));
  }

  /** What was drawn, as it goes over the line; null where nothing was. */
  get text(): string | null {
    return this.strokes.text();
  }

  clear(): void {
    this.strokes.clear();
    this.ink.clearRect(0, 0, this.field.width, this.field.height);
  }

  private begin(event: PointerEvent): void {
    event.preventDefault();
    this.field.setPointerCapture(event.pointerId);
    this.drawing = true;
    const [x, y] = this.at(event);
    this.strokes.begin(x, y);
    Object.assign(this.ink, { lineWidth: 4, lineCap: 'round', lineJoin: 'round', strokeStyle: '#111' });
    this.ink.beginPath();
    this.ink.moveTo(x, y);
  }

  private go(event: PointerEvent): void {
    if (!this.drawing) return;
    const [x, y] = this.at(event);
    this.strokes.go(x, y);
    this.ink.lineTo(x, y);
    this.ink.stroke();
  }

  /** In the pixels of the field, whatever its size on the screen. */
  private at(event: PointerEvent): [x: number, y: number] {
    const box = this.field.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * this.field.width, ((event.clientY - box.top) / box.height) * this.field.height];
  }
}
