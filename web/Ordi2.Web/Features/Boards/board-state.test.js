import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, areFiguresDue, calmOf, fromSnapshot, isNewBuild } from '../../node_modules/.ordi2-test/Boards/board-state.js';

const snapshot = { scope: 'national', version: 7, counters: [{ counter: 'RECEIVED', value: 3 }, { counter: 'READY', value: 1 }] };
const change = (version, ...changes) => ({ scope: 'national', version, changes });
const figures = (board) => Object.fromEntries(board.values);

test('a snapshot is shown as it came', () => {
  const board = fromSnapshot(snapshot);
  assert.equal(board.version, 7);
  assert.deepEqual(figures(board), { RECEIVED: 3, READY: 1 });
});

test('the next change sets what it names and leaves the rest', () => {
  const applied = apply(fromSnapshot(snapshot), change(8, { counter: 'RECEIVED', value: 2 }, { counter: 'TRIAGED', value: 1 }));
  assert.equal(applied.kind, 'next');
  assert.equal(applied.board.version, 8);
  assert.deepEqual(figures(applied.board), { RECEIVED: 2, READY: 1, TRIAGED: 1 });
});

test('a change that was seen before, or is older than the snapshot, changes nothing', () => {
  const board = fromSnapshot(snapshot);
  assert.deepEqual(apply(board, change(7, { counter: 'READY', value: 99 })), { kind: 'old' });
  assert.deepEqual(apply(board, change(2, { counter: 'READY', value: 99 })), { kind: 'old' });
  assert.deepEqual(figures(board), { RECEIVED: 3, READY: 1 });
});

test('a change after a lost one is applied, and says that the whole board is to be asked for again', () => {
  const applied = apply(fromSnapshot(snapshot), change(9, { counter: 'READY', value: 5 }));
  assert.equal(applied.kind, 'gap');
  assert.equal(applied.board.version, 9);
  assert.equal(applied.board.values.get('READY'), 5);
});

test('a change leaves the board that it was applied to as it was', () => {
  const board = fromSnapshot(snapshot);
  apply(board, change(8, { counter: 'RECEIVED', value: 2 }));
  assert.deepEqual(figures(board), { RECEIVED: 3, READY: 1 });
});

test('figures are read again each minute, whether or not anything changed', () => {
  assert.equal(areFiguresDue({ read: 0, changed: 0 }, 59_999, 3000), false);
  assert.equal(areFiguresDue({ read: 0, changed: 0 }, 60_000, 3000), true);
});

test('figures are read again when the scans calm down, and not more often than every ten seconds', () => {
  assert.equal(areFiguresDue({ read: 0, changed: 11_000 }, 13_999, 3000), false);
  assert.equal(areFiguresDue({ read: 0, changed: 11_000 }, 14_000, 3000), true);
  assert.equal(areFiguresDue({ read: 0, changed: 1000 }, 9999, 3000), false);
  assert.equal(areFiguresDue({ read: 5000, changed: 4000 }, 20_000, 3000), false);
});

test('two thousand open boards do not ask in the same seconds when one scan breaks the silence', () => {
  const boards = 2000;
  const asked = new Map();
  for (let i = 0; i < boards; i++) {
    // The server says over how many seconds so many spread.
    const calm = calmOf(i / boards, 40);
    const opened = (i % 59) * 1000 - 59_000;
    let figures = { read: opened, changed: 0 };
    for (let now = 0; now <= 120_000; now += 1000) {
      if (areFiguresDue(figures, now, calm)) {
        figures = { ...figures, read: now };
        asked.set(now, (asked.get(now) ?? 0) + 1);
      }
    }
  }
  const most = Math.max(...asked.values());
  assert.ok(most <= 120, `${most} boards ask in one second`);
});

test('the few who watch a small board are fresh within seconds', () => {
  assert.equal(calmOf(0, 0), 2000);
  assert.equal(calmOf(1, 0), 4000);
  assert.equal(calmOf(0.5, 40), 22_000);
});

test('a wall takes the new program only when another build answers', () => {
  assert.equal(isNewBuild('a', 'b'), true);
  assert.equal(isNewBuild('a', 'a'), false);
  assert.equal(isNewBuild('a', null), false);
  assert.equal(isNewBuild('a', ''), false);
  assert.equal(isNewBuild(undefined, 'b'), false);
});
