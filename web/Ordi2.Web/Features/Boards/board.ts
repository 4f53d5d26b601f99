import { HubConnectionBuilder, LogLevel, type IRetryPolicy } from '@microsoft/signalr';
import { apply, areFiguresDue, calmOf, fromSnapshot, isNewBuild, type Board, type Change, type Snapshot } from './board-state';
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
let isTrying = false;
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
    readAgain().catch(beginAgain);
  }
});

connection.onreconnecting(() => view.connection('lost'));
// The server ends the connection of somebody whose session is over, and such an end is not tried again by itself.
connection.onclose(beginAgain);
connection.onreconnected(() => readAgain().then(readFigures).catch(beginAgain));

async function readAgain(): Promise<void> {
  const snapshot = await connection.invoke<Snapshot>('Watch', view.scope);
  if (board === undefined || snapshot.version >= board.version || view.scope !== snapshot.scope) {
    board = fromSnapshot(snapshot);
    view.show(board);
  }
  view.connection('live');
}

/** The line is there, and the board does not come over it: it is asked for on a new one, as whoever this browser is by then. */
function beginAgain(why: unknown): Promise<void> {
  return tryAgain(0, why);
}

async function start(attempt: number): Promise<void> {
  try {
    await connection.start();
    await readAgain();
  } catch (why) {
    await tryAgain(attempt, why);
  }
}

async function tryAgain(attempt: number, why: unknown): Promise<void> {
  if (isTrying) {
    return;
  }
  isTrying = true;
  view.connection('lost', isSignedOut(why) ? 'over' : 'lost');
  await connection.stop();
  const wait = forever.nextRetryDelayInMilliseconds({ previousRetryCount: attempt, elapsedMilliseconds: 0, retryReason: new Error() });
  setTimeout(() => {
    isTrying = false;
    void start(attempt + 1);
  }, wait ?? 1000);
}

/** The session is over, and the board is not for everybody. */
function isSignedOut(why: unknown): boolean {
  return why instanceof Error && why.message.includes('not-signed-in');
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
  if (answer?.ok === true && view.isWall && isNewBuild(view.build, answer.headers.get('ordi2-build'))) {
    location.reload();
    return;
  }
  if (answer?.ok === true) {
    view.replaceFigures(new DOMParser().parseFromString(await answer.text(), 'text/html'));
  }
}
