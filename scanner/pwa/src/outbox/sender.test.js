import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedPause, pauseAfter } from '../../node_modules/.ordi2-test/outbox/pauses.js';
import { Sender } from '../../node_modules/.ordi2-test/outbox/sender.js';
import { understand } from '../../node_modules/.ordi2-test/outbox/sent.js';
import { after, stateOf, wire } from '../../node_modules/.ordi2-test/outbox/scan.js';

const why = { code: 'field-wrong', message: 'Mal rempli.', next: 'Corrigez.' };

/** An outbox in memory: the same promises as the one on the disk. */
function outboxOf(scans, tokens = { amina: 'token' }) {
  const kept = scans.map((scan, i) => ({ number: i + 1, scanId: `scan-${i + 1}`, device: 'd', person: 'amina', state: 'waiting', heldUntil: 0, notBefore: 0, attempts: 0, taken: false, ...scan }));
  return {
    kept,
    tokens,
    take: async (now, most, out) => {
      const due = kept.filter((scan) => scan.state === 'waiting' && scan.heldUntil <= now && scan.notBefore <= now && !out.has(scan.person));
      const taken = due.filter((scan) => scan.person === due[0].person).slice(0, most);
      for (const scan of taken) scan.taken = true;
      return taken.map((scan) => ({ ...scan }));
    },
    nextDue: async (now, out) => {
      const due = kept.filter((scan) => scan.state === 'waiting' && !out.has(scan.person)).map((scan) => Math.max(scan.heldUntil, scan.notBefore));
      return due.length === 0 ? null : Math.min(...due);
    },
    answer: async (answered) => {
      for (const { number, state } of answered) kept[number - 1].state = state;
    },
    postpone: async (late, until) => {
      for (const { number } of late) {
        kept[number - 1].attempts++;
        kept[number - 1].notBefore = until(kept[number - 1].attempts);
      }
    },
    tokenOf: async (person) => tokens[person] ?? null,
  };
}

/** A server that gives its answers in turn; the last one is the one that it keeps giving. */
function lineOf(...answers) {
  const requests = [];
  return { requests, send: async (scans, token) => {
    requests.push({ ids: scans.map((scan) => scan.scanId), token });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return typeof answer === 'function' ? answer(scans) : answer;
  } };
}

const accept = (scans) => ({ is: 'answered', clockAhead: 0, receipts: scans.map((scan) => ({ scanId: scan.scanId, outcome: 'accepted' })) });

function senderOf(outbox, line, clock = { now: 1_000_000 }) {
  const news = [];
  return { sender: new Sender(outbox, line, () => clock.now, () => 1, (one) => news.push(one)), news, clock };
}

test('what waits goes in the order in which it was kept, 500 in a request, each once', async () => {
  const [outbox, line] = [outboxOf(Array.from({ length: 1203 }, () => ({}))), lineOf(accept)];
  assert.equal(await senderOf(outbox, line).sender.drain(), null);
  assert.deepEqual(line.requests.map((request) => request.ids.length), [500, 500, 203]);
  assert.deepEqual(line.requests.flatMap((request) => request.ids), outbox.kept.map((scan) => scan.scanId));
});

test('a scan that may still be taken back stays, and the answer says when to come again', async () => {
  const [outbox, line] = [outboxOf([{}, { heldUntil: 1_004_000 }]), lineOf(accept)];
  assert.equal(await senderOf(outbox, line).sender.drain(), 4_000);
  assert.deepEqual(line.requests.map((request) => request.ids), [['scan-1']]);
  assert.equal(outbox.kept[1].taken, false);
});

test('each person is sent in their own name, and who must sign in first stops nobody else', async () => {
  const outbox = outboxOf([{ person: 'amina' }, { person: 'bo' }, { person: 'amina' }], { bo: 'token of bo' });
  const [line] = [lineOf(accept)];
  const { sender, news } = senderOf(outbox, line);
  assert.equal(await sender.drain(), null);
  assert.deepEqual(line.requests, [{ ids: ['scan-2'], token: 'token of bo' }]);
  assert.deepEqual(news.filter((one) => one.is === 'sign-in-needed').map((one) => one.person), ['amina']);
  outbox.tokens.amina = 'new';
  await sender.drain();
  assert.deepEqual(line.requests.slice(1), [{ ids: ['scan-1', 'scan-3'], token: 'new' }]);
});

