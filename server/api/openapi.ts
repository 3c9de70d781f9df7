import { z } from 'zod';
import { version } from '@/server/platform/version';
import { pushFields } from '@/server/evidence/inputs';
import { API_SCHEMAS } from './schemas';

const PATH = '/cases/{caseId}/indicators/{indicatorId}/readings';
const EVIDENCE_PATH = '/cases/{caseId}/evidence';

const TEXT = {
  title: 'Casewright',
  about:
    'What machines send to Casewright and read from it. A token is made on the page “Monitors” of a case; it sends readings of that case or registers evidence of it, as was chosen there, and does nothing else.',
  token: 'A token of a case. No session of a browser counts here.',
  add: 'Send a reading',
  addAbout:
    'The same reading (same time, same value) again changes nothing and is answered as before; another value at the same time is a conflict. Give `at` where you retry.',
  list: 'Last readings, and how the indicator stands',
  taken: 'The reading is taken.',
  found: 'The last readings.',
  push: 'Register a file of evidence',
  pushAbout:
    'The body is the file, at most 2 GB. It is kept aside until it was examined, as one that is uploaded by hand. The same bytes again change nothing and are answered with the version that the case has.',
  pushed: 'The file is registered and waits to be examined.',
  had: 'The case has these bytes already: the version that holds them.',
} as const;

const REFUSALS: Record<string, string> = {
  '401': 'The token is missing, has ended, was revoked or never was.',
  '403': 'The owner of the token may not do this any more.',
  '404': 'No published release of the case has such an indicator, or the token is of another case.',
  '429': 'Too many readings.',
};
const REFUSED_EVIDENCE: Record<string, string> = {
  ...REFUSALS,
  '404': 'There is no such case, or the token is of another case.',
  '409': 'The same upload was begun again meanwhile, and that one counts.',
  '413': 'The file is too large.',
  '422':
    'A parameter is missing or wrong, the size is not announced, or other bytes came than were announced. The message says which.',
  '429': 'Too many files.',
  '503': 'The upload broke off or stalled, or there is no room. Nothing of it was kept.',
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
        parameters: ['caseId', 'indicatorId'].map(idInPath),
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
      [EVIDENCE_PATH]: {
        parameters: [idInPath('caseId')],
        post: {
          operationId: 'pushEvidence',
          summary: TEXT.push,
          description: TEXT.pushAbout,
          parameters: queryParameters(),
          requestBody: { required: true, content: { 'application/octet-stream': {} } },
          responses: {
            '200': answer(TEXT.had, 'EvidencePushed'),
            '201': answer(TEXT.pushed, 'EvidencePushed'),
            ...refusals(REFUSED_EVIDENCE),
          },
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

function idInPath(name: string) {
  return {
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', pattern: '^[0-9a-f]{32}$' },
  };
}

function queryParameters() {
  const { properties = {}, required = [] } = z.toJSONSchema(pushFields, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
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
