import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { stationOf, stations, targetOf } from '../node_modules/.ordi2-test/modes/modes.js';
import { isKey, say, texts } from '../node_modules/.ordi2-test/texts.js';

test('each sentence stands in both languages, with the same gaps', () => {
  const gaps = (text) => [...text.matchAll(/\{\d\}/g)].map(String).sort();
  for (const [key, [french, english]] of Object.entries(texts)) {
    assert.ok(french.length > 0 && english.length > 0, key);
    assert.deepEqual(gaps(french), gaps(english), key);
  }
});

test('French has a space that does not break before its signs, and says vous', () => {
  for (const key of Object.keys(texts)) {
    const french = say('fr', key, 'x', 'y');
    assert.doesNotMatch(french, /[^\u00a0][:?!;»]|«[^\u00a0]/, key);
    assert.doesNotMatch(french, /\b(tu|ton|ta|tes|toi)\b/i, key);
  }
});

test('an operator reads ten words at once and no more', () => {
  for (const [key, [french]] of Object.entries(texts)) {
    for (const sentence of french.split(/[.!?]/)) assert.ok(sentence.trim().split(/\s+/).filter((word) => /\p{L}/u.test(word)).length <= 10, `${key}: ${sentence}`);
  }
});

test('each kind of work has two to four targets, or one that each scan does, and words for all', () => {
  for (const station of stations) {
    assert.ok(station.targets.length >= 1 && station.targets.length <= 4, station.key);
    assert.ok(isKey(`station-${station.key}`), station.key);
    for (const target of station.targets) {
      assert.ok(isKey(`target-${target.key}`), target.key);
      assert.equal(targetOf(target.key), target);
      assert.ok(stationOf(target.key)?.targets.includes(target), target.key);
    }
  }
});

test('each text that the page and its scripts name is there', () => {
  const html = readFileSync(new URL('./index.html', import.meta.url), 'utf8');
  for (const [, key] of html.matchAll(/data-(?:text|label)="([^"]+)"/g)) assert.ok(isKey(key), key);
});
