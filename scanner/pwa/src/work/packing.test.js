import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBox, packedFor } from '../../node_modules/.ordi2-test/work/packing.js';

const lists = [{ id: 'd-1', machines: ['H4T9CXB'] }, { id: 'd-2', machines: ['B7N2KDR'] }];

test('a machine is packed for the delivery on whose list it stands, and for no other', () => {
  assert.deepEqual(packedFor(lists, 'B7N2KDR'), { is: 'on-list', delivery: 'd-2' });
  assert.deepEqual(packedFor(lists, 'R5J8FPK'), { is: 'not-listed' });
  assert.deepEqual(packedFor([], 'H4T9CXB'), { is: 'not-listed' });
  assert.deepEqual(packedFor(null, 'H4T9CXB'), { is: 'no-list' });
});

test('a bare code is that of a box where none is open, and of another one where it was printed for boxes; never that of a machine', () => {
  assert.equal(isBox('4GKTV37', false, [], false), true);
  assert.equal(isBox('4GKTV37', true, [], false), false);
  assert.equal(isBox('4GKTV37', true, ['4GKTV37'], false), true);
  assert.equal(isBox('H4T9CXB', false, ['4GKTV37'], true), false);
  assert.equal(isBox('H4T9CXB', true, ['H4T9CXB'], true), false);
});
