import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counted, dataOf, giftCard, giftOf, giftOfCard, isOpen, noGift, onlyOne } from '../../node_modules/.ordi2-test/work/gifts.js';

const bank = { id: 'Don-1b', donor: 'Banque', day: '2026-01-05', received: 3, expected: 40, round: 'r-1' };
const town = { id: 'don-2', donor: 'Mairie', received: 0, expected: 5, round: null };

test('one gift alone is chosen by itself, of several and of none nothing is', () => {
  assert.equal(onlyOne([bank]), 'Don-1b');
  assert.equal(onlyOne([bank, town]), null);
  assert.equal(onlyOne([]), null);
  assert.equal(onlyOne(null), null);
});

test('somebody is asked until it was said, and again once the gift is over', () => {
  assert.equal(isOpen([bank, town], null, false), true);
  assert.equal(isOpen([bank, town], 'don-2', false), false);
  assert.equal(isOpen([bank], 'don-2', false), true);
  assert.equal(isOpen([bank], noGift, false), false);
  assert.equal(isOpen(null, noGift, false), false);
  assert.equal(giftOf([bank], noGift), null);
});

test('the only gift, chosen by nobody, is asked for once it is not the only one any more', () => {
  assert.equal(isOpen([bank], 'Don-1b', true), false);
  assert.equal(isOpen([bank, town], 'Don-1b', true), true);
  assert.equal(isOpen([bank, town], 'Don-1b', false), false);
});

test('a scan names its gift, and the round where it can be one alone', () => {
  assert.deepEqual(dataOf(bank), { donation: 'Don-1b', round: 'r-1' });
  assert.deepEqual(dataOf(town), { donation: 'don-2' });
  assert.deepEqual(dataOf(null), {});
});

test('what came is counted with its gift, and what comes beyond the list makes it longer', () => {
  assert.deepEqual(counted([bank, town], ['don-2', 'don-2', 'another']).map((gift) => [gift.received, gift.expected]), [[3, 40], [2, 5]]);
  assert.deepEqual(counted([{ ...town, received: 5 }], ['don-2']).map((gift) => [gift.received, gift.expected]), [[6, 6]]);
});

test('the card of a gift names it whatever its letters, and no other card does', () => {
  assert.equal(giftOfCard([bank, town], giftCard('d-don-1b')), bank);
  assert.equal(giftOfCard([bank, town], giftCard('d-3')), null);
  assert.equal(giftCard('receive'), null);
});
