import { problemOf } from '../outbox/sent.js';
import type { Sentence } from '../outbox/scan.js';
import { forget, keep, kept, type StationIdentity } from '../storage/settings.js';
import { countTry, findBadge, forgiveTries, keepPerson, type KnownPerson } from '../storage/people-store.js';

const patience = 15_000;

/** Wrong digits that close a badge on this device until the network is back; the server closes it after as many. */
const mostTries = 5;

/** So often that trying all ten thousand takes a while on a device that was stolen. */
const rounds = 210_000;

export type SignIn =
  | { readonly is: 'in'; readonly person: KnownPerson; readonly offline: boolean }
  | { readonly is: 'refused'; readonly why: Sentence }
  | { readonly is: 'unknown-here' }
  | { readonly is: 'wrong-here' }
  | { readonly is: 'closed-here' };

export type Enrolment =
  | { readonly is: 'enrolled'; readonly station: StationIdentity }
  | { readonly is: 'refused'; readonly why: Sentence }
  | { readonly is: 'away' };

interface EnrolAnswer {
  readonly station: { readonly id: string; readonly name: string; readonly organisation: string };
  readonly token: string;
}

interface SignInAnswer {
  readonly token: string;
  readonly expiresAt: string;
  readonly person: string;
  readonly called?: string;
  readonly role: string;
}

/** Exchanges the one-time code for the token of the station. */
export async function enrol(code: string, language: string): Promise<Enrolment> {
  // The answer may get lost, and the code is good once: asked again under the same name, it is the same request.
  const before = await kept('enrolling');
  const request = before?.code === code ? before.request : crypto.randomUUID();
  await keep('enrolling', { code, request });
  const answer = await post<EnrolAnswer>('/api/stations/enrol', null, { code }, language, request);
  if (answer === null) return { is: 'away' };
  if ('why' in answer) return { is: 'refused', why: answer.why };
  await forget('enrolling');
  const { station, token } = answer.given;
  return { is: 'enrolled', station: { device: station.id, name: station.name, organisation: station.organisation, token } };
}

/** Signs somebody in by badge and digits: by the server; without network, whoever signed in here before and whose token still holds. */
export async function signIn(station: StationIdentity, badge: string, pin: string, language: string): Promise<SignIn> {
  const answer = await post<SignInAnswer>('/api/stations/sign-in', station.token, { badge, pin }, language);
  if (answer === null) return signInHere(badge, pin);
  if ('why' in answer) return { is: 'refused', why: answer.why };
  const { token, expiresAt, person, called, role } = answer.given;
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const known = { person, badge, called: called ?? null, role, token, expiresAt, salt, check: await checkOf(badge, pin, salt), failures: 0 };
  await keepPerson(known);
  return { is: 'in', person: known, offline: false };
}

async function signInHere(badge: string, pin: string): Promise<SignIn> {
  const known = await findBadge(badge);
  if (!known || Date.parse(known.expiresAt) <= Date.now()) return { is: 'unknown-here' };
  if (!(await countTry(known.person, mostTries))) return { is: 'closed-here' };
  const check = await checkOf(badge, pin, known.salt);
  if (check.length !== known.check.length || check.some((byte, i) => byte !== known.check[i])) return { is: 'wrong-here' };
  await forgiveTries(known.person);
  return { is: 'in', person: known, offline: true };
}

async function checkOf(badge: string, pin: string, salt: Uint8Array): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(`${badge}:${pin}`), 'PBKDF2', false, ['deriveBits']);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations: rounds }, key, 256));
}

/** Null where there is no network, or something else than our server answered. */
async function post<T>(path: string, token: string | null, body: unknown, language: string, request?: string): Promise<{ readonly given: T } | { readonly why: Sentence } | null> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': language, ...(token === null ? {} : { Authorization: `Bearer ${token}` }), ...(request === undefined ? {} : { 'Idempotency-Key': request }) },
      body: JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(patience),
    });
    const text = await response.text();
    if (response.status === 200) return { given: JSON.parse(text) as T };
    const problem = problemOf(text);
    return problem === null || response.status >= 500 ? null : { why: problem.why };
  } catch {
    return null;
  }
}
