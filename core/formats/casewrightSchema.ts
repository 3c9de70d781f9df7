import * as z from 'zod';
import { caseDocumentSchema } from '@/core/argument/schema';

/** The JSON Schema (draft 2020-12) of Casewright JSON; docs/casewright.schema.json shows it. */
export function casewrightJsonSchema(): unknown {
  const schema = z.toJSONSchema(caseDocumentSchema, {
    unrepresentable: 'any',
  });
  return { ...schema, title: 'Casewright case document', $id: 'urn:casewright:case-document:1' };
}
