import { HubConnectionBuilder, LogLevel, type IRetryPolicy } from '@microsoft/signalr';
import { apply, areFiguresDue, calmOf, fromSnapshot, type Board, type Change, type Snapshot } from './board-state';
import { BoardView } from './board-view';

// A board hangs on a wall for months: it never stops trying, and a whole hall does not come back in the same second.
const forever: IRetryPolicy = {
  nextRetryDelayInMilliseconds: ({ previousRetryCount }) => Math.min(1000 * 2 ** previousRetryCount, 20_000) * (0.5 + Math.random()),
};

const view = new BoardView(document);
const connection = new HubConnectionBuilder()
  .withUrl('/hubs/board')
  .withAutomaticReconnect(forever)
  .configureLogging(LogLevel.None)
  .build();

let board: Board | undefined;
let figures = { read: Date.now(), changed: 0 };

// A whole hall of boards does not ask in the same moment: each has its own.
const share = Math.random();

connection.on('boardChanged', (change: Change) => {
  if (change.scope !== view.scope || board === undefined) {
    return;
  }
  const applied = apply(board, change);
  if (applied.kind === 'old') {
    return;
  }
  board = applied.board;
  figures = { ...figures, changed: Date.now() };
  view.show(board);
  if (change.event !== undefined) {
    view.tell(change.event);
  }
  if (applied.kind === 'gap') {
    readAgain().catch(() => view.connection('lost'));
  }
});

connection.onreconnecting(() => view.connection('lost'));
connection.onreconnected(() => readAgain().then(readFigures).catch(() => view.connection('lost')));

async function readAgain(): Promise<void> {
  const snapshot = await connection.invoke<Snapshot>('Watch', view.scope);
  if (board === undefined || snapshot.version >= board.version || view.scope !== snapshot.scope) {
    board = fromSnapshot(snapshot);
    view.show(board);
  }
  view.connection('live');
}

async function start(attempt: number): Promise<void> {
  try {
    await connection.start();
    await readAgain();
  } catch {
    view.connection('lost');
    await connection.stop();
    const wait = forever.nextRetryDelayInMilliseconds({ previousRetryCount: attempt, elapsedMilliseconds: 0, retryReason: new Error() });
    setTimeout(() => void start(attempt + 1), wait ?? 1000);
  }
}

void start(0);

setInterval(() => view.grow(new Date()), 10_000);

// What is not a counter is read again now and then, when the scans calm down, and as soon as the connection is back.
setInterval(() => {
  if (areFiguresDue(figures, Date.now(), calmOf(share, view.spread))) {
    void readFigures();
  }
}, 1000);

// Said with 'x-read-again' that nobody did anything: whoever walked away from a station must not stay signed in by it.
async function readFigures(): Promise<void> {
  if (!view.isLive) {
    return;
  }
  figures = { ...figures, read: Date.now() };
  const answer = await fetch(`${location.pathname}?handler=Figures`, { headers: { accept: 'text/html', 'x-read-again': '1' } }).catch(() => undefined);
  if (answer?.ok === true) {
    view.replaceFigures(new DOMParser().parseFromString(await answer.text(), 'text/html'));
  }
}
