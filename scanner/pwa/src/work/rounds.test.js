import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeAtStop } from '../../node_modules/.ordi2-test/work/rounds.js';
import { tripsKnown } from '../../node_modules/.ordi2-test/outbox/pickup.js';
import { isDoubtful } from '../../node_modules/.ordi2-test/outbox/scan.js';
import { DrawnStrokes } from '../../node_modules/.ordi2-test/work/strokes.js';

const round = { id: 'R-1', donation: 'D-1', day: '2026-01-05', donor: 'Mairie', announced: [], stops: [], machines: { DECLARED: ['H4T9CXB'], COLLECTED: ['B7N2KDR'] } };
const other = { ...round, id: 'R-2', donor: 'Banque', machines: { DECLARED: ['R5J8FPK'] } };
const known = { blank: new Set(['4GKTV37']), complete: true };
const of = (code, { labels = known, complete = true, waiting = false, here = round, statuses = new Map() } = {}) =>
  judgeAtStop(here, [here, other], statuses, labels, complete, waiting, code);

test('a machine of this gift is expected, or was taken already', () => {
  assert.deepEqual(of('H4T9CXB'), { is: 'gift-expected' });
  assert.deepEqual(of('B7N2KDR'), { is: 'gift-taken', status: 'COLLECTED' });
  assert.deepEqual(of('H4T9CXB', { waiting: true }), { is: 'after-others' });
});

test('a machine of another stop says whose, and one that stands somewhere says how', () => {
  assert.deepEqual(of('R5J8FPK'), { is: 'other-stop', where: 'Banque' });
  assert.deepEqual(of('4GKTV37', { statuses: new Map([['4GKTV37', 'STOCKED']]) }), { is: 'elsewhere', status: 'STOCKED' });
  assert.deepEqual(of('4GKTV37', { statuses: new Map([['4GKTV37', 'COLLECTED']]) }), { is: 'gift-taken', status: 'COLLECTED' });
});

test('a label of our drawer is new, one that nobody printed is shown, and a code of somebody else is none of ours', () => {
  assert.deepEqual(of('4GKTV37'), { is: 'new-label' });
  assert.deepEqual(of('CNU406CLGR'), { is: 'foreign-code' });
});

test('a label that is not on the list of a gift whose machines are listed is kept and told', () => {
  const label = 'R5J8FPK';
  const alone = (here, labels, complete = true) => judgeAtStop(here, [here], new Map(), labels, complete, false, label);
  assert.deepEqual(alone(round, null), { is: 'not-on-stop' });
  assert.deepEqual(alone(round, known), { is: 'unprinted-label' });
  assert.deepEqual(alone(round, { ...known, complete: false }), { is: 'not-on-stop' });
  assert.deepEqual(alone(round, known, false), { is: 'not-on-stop' });
  assert.deepEqual(alone({ ...round, machines: {} }, null), { is: 'new-label' });
});

test('what is not of this stop is for a person to look at, and the rest is not', () => {
  for (const is of ['other-stop', 'elsewhere', 'not-on-stop', 'foreign-code', 'gift-taken']) assert.ok(isDoubtful({ is }), is);
  for (const is of ['gift-expected', 'new-label', 'after-others']) assert.ok(!isDoubtful({ is }), is);
});

test('the trips that are known are those of the list and our own that it does not hold yet', () => {
  const at = '2026-01-05T09:00:00Z';
  assert.equal(tripsKnown(2, at, []), 2);
  assert.equal(tripsKnown(2, at, [{ state: 'waiting', listAt: at }, { state: 'accepted', listAt: at }]), 4);
  assert.equal(tripsKnown(2, at, [{ state: 'accepted', listAt: 'before' }, { state: 'refused', listAt: at }, { state: 'undone', listAt: at }]), 2);
  assert.equal(tripsKnown(0, at, [{ state: 'waiting', listAt: 'before' }]), 1);
});

test('what a finger draws is strokes on the field of the server, and never longer than it takes', () => {
  const pad = new DrawnStrokes(600, 240);
  assert.equal(pad.text(), null);
  pad.begin(0, 0);
  pad.go(600, 240);
  pad.go(600, 240);
  pad.go(-50, 900);
  pad.begin(20, 20);
  pad.go(40, 60);
  assert.equal(pad.text(), 'M0 0L300 120L0 120M10 10L20 30');
  for (let i = 0; i < 5_000; i++) pad.go(i % 600, (i * 7) % 240);
  assert.ok(pad.text().length <= 4_000);
  assert.match(pad.text(), /^(?:[ML]\d{1,3} \d{1,3})+$/);
  pad.clear();
  assert.equal(pad.text(), null);
});

test('a dot is no signature', () => {
  const pad = new DrawnStrokes(300, 120);
  pad.begin(5, 5);
  assert.equal(pad.text(), null);
});
