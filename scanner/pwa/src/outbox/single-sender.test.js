import assert from 'node:assert/strict';
import { test } from 'node:test';
import { understandPhoto } from '../../node_modules/.ordi2-test/outbox/photo.js';
import { SingleSender } from '../../node_modules/.ordi2-test/outbox/single-sender.js';
import { pickupWire, understandPickup } from '../../node_modules/.ordi2-test/outbox/pickup.js';
import { drainAll } from '../../node_modules/.ordi2-test/outbox/drain.js';
import { dueAt } from '../../node_modules/.ordi2-test/outbox/scan.js';

const why = { code: 'not-found', message: 'Inconnue.', next: 'Scannez-la.' };

/** Photos in memory: the same promises as those on the disk. */
function outboxOf(photos, tokens = { amina: 'token' }) {
  const kept = photos.map((photo, i) => ({ number: i + 1, person: 'amina', code: `M${i}`, state: 'waiting', heldUntil: 0, notBefore: 0, attempts: 0, ...photo }));
  const free = (out) => kept.filter((photo) => photo.state === 'waiting' && !out.has(photo.person));
  return {
    kept,
    take: async (now, out) => free(out).find((photo) => dueAt(photo, now) <= now) ?? null,
    nextDue: async (now, out) => free(out).reduce((least, photo) => Math.min(least ?? Infinity, dueAt(photo, now)), null),
    answer: async (number, state, reason) => Object.assign(kept[number - 1], { state, reason }),
    postpone: async (number, until) => {
      const photo = kept[number - 1];
      photo.attempts++;
      photo.notBefore = until(photo.attempts);
    },
    tokenOf: async (person) => tokens[person] ?? null,
  };
}

function senderOf(outbox, answer) {
  const [requests, news, clock] = [[], [], { now: 1_000_000 }];
  const line = { send: async (photo, token) => {
    requests.push([photo.number, token]);
    return answer(photo, requests.length);
  } };
  return { sender: new SingleSender('photo', outbox, line, () => clock.now, () => 1, (one) => news.push(one)), requests, news, clock };
}

/** All of them, where no scan waits. */
const drain = (sender) => drainAll({ drain: async () => null }, sender);

test('photos go one at a time, the oldest first, each once', async () => {
  const outbox = outboxOf([{}, {}, {}]);
  const { sender, requests, news } = senderOf(outbox, () => ({ is: 'kept' }));
  assert.equal(await drain(sender), null);
  assert.deepEqual(requests.map(([number]) => number), [1, 2, 3]);
  assert.deepEqual(outbox.kept.map((photo) => photo.state), ['accepted', 'accepted', 'accepted']);
  assert.deepEqual(news, Array(3).fill({ is: 'single-answered', what: 'photo', state: 'accepted' }));
});

test('a photo that may still be taken back waits for its ten seconds', async () => {
  const outbox = outboxOf([{ heldUntil: 1_010_000 }]);
  const { sender, requests, clock } = senderOf(outbox, () => ({ is: 'kept' }));
  assert.equal(await drain(sender), 10_000);
  assert.deepEqual(requests, []);
  clock.now += 10_000;
  assert.equal(await drain(sender), null);
  assert.equal(requests.length, 1);
});

test('one that the server refuses stands aside with the reason, and the next one goes', async () => {
  const outbox = outboxOf([{}, {}]);
  const { sender } = senderOf(outbox, (photo) => (photo.number === 1 ? { is: 'refused', why } : { is: 'kept' }));
  assert.equal(await drain(sender), null);
  assert.deepEqual(outbox.kept.map((photo) => [photo.state, photo.reason]), [['refused', why], ['accepted', null]]);
});

test('one over which the server falls lets the others go first and is tried again', async () => {
  const outbox = outboxOf([{}, {}]);
  const { sender, requests, clock } = senderOf(outbox, (_, time) => (time === 1 ? { is: 'stumbled' } : { is: 'kept' }));
  const pause = await drain(sender);
  assert.deepEqual(requests.map(([number]) => number), [1, 2]);
  clock.now += pause;
  assert.equal(await drain(sender), null);
  assert.deepEqual(requests.map(([number]) => number), [1, 2, 1]);
});

test('without network the first one stops them all, and nothing is lost', async () => {
  const outbox = outboxOf([{}, {}]);
  const { sender, requests, clock } = senderOf(outbox, () => ({ is: 'away' }));
  assert.equal(await drain(sender), 1_000);
  clock.now += 400;
  assert.equal(await drain(sender), 600);
  clock.now += 600;
  assert.equal(await drain(sender), 2_000);
  assert.equal(requests.length, 2);
  assert.ok(outbox.kept.every((photo) => photo.state === 'waiting'));
});

test('whoever is signed out keeps nobody waiting, and is asked for', async () => {
  const outbox = outboxOf([{ person: 'bo' }, {}]);
  const { sender, requests, news } = senderOf(outbox, () => ({ is: 'kept' }));
  assert.equal(await drain(sender), null);
  assert.deepEqual(requests.map(([number]) => number), [2]);
  assert.deepEqual(news[0], { is: 'sign-in-needed', person: 'bo', why: null });
});

test('only our server puts a photo aside', () => {
  const of = (status, body, retryAfter = null) => understandPhoto({ status, body: typeof body === 'string' ? body : JSON.stringify(body), retryAfter }, 0);
  const problem = { code: 'not-found', detail: 'Inconnue.', next: 'Scannez-la.' };
  assert.deepEqual(of(201, { id: 'abc' }), { is: 'kept' });
  assert.deepEqual(of(200, { id: 'abc' }), { is: 'kept' });
  assert.deepEqual(of(200, '<html>Connectez-vous</html>'), { is: 'away' });
  assert.deepEqual(of(404, problem), { is: 'refused', why });
  assert.deepEqual(of(404, '<h1>Not found</h1>'), { is: 'away' });
  assert.deepEqual(of(401, problem), { is: 'signed-out', why });
  assert.deepEqual(of(429, problem, '7'), { is: 'later', pause: 7_000 });
  assert.deepEqual(of(500, problem), { is: 'stumbled' });
  assert.deepEqual(of(502, ''), { is: 'away' });
});

