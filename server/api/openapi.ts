import { z } from 'zod';
import { version } from '@/server/platform/version';
import { API_SCHEMAS } from './schemas';

const PATH = '/cases/{caseId}/indicators/{indicatorId}/readings';

const TEXT = {
  title: 'Casewright',
  about:
    'What machines send to Casewright and read from it. A token is made on the page “Monitors” of a case; it sends readings of that case and does nothing else.',
  token: 'A token of a case. No session of a browser counts here.',
  add: 'Send a reading',
  addAbout:
    'The same reading (same time, same value) again changes nothing and is answered as before; another value at the same time is a conflict. Give `at` where you retry.',
  list: 'Last readings, and how the indicator stands',
  taken: 'The reading is taken.',
  found: 'The last readings.',
} as const;

const REFUSALS: Record<string, string> = {
  '401': 'The token is missing, has ended, was revoked or never was.',
  '403': 'The owner of the token may not add readings any more.',
  '404': 'No published release of the case has such an indicator, or the token is of another case.',
  '429': 'Too many readings.',
};
const REFUSED_READINGS: Record<string, string> = {
  ...REFUSALS,
  '409': 'There is another value at this time already.',
  '413': 'The body is too large.',
  '422':
    'No plain decimal, from the future, overdue already, or not sent as application/json. The message says which.',
};

/** OpenAPI 3.1, made from the schemas by which requests are read and answers are typed. */
export function openApiDocument(publicUrl: string) {
  return {
    openapi: '3.1.0',
    info: { title: TEXT.title, version, description: TEXT.about },
    servers: [{ url: `${new URL(publicUrl).origin}/api/v1` }],
    security: [{ token: [] }],
    paths: {
      [PATH]: {
        parameters: ['caseId', 'indicatorId'].map((name) => ({
          name,
          in: 'path',
          required: true,
          schema: { type: 'string', pattern: '^[0-9a-f]{32}$' },
        })),
        post: {
          operationId: 'addReading',
          summary: TEXT.add,
          description: TEXT.addAbout,
          requestBody: { required: true, content: json('NewReading') },
          responses: { '201': answer(TEXT.taken, 'ReadingTaken'), ...refusals(REFUSED_READINGS) },
        },
        get: {
          operationId: 'listReadings',
          summary: TEXT.list,
          responses: { '200': answer(TEXT.found, 'IndicatorReadings'), ...refusals(REFUSALS) },
        },
      },
    },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: TEXT.token },
      },
      schemas: componentSchemas(),
    },
  };
}

function componentSchemas() {
  const { schemas } = z.toJSONSchema(API_SCHEMAS, {
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    // The document names the dialect, and the place of a schema its address.
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  );
}

function json(schema: string) {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } };
}

function answer(description: string, schema: string) {
  return { description, content: json(schema) };
}

function refusals(described: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(described).map(([status, words]) => [status, answer(words, 'Failure')]),
  );
}
