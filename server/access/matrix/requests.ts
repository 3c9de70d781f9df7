import { newId } from '@/core/argument/ids';
import { utf8 } from '@/core/snapshot/bytes';
import { sha256Hex } from '@/core/snapshot/hash';
import type { TokenScope } from '@/server/monitors/tokenScopes';
import { type At, ownOr, topicOfAuthor } from './inputs';
import { announced, apiToken, UPLOAD } from './tenant';

export interface HttpInput {
  path: string;
  /** Where the row's name leaves it open. */
  method?: 'GET' | 'POST';
  body?: Uint8Array;
  headers?: Record<string, string>;
}

const publicPath = ({ things: { orgSlug, caseSlug } }: At) => `/r/${orgSlug}/${caseSlug}/1`;
const receiptOf = (statementId: string): string => `/receipts/${statementId}.json`;
const bytesOf = (versionId: string): string => `/api/evidence/${versionId}/bytes`;

const READINGS = '/api/v1/cases/{caseId}/indicators/{indicatorId}/readings';
const readingsOf = ({ things: { caseId, indicatorId } }: At): string =>
  `/api/v1/cases/${caseId}/indicators/${indicatorId}/readings`;
const AS_JSON = { 'content-type': 'application/json' };
const PUSHED = '/api/v1/cases/{caseId}/evidence';
const pushOf = ({ things: { caseId } }: At): Pick<HttpInput, 'path' | 'body'> => ({
  path: `/api/v1/cases/${caseId}/evidence?name=more.json&sha256=${sha256Hex(UPLOAD)}`,
  body: UPLOAD,
});
const newReading = (): Uint8Array => utf8(JSON.stringify({ value: '0.4' }));

/** A token of the lab's case that the actor made, though they may never have been allowed to. */
function bearer(at: At, scope: TokenScope = 'readings:write'): Promise<Record<string, string>> {
  return ownOr<Record<string, string>>(
    at,
    async ({ session: { personId }, now }) => {
      const { token } = await apiToken(at.tx, at.scene.things.caseId, personId, now(), scope);
      return { authorization: `Bearer ${token}` };
    },
    {},
  );
}

/** A valid request of every route. */
export const REQUESTS: Readonly<Record<string, (at: At) => HttpInput | Promise<HttpInput>>> = {
  'PUT /api/evidence/{versionId}/bytes': (at) =>
    ownOr(
      at,
      async ({ session }) => {
        const id = newId();
        await at.tx.evidenceVersion.create({
          data: announced(id, at.scene.things.assessorsEvidenceId, 3, session.personId),
        });
        return { path: bytesOf(id), body: UPLOAD };
      },
      { path: bytesOf(at.scene.things.uploadId), body: UPLOAD },
    ),
  'PUT /api/evidence/{versionId}/bytes, begun by another': ({ things }) => ({
    path: bytesOf(things.uploadId),
    body: UPLOAD,
  }),
  'GET /api/evidence/{versionId}/bytes, of the owner': ({ things }) => ({
    path: bytesOf(things.ownerVersionId),
  }),
  'GET /api/evidence/{versionId}/bytes, for assessors': ({ things }) => ({
    path: bytesOf(things.assessorsVersionId),
  }),
  'GET /api/evidence/{versionId}/bytes, public': ({ things }) => ({
    path: bytesOf(things.publicVersionId),
  }),
  'GET /api/cases.csv': () => ({ path: '/api/cases.csv' }),
  'GET /r/{org}/{case}/{number}.json': (at) => ({ path: `${publicPath(at)}.json` }),
  'GET /r/{org}/{case}/{number}.zip': (at) => ({ path: `${publicPath(at)}.zip` }),
  'GET /receipts/{statement}.json': (at) =>
    ownOr(
      at,
      async ({ session: { personId } }) => {
        const own = await at.tx.statement.findFirst({ where: { personId }, select: { id: true } });
        return { path: receiptOf(own?.id ?? newId()) };
      },
      { path: receiptOf(newId()) },
    ),
  'GET /receipts/{statement}.json, of the author': ({ things }) => ({
    path: receiptOf(things.statementId),
  }),
  [`POST ${READINGS}, with a token of one’s own`]: async (at) => ({
    path: readingsOf(at),
    headers: { ...AS_JSON, ...(await bearer(at)) },
    body: newReading(),
  }),
  [`POST ${READINGS}, with a session`]: (at) => ({
    path: readingsOf(at),
    headers: AS_JSON,
    body: newReading(),
  }),
  [`GET ${READINGS}, with a token of one’s own`]: async (at) => ({
    path: readingsOf(at),
    headers: await bearer(at),
  }),
  [`GET ${READINGS}, with a session`]: (at) => ({ path: readingsOf(at) }),
  [`POST ${PUSHED}, with a token of one’s own`]: async (at) => ({
    ...pushOf(at),
    headers: await bearer(at, 'evidence:write'),
  }),
  [`POST ${PUSHED}, with a token for readings`]: async (at) => ({
    ...pushOf(at),
    headers: await bearer(at, 'readings:write'),
  }),
  [`POST ${PUSHED}, with a session`]: pushOf,
  'GET /api/v1/openapi.json': () => ({ path: '/api/v1/openapi.json' }),
  'ANY /api/health': () => ({ path: '/api/health', method: 'GET' }),
  'ANY /api/metrics': () => ({ path: '/api/metrics', method: 'GET' }),
  'ANY /api/metrics, passed on by a proxy': () => ({
    path: '/api/metrics',
    method: 'GET',
    headers: { 'x-forwarded-for': '203.0.113.7' },
  }),
  'ANY /api/trpc/': () => ({ path: '/api/trpc/people.beginPasskeySignIn', method: 'POST' }),
  'POST /unsubscribe/{token}': (at) => ({ path: `/unsubscribe/${topicOfAuthor(at)}` }),
  'POST /unsubscribe/{token}, altered': (at) => ({ path: `/unsubscribe/${topicOfAuthor(at)}A` }),
  'POST /unsubscribe/{token}/undo': (at) => ({ path: `/unsubscribe/${topicOfAuthor(at)}/undo` }),
  'GET /log/checkpoint': () => ({ path: '/log/checkpoint' }),
  'GET /log/key': () => ({ path: '/log/key' }),
  'GET /log/{path}': async ({ tx }) => {
    const { size } = await tx.logCheckpoint.findFirstOrThrow({ orderBy: { size: 'desc' } });
    return { path: `/log/tile/0/000.p/${size}` };
  },
};
