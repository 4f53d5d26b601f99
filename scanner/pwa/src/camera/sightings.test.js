import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sightings } from '../../node_modules/.ordi2-test/camera/sightings.js';

test('a code that stays before the lens is seen once, and again when it was gone for two seconds', () => {
  const sightings = new Sightings();
  const seen = [0, 500, 1_900, 3_800, 5_799, 7_799].map((now) => sightings.isNew('H4T9CXB', now));
  assert.deepEqual(seen, [true, false, false, false, false, true]);
});

test('another code is seen at once', () => {
  const sightings = new Sightings();
  assert.deepEqual([sightings.isNew('H4T9CXB', 0), sightings.isNew('B7N2KDR', 1), sightings.isNew('H4T9CXB', 2)], [true, true, false]);
});
