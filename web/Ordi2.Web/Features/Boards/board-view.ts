import type { Board, Happened } from './board-state';

const mostLines = 10;
const minute = 60_000;

/** From two hours on, hours are counted and the day is named: nobody reads 1439 minutes. */
const manyMinutes = 120;

/** The only file that touches the page. What is missing from the page is a mistake of ours and says so at once. */
export class BoardView {
  readonly scope: string;
  private readonly numbers: ReadonlyMap<string, HTMLElement>;
  private readonly sums: ReadonlyMap<HTMLElement, readonly string[]>;
  private readonly live: HTMLElement;
  private readonly happened: HTMLElement;
  private readonly root: HTMLElement;
  private fresh = new Date();
  private why: 'live' | 'lost' | 'over' = 'live';

  constructor(document: Document) {
    this.root = found(document.querySelector<HTMLElement>('[data-board]'));
    this.scope = found(this.root.dataset['board']);
    this.live = found(this.root.querySelector<HTMLElement>('[data-live]'));
    this.happened = found(this.root.querySelector<HTMLElement>('[data-happened]'));
    this.numbers = new Map(
      [...this.root.querySelectorAll<HTMLElement>('[data-counter]')].map((cell) => [found(cell.dataset['counter']), cell]),
    );
    this.sums = new Map([...this.root.querySelectorAll<HTMLElement>('[data-sum]')].map((cell) => [cell, found(cell.dataset['sum']).split(' ')]));
  }

  /** On a wall nobody presses anything. */
  get isWall(): boolean {
    return this.root.dataset['wall'] === 'true';
  }

  /** Which build made this page. */
  get build(): string | undefined {
    return this.root.dataset['build'];
  }

  show(board: Board): void {
    for (const [counter, cell] of this.numbers) {
      this.write(cell, board.values.get(counter) ?? 0);
    }
    for (const [cell, counters] of this.sums) {
      this.write(cell, counters.reduce((sum, counter) => sum + (board.values.get(counter) ?? 0), 0));
    }
    this.root.dataset['version'] = String(board.version);
    this.fresh = new Date();
  }

  tell(event: Happened): void {
    const line = this.happened.ownerDocument.createElement('li');
    const label = this.root.querySelector(`[data-label="status/${CSS.escape(event.status)}"]`)?.textContent ?? event.status;
    const time = new Date(event.recordedAt).toLocaleTimeString(this.root.lang);
    line.textContent = `${time} · ${event.machine} · ${label}`;
    this.root.querySelector('[data-nothing]')?.remove();
    this.happened.prepend(line);
    while (this.happened.children.length > mostLines) {
      this.happened.lastElementChild?.remove();
    }
  }

  /** What is said of a lost connection is why, where that is known: the figures then get old, and what to do stays the same. */
  connection(state: 'live' | 'lost', why: 'live' | 'lost' | 'over' = state): void {
    if (state === 'live') {
      this.fresh = new Date();
    }
    this.root.dataset['state'] = state;
    this.why = why;
    this.live.textContent = found(this.live.dataset[why]);
  }

  /** While the connection is lost: how old the figures are. A wall must never look fresh when it is not. */
  grow(now: Date): void {
    const old = Math.floor((now.getTime() - this.fresh.getTime()) / minute);
    if (this.why === 'lost' && old > 0) {
      const long = old >= manyMinutes;
      const time = this.fresh.toLocaleString(this.root.lang, { ...(long ? { weekday: 'long' } : {}), hour: '2-digit', minute: '2-digit' });
      this.live.textContent = found(this.live.dataset[long ? 'staleLong' : 'stale'])
        .replace('{time}', time)
        .replace('{since}', String(long ? Math.floor(old / 60) : old));
    }
  }

  /** The figures that are no counters, by day and by age, as the server drew them anew. */
  replaceFigures(drawn: Document): void {
    const next = drawn.querySelectorAll('[data-figures]');
    this.root.querySelectorAll('[data-figures]').forEach((now, i) => {
      const fresh = next[i];
      // Who reads a table that is open keeps it.
      if (fresh !== undefined && now.querySelector('details[open]') === null) {
        now.replaceWith(document.importNode(fresh, true));
      }
    });
  }

  /** Seconds over which the boards that are open spread what they ask: the server knows how many there are. */
  get spread(): number {
    return Number(found(this.root.querySelector<HTMLElement>('[data-spread]')?.dataset['spread']));
  }

  get isLive(): boolean {
    return this.root.dataset['state'] === 'live';
  }

  private write(cell: HTMLElement, value: number): void {
    const text = value.toLocaleString(this.root.lang);
    if (cell.textContent !== text) {
      cell.textContent = text;
    }
  }
}

function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) {
    throw new Error('The page of the board lacks an element that its script needs.');
  }
  return value;
}
