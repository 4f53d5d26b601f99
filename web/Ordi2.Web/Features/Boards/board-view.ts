import type { Board, Happened } from './board-state';

const mostLines = 10;

/** The only file that touches the page. What is missing from the page is a mistake of ours and says so at once. */
export class BoardView {
  readonly scope: string;
  private readonly numbers: ReadonlyMap<string, HTMLElement>;
  private readonly live: HTMLElement;
  private readonly happened: HTMLElement;
  private readonly root: HTMLElement;

  constructor(document: Document) {
    this.root = found(document.querySelector<HTMLElement>('[data-board]'));
    this.scope = found(this.root.dataset['board']);
    this.live = found(this.root.querySelector<HTMLElement>('[data-live]'));
    this.happened = found(this.root.querySelector<HTMLElement>('[data-happened]'));
    this.numbers = new Map(
      [...this.root.querySelectorAll<HTMLElement>('[data-counter]')].map((cell) => [found(cell.dataset['counter']), cell]),
    );
  }

  show(board: Board): void {
    for (const [counter, cell] of this.numbers) {
      const text = (board.values.get(counter) ?? 0).toLocaleString(this.root.lang);
      if (cell.textContent !== text) {
        cell.textContent = text;
      }
    }
    this.root.dataset['version'] = String(board.version);
  }

  tell(event: Happened): void {
    const line = this.happened.ownerDocument.createElement('li');
    const label = this.root.querySelector(`[data-label="status/${CSS.escape(event.status)}"]`)?.textContent ?? event.status;
    const time = new Date(event.recordedAt).toLocaleTimeString(this.root.lang);
    line.textContent = `${time} · ${event.machine} · ${label}`;
    this.happened.prepend(line);
    while (this.happened.children.length > mostLines) {
      this.happened.lastElementChild?.remove();
    }
  }

  connection(state: 'live' | 'lost'): void {
    this.root.dataset['state'] = state;
    this.live.textContent = found(this.live.dataset[state]);
  }
}

function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) {
    throw new Error('The page of the board lacks an element that its script needs.');
  }
  return value;
}
