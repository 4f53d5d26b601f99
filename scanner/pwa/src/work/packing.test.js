import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packedFor } from '../../node_modules/.ordi2-test/work/packing.js';

const lists = [{ id: 'd-1', machines: ['H4T9CXB'] }, { id: 'd-2', machines: ['B7N2KDR'] }];

test('a machine is packed for the delivery on whose list it stands, and for no other', () => {
  assert.deepEqual(packedFor(lists, 'B7N2KDR'), { is: 'on-list', delivery: 'd-2' });
  assert.deepEqual(packedFor(lists, 'R5J8FPK'), { is: 'not-listed' });
  assert.deepEqual(packedFor([], 'H4T9CXB'), { is: 'not-listed' });
  assert.deepEqual(packedFor(null, 'H4T9CXB'), { is: 'no-list' });
});
