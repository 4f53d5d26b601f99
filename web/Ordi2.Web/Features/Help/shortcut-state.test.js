import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counts, longestPair, noKeys, press, quietAfter, quietBefore, shortestPair } from '../../node_modules/.ordi2-test/Help/shortcut-state.js';

const typed = (text, apart, from = 10_000) => [...text].reduce((keys, key, i) => press(keys, key, from + i * apart), noKeys);

test('one key alone is a shortcut', () => {
  assert.equal(typed('?', 0).waiting, 'help');
  assert.equal(typed('/', 0).waiting, 'search');
  assert.equal(typed('x', 0).waiting, undefined);
});

test('a pair is a shortcut at the pace of a hand, and at no other', () => {
  assert.equal(typed('gh', 200).waiting, 'home');
  assert.equal(typed('gh', longestPair).waiting, 'home');
  assert.equal(typed('gh', longestPair + 1).waiting, undefined);
  assert.equal(typed('gh', shortestPair - 1).waiting, undefined);
  assert.equal(typed('gx', 200).waiting, undefined);
  assert.equal(typed('h', 0).waiting, undefined);
});

test('the second key of a pair begins none, and a third undoes it', () => {
  assert.equal(typed('ghh', 500).waiting, undefined);
  assert.equal(typed('gh7', 100).waiting, undefined);
});

test('a scanner that types like a keyboard meets no shortcut, fast or slow', () => {
  for (const apart of [1, 5, 20, 50, 100, quietAfter - 1]) {
    for (const code of ['https://ordi2.example/m/H4T9CXB', '/?/?/?', '?', 'GH4T9CX', 'gh4t9cx', 'gh', 'ghgh']) {
      // What waits is carried out when nothing follows within quietAfter: here something always does, the Enter of the scanner last.
      assert.equal([...code, 'Enter'].reduce((keys, key, i) => press(keys, key, 10_000 + i * apart), noKeys).waiting, undefined, `${code} at ${apart} ms`);
    }
  }
});

test('a key that follows another too soon is typing, and the pause begins anew', () => {
  const keys = press(press(noKeys, 'a', 1000), '?', 1000 + quietBefore - 1);
  assert.equal(keys.waiting, undefined);
  assert.equal(press(keys, '?', 1000 + 2 * quietBefore).waiting, 'help');
});

test('keys that type nothing neither make nor break a shortcut; Enter breaks it', () => {
  assert.deepEqual(['Shift', 'Tab', 'ArrowDown', 'Escape', 'Dead'].filter(counts), []);
  assert.deepEqual(['?', 'g', 'Enter'].filter(counts), ['?', 'g', 'Enter']);
});
