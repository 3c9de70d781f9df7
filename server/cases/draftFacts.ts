import type { CaseFacts } from '@/core/argument/document';
import { readDocument } from '@/core/argument/structureDoc';
import { loadDocuments } from '@/server/collab/store';
import type { Db } from '@/server/platform/database';

/** What a list says of a draft. */
export interface DraftFacts {
  subject: string;
  setting: string;
  window: CaseFacts['window'];
  /** Digest of the base release that a supplement names. */
  baseDigest: string | null;
}

const MOST = 2_000;
/** By case, good for one sequence number: a draft that nobody touched is not read twice. */
const known = new Map<string, { seq: number; facts: DraftFacts }>();

/** Subject, setting and window of the draft as committed at `headSeq`. */
export async function draftFacts(
  db: Db,
  { id, headSeq }: { id: string; headSeq: number },
): Promise<DraftFacts> {
  const found = known.get(id);
  if (found?.seq === headSeq) return found.facts;
  const { structure, seq } = await loadDocuments(db, id);
  const { document } = readDocument(structure);
  const { subject, setting, window } = document.facts;
  const facts: DraftFacts = {
    subject: [subject.name, subject.version].filter(Boolean).join(' '),
    setting: setting.name,
    window,
    baseDigest: document.contract?.baseRelease || null,
  };
  known.delete(id);
  known.set(id, { seq, facts });
  const oldest = known.size > MOST ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  return facts;
}