test('only our server puts a count aside, also one that it cannot read', () => {
  const of = (status, body, retryAfter = null) => understandPickup({ status, body: typeof body === 'string' ? body : JSON.stringify(body), retryAfter }, 0);
  const problem = { code: 'stop-counted-meanwhile', detail: 'Un autre comptage.', next: 'Dites lequel.' };
  const reason = { code: 'stop-counted-meanwhile', message: 'Un autre comptage.', next: 'Dites lequel.' };
  assert.deepEqual(of(200, { id: 'R-1', stops: [] }), { is: 'kept' });
  assert.deepEqual(of(200, { id: 'R-1' }), { is: 'away' });
  assert.deepEqual(of(200, '<html>Connectez-vous</html>'), { is: 'away' });
  for (const status of [400, 403, 404, 409, 413, 422]) assert.deepEqual(of(status, problem), { is: 'refused', why: reason }, String(status));
  assert.deepEqual(of(409, '<h1>Conflict</h1>'), { is: 'away' });
});

test('a count goes as it was keyed: what nobody counted is left out, and what was counted as none is 0', () => {
  const kept = {
    id: 'a', device: 'd', person: 'amina', round: 'R-1', stop: 'quai', where: 'Quai', counts: { LAPTOP: 12, MONITOR: 0 }, note: 'BE-R-1-quai-1', absent: false,
    reason: null, signature: { name: 'Ada', capacity: null, drawing: 'M1 2L3 4' }, knownTrips: 1, listAt: null, occurredAt: '2026-11-23T08:00:00.000Z',
  };
  assert.deepEqual(pickupWire(kept), {
    trip: 'a', stop: 'quai', counts: [{ type: 'LAPTOP', count: 12 }, { type: 'MONITOR', count: 0 }], note: 'BE-R-1-quai-1', donorAbsent: false,
    occurredAt: '2026-11-23T08:00:00.000Z', signature: { name: 'Ada', drawing: 'M1 2L3 4' }, knownTrips: 1,
  });
  assert.deepEqual(pickupWire({ ...kept, counts: {}, note: null, absent: true, reason: 'porte fermée', signature: null, knownTrips: null }), {
    trip: 'a', stop: 'quai', counts: [], donorAbsent: true, reason: 'porte fermée', occurredAt: '2026-11-23T08:00:00.000Z',
  });
});

test('scans go before what is sent by itself, and the sooner of them says when to come back', async () => {
  const order = [];
  const of = (name, pause) => async () => {
    order.push(name);
    return pause;
  };
  const both = (scans, photos) => drainAll({ drain: of('scans', scans) }, { sendOne: of('photos', photos) });
  assert.equal(await both(500, 200), 200);
  assert.equal(await both(null, 200), 200);
  assert.equal(await both(500, null), 500);
  assert.equal(await both(null, null), null);
  assert.deepEqual(order.slice(0, 2), ['scans', 'photos']);
});

test('a scan that is made while photos go waits for one of them and not for all', async () => {
  const order = [];
  let waiting = 0;
  const scans = { drain: async () => {
    if (waiting > 0) order.push('scan');
    waiting = 0;
    return null;
  } };
  const { sender } = senderOf(outboxOf([{}, {}, {}]), (photo) => {
    order.push(`photo ${photo.number}`);
    waiting = 1;
    return { is: 'kept' };
  });
  assert.equal(await drainAll(scans, sender), null);
  assert.deepEqual(order, ['photo 1', 'scan', 'photo 2', 'scan', 'photo 3', 'scan']);
});

test('a photo that the line cannot carry says nothing of the scans and holds none back', async () => {
  let sent = 0;
  const { sender, requests, news, clock } = senderOf(outboxOf([{}]), () => ({ is: 'away' }));
  const scans = { drain: async () => {
    sent++;
    return null;
  } };
  assert.equal(await drainAll(scans, sender), 1_000);
  clock.now += 250;
  assert.equal(await drainAll(scans, sender), 750);
  assert.deepEqual([sent, requests.length, news], [2, 1, []]);
});

test('whoever has to sign in is told once, and nothing of theirs goes up again before they do', async () => {
  const tokens = { amina: 'over' };
  const { sender, requests, news } = senderOf(outboxOf([{}, {}], tokens), (_, time) => (time === 1 ? { is: 'signed-out', why } : { is: 'kept' }));
  for (let i = 0; i < 3; i++) assert.equal(await drain(sender), null);
  assert.deepEqual(requests, [[1, 'over']]);
  assert.deepEqual(news, [{ is: 'sign-in-needed', person: 'amina', why }]);
  tokens.amina = 'new';
  assert.equal(await drain(sender), null);
  assert.deepEqual(requests.slice(1), [[1, 'new'], [2, 'new']]);
});

test('a moment that was written before the clock was set back keeps nothing here', () => {
  const now = 5_000_000;
  assert.equal(dueAt({ heldUntil: now + 10_000, notBefore: 0 }, now), now + 10_000);
  assert.equal(dueAt({ heldUntil: now + 3_600_000, notBefore: 0 }, now), 0);
  assert.equal(dueAt({ heldUntil: 0, notBefore: now + 60_000 }, now), now + 60_000);
  assert.equal(dueAt({ heldUntil: 0, notBefore: now + 3_600_000 }, now), 0);
});