test('a line that is away loses nothing, and the pauses grow to a minute', async () => {
  const [outbox, line] = [outboxOf([{}]), lineOf({ is: 'away' })];
  const { sender, news, clock } = senderOf(outbox, line);
  const pauses = [];
  for (let i = 0; i < 9; i++) {
    pauses.push(await sender.drain());
    clock.now += pauses.at(-1);
  }
  assert.deepEqual(pauses, [1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000]);
  assert.equal(outbox.kept[0].state, 'waiting');
  assert.ok(news.every((one) => one.is === 'paused'));
  sender.hurry();
  assert.equal(await sender.drain(), 1000);
});

test('a server that asks for a pause gets it', async () => {
  const line = lineOf({ is: 'later', pause: 7_000 });
  const { sender, clock } = senderOf(outboxOf([{}]), line);
  assert.equal(await sender.drain(), 7_000);

  // What is kept meanwhile does not shorten it.
  clock.now += 2_000;
  assert.equal(await sender.drain(), 5_000);
  assert.equal(line.requests.length, 1);
  sender.hurry();
  assert.equal(await sender.drain(), 7_000);
  assert.equal(line.requests.length, 2);
});

test('the one scan that the server cannot take is found by halves; all others go', async () => {
  const outbox = outboxOf(Array.from({ length: 11 }, () => ({})));
  const line = lineOf((scans) => (scans.some((scan) => scan.scanId === 'scan-6') ? { is: 'not-together', why, ofAScan: true } : accept(scans)));
  await senderOf(outbox, line).sender.drain();
  assert.deepEqual(outbox.kept.map((scan) => scan.state), Array.from({ length: 11 }, (_, i) => (i === 5 ? 'unsendable' : 'accepted')));
});

test('what is wrong with the request puts no scan aside: all wait, and go when the server takes the request again', async () => {
  const refused = (scans) => understand(
    { status: 400, body: JSON.stringify({ code: 'field-unknown', errors: { batch: ['?'] } }), retryAfter: null, date: null }, new Set(scans.map((scan) => scan.scanId)), 0);
  const outbox = outboxOf([{}, {}, {}, {}]);
  let broken = true;
  const line = lineOf((scans) => (broken ? refused(scans) : accept(scans)));
  const { sender, clock } = senderOf(outbox, line);
  for (let i = 0; i < 6; i++) clock.now += await sender.drain();
  assert.deepEqual(outbox.kept.map((scan) => scan.state), Array(4).fill('waiting'));
  broken = false;
  for (let pause = 0; pause !== null; clock.now += pause ?? 0) pause = await sender.drain();
  assert.deepEqual(outbox.kept.map((scan) => scan.state), Array(4).fill('accepted'));
});

test('a machine that could not be asked goes again, after others', async () => {
  const outbox = outboxOf([{}, {}]);
  const first = (scans) => ({ is: 'answered', clockAhead: 0, receipts: scans.map((scan, i) => ({ scanId: scan.scanId, outcome: i === 0 ? 'refused' : 'accepted', ...(i === 0 ? { reason: { ...why, code: 'try-again' } } : {}) })) });
  const line = lineOf(first, accept);
  const { sender, clock } = senderOf(outbox, line);
  assert.equal(await sender.drain(), 1000);
  assert.deepEqual(outbox.kept.map((scan) => scan.state), ['waiting', 'accepted']);
  clock.now += 1000;
  await sender.drain();
  assert.deepEqual(line.requests[1].ids, ['scan-1']);
  assert.equal(outbox.kept[0].state, 'accepted');
});

test('a clock that is off by minutes is said', async () => {
  const { sender, news } = senderOf(outboxOf([{}]), lineOf((scans) => ({ ...accept(scans), clockAhead: 5 * 60_000 })));
  await sender.drain();
  assert.ok(news.some((one) => one.is === 'clock-off'));
});

