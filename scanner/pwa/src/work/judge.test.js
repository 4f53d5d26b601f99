import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, statusesOf } from '../../node_modules/.ordi2-test/work/judge.js';

const work = {
  at: '2026-01-05T09:00:00Z', organisation: 'w', complete: true, words: {},
  machines: { RECEIVED: ['H4T9CXB'], TRIAGED: ['B7N2KDR'] },
  steps: { 'triage': ['RECEIVED'], 'receive-device': ['NONE', 'COLLECTED'] },
};
const statuses = statusesOf(work);
const of = (code, step, waiting = false, known = work) => judge(known, statuses, waiting, code, step);

test('a machine of the list is expected at the step that its status allows', () => {
  assert.deepEqual(of('H4T9CXB', 'triage'), { is: 'expected', status: 'RECEIVED' });
  assert.deepEqual(of('B7N2KDR', 'triage'), { is: 'wrong-step', status: 'TRIAGED' });
});

test('a label that nobody knows is new where labels begin, and not on the list elsewhere', () => {
  assert.deepEqual(of('R5J8FPK', 'receive-device'), { is: 'new-label' });
  assert.deepEqual(of('R5J8FPK', 'triage'), { is: 'not-listed' });
});

test('nothing is said that is not known', () => {
  assert.deepEqual(of('CNU406CLGR', 'triage'), { is: 'unknown-work' });
  assert.deepEqual(of('H4T9CXB', 'triage', false, null), { is: 'unknown-work' });
  assert.deepEqual(of('H4T9CXB', 'another-step'), { is: 'unknown-work' });
  assert.deepEqual(of('R5J8FPK', 'triage', false, { ...work, complete: false }), { is: 'unknown-work' });
  assert.deepEqual(of('H4T9CXB', 'triage', true), { is: 'after-others' });
});
