/** The field of a signature, in its own units, and the longest drawing in signs: as the server takes them. */
const [width, height, longest] = [300, 120, 4_000];

/** Fewer points than these are a touch and no signature. */
const fewest = 3;

/** What a finger draws, as strokes on the field of the server whatever the size of the screen. */
export class DrawnStrokes {
  private drawn = '';
  private last = '';
  private points = 0;

  /** @param across Width of the screen's field in its own pixels; height likewise. */
  constructor(private readonly across: number, private readonly down: number) {}

  begin(x: number, y: number): void {
    this.take('M', x, y);
  }

  /** The strokes as they go over the line; null where nothing is drawn. */
  text(): string | null {
    return this.points < fewest ? null : this.drawn;
  }

  go(x: number, y: number): void {
    this.take('L', x, y);
  }

  clear(): void {
    [this.drawn, this.last, this.points] = ['', '', 0];
  }

  private take(sign: string, x: number, y: number): void {
    const point = `${within(x, this.across, width)} ${within(y, this.down, height)}`;
    const more = `${sign}${point}`;
    if ((sign === 'L' && point === this.last) || this.drawn.length + more.length > longest) return;
    this.drawn += more;
    this.last = point;
    this.points++;
  }
}

function within(at: number, of: number, most: number): number {
  return Math.round(Math.min(1, Math.max(0, at / of)) * most);
}
