import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cardKey, enrolmentCode } from '../../node_modules/.ordi2-test/reading/card.js';
import { frenchPc } from '../../node_modules/.ordi2-test/reading/keyboard.js';
import { inGroups, isLabelCode } from '../../node_modules/.ordi2-test/reading/label-code.js';
import { read } from '../../node_modules/.ordi2-test/reading/label-reader.js';

const vectors = JSON.parse(readFileSync(new URL('./vectors.json', import.meta.url), 'utf8'));

test('each line is understood as the server and the station program understand it', () => {
  assert.ok(vectors.length > 1000, `only ${vectors.length} vectors`);
  for (const { line, ...expected } of vectors) assert.deepEqual(read(line), expected, JSON.stringify(line));
});

test('the vectors hold each way in which a line is read or refused', () => {
  const ways = new Set(vectors.map(({ is, reason }) => reason ?? is));
  for (const way of ['label', 'address', 'other', 'empty', 'too-long', 'wrong-check-symbol', 'not-a-code', 'several-labels', 'foreign-address', 'foreign-asset']) assert.ok(ways.has(way), way);
});

test('the check symbols of the specification are right, and every wrong symbol is caught', () => {
  for (const code of ['H4T9CXB', 'B7N2KDR', 'R5J8FPK', '123456S', '000001X', 'YYYYYY6', '0000000']) assert.ok(isLabelCode(code), code);
  for (const code of ['H4T9CXC', 'H4T9CX', 'H4T9CXBB', 'h4t9cxb', '']) assert.ok(!isLabelCode(code), code);
  assert.equal(inGroups('H4T9CXB'), 'H4T 9CXB');
  assert.equal(inGroups('CNU406CLGR'), 'CNU406CLGR');
});

test('a mode card is read whatever the keyboard made of it', () => {
  for (const line of ['O2-TRIAGE-REUSE', 'o2-triage-reuse\r', 'Oé)TRIQGE)REUSE']) assert.equal(cardKey(line), 'triage-reuse', line);
  for (const line of ['H4T9CXB', 'TRIAGE-REUSE', '', 'O2']) assert.equal(cardKey(line), null, line);
});

test('an enrolment code is taken out of its address, of what somebody typed and of what a French keyboard made of it', () => {
  for (const line of ['https://o2.example/station/enrol?code=H4T9C-XB7N2', 'h4t9c xb7n2', 'H4T9C-XB7N2\r', "H'TçC)XBèNé"]) assert.equal(enrolmentCode(line), 'H4T9CXB7N2', line);
  for (const line of ['H4T9CXB', '', 'https://o2.example/station/enrol', 'H4T9CXB7NA']) assert.equal(enrolmentCode(line), null, line);
});

test('four digits that were typed without Shift on a French keyboard are digits', () => {
  assert.equal(frenchPc.restoreDigits("'ÀÈ&"), '4071');
});
