import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDoubtful, undoLeft } from '../../node_modules/.ordi2-test/outbox/scan.js';
import { stationsOf } from '../../node_modules/.ordi2-test/modes/modes.js';
import { judge, labelsOf, statusesOf } from '../../node_modules/.ordi2-test/work/judge.js';

const work = {
  at: '2026-01-05T09:00:00Z', organisation: 'w', complete: true, words: {},
  machines: { RECEIVED: ['H4T9CXB'], TRIAGED: ['B7N2KDR'] },
  steps: { 'triage': ['RECEIVED'], 'receive-device': ['NONE', 'COLLECTED'] },
};
const statuses = statusesOf(work);
const of = (code, step, waiting = false, known = work) => judge(known, statuses, known === null ? null : labelsOf(known), waiting, code, step);

test('a machine of the list is expected at the step that its status allows', () => {
  assert.deepEqual(of('H4T9CXB', 'triage'), { is: 'expected', status: 'RECEIVED' });
  assert.deepEqual(of('B7N2KDR', 'triage'), { is: 'wrong-step', status: 'TRIAGED' });
});

test('a label that nobody knows is new where labels begin, and not on the list elsewhere', () => {
  assert.deepEqual(of('R5J8FPK', 'receive-device'), { is: 'new-label' });
  assert.deepEqual(of('R5J8FPK', 'triage'), { is: 'not-listed' });
});

test('what comes to an EPN was announced to it: a machine that was not is meant for another', () => {
  const epn = { ...work, machines: { IN_TRANSIT: ['H4T9CXB'] }, steps: { 'receive-at-epn': ['IN_TRANSIT'] } };
  const at = (code, known = epn) => judge(known, statusesOf(known), labelsOf(known), false, code, 'receive-at-epn');
  assert.deepEqual(at('H4T9CXB'), { is: 'expected', status: 'IN_TRANSIT' });
  assert.deepEqual(at('R5J8FPK'), { is: 'not-expected' });
  assert.deepEqual(at('R5J8FPK', { ...epn, complete: false }), { is: 'unknown-work' });
  assert.ok(isDoubtful({ is: 'not-expected' }));
});

test('nothing is said that is not known', () => {
  assert.deepEqual(of('CNU406CLGR', 'triage'), { is: 'unknown-work' });
  assert.deepEqual(of('H4T9CXB', 'triage', false, null), { is: 'unknown-work' });
  assert.deepEqual(of('H4T9CXB', 'another-step'), { is: 'unknown-work' });
  assert.deepEqual(of('R5J8FPK', 'triage', false, { ...work, complete: false }), { is: 'unknown-work' });
  assert.deepEqual(of('H4T9CXB', 'triage', true), { is: 'after-others' });
});

test('a label of the drawer is new where labels begin, and has no machine yet elsewhere', () => {
  const known = { ...work, labels: ['R5J8FPK'], labelsComplete: true };
  assert.deepEqual(of('R5J8FPK', 'receive-device', false, known), { is: 'new-label' });
  assert.deepEqual(of('R5J8FPK', 'triage', false, known), { is: 'blank-label' });
  assert.deepEqual(of('R5J8FPK', 'triage', false, { ...known, complete: false }), { is: 'blank-label' });
});

test('a label that nobody printed here is said where all of them are known, and nowhere else', () => {
  const known = { ...work, labels: ['R5J8FPK'], labelsComplete: true };
  assert.deepEqual(of('4GKTV37', 'receive-device', false, known), { is: 'unprinted-label' });
  assert.deepEqual(of('4GKTV37', 'receive-device', false, { ...known, labelsComplete: false }), { is: 'new-label' });
  assert.deepEqual(of('4GKTV37', 'receive-device', false, { ...known, labels: [] }), { is: 'new-label' });
  assert.deepEqual(of('4GKTV37', 'receive-device', false, { ...known, complete: false }), { is: 'unknown-work' });
  assert.deepEqual(of('CNU406CLGR', 'receive-device', false, known), { is: 'unknown-work' });
});

test('whoever works at an EPN receives there, and nobody else is offered that', () => {
  const keys = (role) => stationsOf(role).map((station) => station.key);
  assert.deepEqual(keys('ANIMATOR'), ['epn', 'return', 'inventory']);
  assert.equal(keys('DRIVER')[0], 'pickup');
  for (const role of ['OPERATOR', 'STOREKEEPER', 'DRIVER']) assert.ok(!keys(role).includes('epn') && keys(role).includes('bench'), role);
});

test('each scan may be taken back for ten seconds, until it is on its way', () => {
  const scan = { state: 'waiting', taken: false, heldUntil: 10_000, notBefore: 0 };
  assert.equal(undoLeft(scan, 4_000), 6_000);
  assert.equal(undoLeft(scan, 10_000), 0);
  assert.equal(undoLeft({ ...scan, taken: true }, 4_000), 0);
  assert.equal(undoLeft({ ...scan, state: 'accepted' }, 4_000), 0);
});