test('no two devices come back at the same moment, and none before half the pause', () => {
  assert.deepEqual([pauseAfter(3, 0), pauseAfter(3, 1)], [2000, 4000]);
  assert.deepEqual([askedPause('7', 0), askedPause('0', 0), askedPause('99999', 0), askedPause(null, 0), askedPause('soon', 0)], [7000, 1000, 900_000, null, null]);
  assert.equal(askedPause('Thu, 01 Jan 1970 00:01:00 GMT', 10_000), 50_000);
});

test('what came back is understood whoever sent it', () => {
  const answer = (status, body, more = {}) => understand({ status, body: typeof body === 'string' ? body : JSON.stringify(body), retryAfter: null, date: null, ...more }, new Set(['a']), 10_000);
  assert.deepEqual(answer(200, { results: [{ scanId: 'a', outcome: 'accepted' }, { scanId: 'foreign', outcome: 'accepted' }] }), { is: 'answered', clockAhead: null, receipts: [{ scanId: 'a', outcome: 'accepted' }] });
  assert.equal(answer(200, '<html>Bienvenue sur le Wi-Fi</html>').is, 'away');
  assert.equal(answer(200, { results: [] }, { date: 'Thu, 01 Jan 1970 00:00:01 GMT' }).clockAhead, 8_500);
  assert.equal(answer(403, '<html>Filtré</html>').is, 'away');
  assert.equal(answer(401, { code: 'token-over', detail: 'Fini.', next: 'Badge.' }).is, 'signed-out');
  assert.deepEqual(answer(429, '', { retryAfter: '3' }), { is: 'later', pause: 3000 });
  assert.equal(answer(400, { code: 'field-wrong', errors: { deviceId: ['?'] } }).ofAScan, false);
  assert.equal(answer(400, { code: 'field-wrong', errors: { 'scans[0].scanId': ['?'] } }).ofAScan, true);
  assert.equal(answer(400, { code: 'field-missing', errors: { scans: ['?'] } }).ofAScan, false);
  assert.equal(answer(400, { code: 'not-json', errors: { body: ['?'] } }).ofAScan, false);
  assert.equal(answer(413, { code: 'too-large' }).ofAScan, true);
  assert.equal(answer(500, '').is, 'stumbled');
  assert.equal(answer(502, 'Bad gateway').is, 'away');
});

test('a repetition means what the first answer meant, and what we do not know is for a person', () => {
  assert.equal(stateOf({ scanId: 'a', outcome: 'duplicate', firstOutcome: 'refused' }), 'refused');
  assert.equal(stateOf({ scanId: 'a', outcome: 'duplicate' }), 'accepted');
  assert.equal(stateOf({ scanId: 'a', outcome: 'something new' }), 'held');
  assert.deepEqual(wire({ scanId: 'a', code: 'H4T9CXB', step: 'triage', occurredAt: 'now', data: { route: 'REUSE' }, state: 'waiting' }), { scanId: 'a', code: 'H4T9CXB', step: 'triage', occurredAt: 'now', data: { route: 'REUSE' } });
});

test('a clock that is set back changes no order, and one that was wrong by days is not believed', () => {
  assert.equal(after(undefined, '2026-01-05T10:00:00.000Z'), '2026-01-05T10:00:00.000Z');
  assert.equal(after('2026-01-05T09:59:59.000Z', '2026-01-05T10:00:00.000Z'), '2026-01-05T10:00:00.000Z');
  assert.equal(after('2026-01-05T10:00:00.000Z', '2026-01-05T10:00:00.000Z'), '2026-01-05T10:00:00.001Z');
  assert.equal(after('2026-01-05T11:00:00.000Z', '2026-01-05T10:00:00.000Z'), '2026-01-05T11:00:00.001Z');
  assert.equal(after('2035-01-05T11:00:00.000Z', '2026-01-05T10:00:00.000Z'), '2026-01-05T10:00:00.000Z');
});
