import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merged } from '../../node_modules/.ordi2-test/work/merge.js';

const driver = { at: '1', organisation: 'canal', machines: {}, rounds: [{ id: 'r-1' }], kinds: [{ code: 'LAPTOP' }], gifts: [{ id: 'd-1' }], packing: [{ id: 'l-1' }], boxes: ['4GKTV37'] };

test('what somebody is not told of stays for whoever is, and what they are told of is new', () => {
  const work = merged(driver, { at: '2', organisation: 'canal', machines: { RECEIVED: ['H4T9CXB'] }, gifts: [] });
  assert.deepEqual(work, { ...driver, at: '2', machines: { RECEIVED: ['H4T9CXB'] }, gifts: [] });
});

test('a changed house shows nothing of the one before', () => {
  const loaded = { at: '2', organisation: 'port', machines: {} };
  assert.deepEqual(merged(driver, loaded), loaded);
  assert.deepEqual(merged(null, loaded), loaded);
});
