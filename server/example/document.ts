import * as Y from 'yjs';
import { applyChanges } from '@/core/argument/applyChanges';
import { writeBody } from '@/core/argument/bodyDoc';
import type { ArgumentNode, CaseDocument, Id } from '@/core/argument/document';
import { addLink, addNode, removeNode } from '@/core/argument/edits';
import { readDocument, writeDocument } from '@/core/argument/structureDoc';
import { bodyDocument } from '@/core/argument/structureShape';
import { loadCaseAccess } from '@/server/access/access';
import { changeStructure } from '@/server/cases/documents';
import { appendServerUpdate, loadDocuments } from '@/server/collab/store';
import type { PersonName } from './cast';
import type { Stage } from './stage';

/** Changes a case's structure as one of its authors, in one act that is theirs in the log. */
export async function edit(
  stage: Stage,
  who: PersonName,
  caseId: string,
  change: (document: CaseDocument) => CaseDocument,
): Promise<void> {
  const { session } = stage.as(who);
  (await loadCaseAccess(stage.tx, session, { caseId })).assert('case.edit');
  await changeStructure(stage.tx, session, caseId, 'edit', (doc) => {
    const { document } = readDocument(doc);
    applyChanges(doc, document, change(document), null);
  });
}

/** Writes the texts behind statements, as one of the case's authors: paragraphs by identifier. */
export async function writeBodies(
  stage: Stage,
  who: PersonName,
  caseId: string,
  texts: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const { session } = stage.as(who);
  (await loadCaseAccess(stage.tx, session, { caseId })).assert('case.edit');
  const document = await readDraft(stage, caseId);
  const entries = Object.entries(texts).map(([identifier, paragraphs]) => {
    const body = new Y.Doc();
    writeBody(body, {
      type: 'doc',
      content: paragraphs.map((text) => ({
        type: 'paragraph',
        content: [{ type: 'text', text }],
      })),
    });
    const doc = bodyDocument(idOf(document, identifier));
    return { doc, update: Y.encodeStateAsUpdate(body) };
  });
  const { personId, sessionId } = session;
  await appendServerUpdate(stage.tx, { caseId, personId, sessionId, cause: 'edit', entries });
}

export async function readDraft(stage: Stage, caseId: string): Promise<CaseDocument> {
  const { structure } = await loadDocuments(stage.tx, caseId);
  return readDocument(structure).document;
}

/** Id of the node that people call so. @throws when the template has none */
export function idOf(document: CaseDocument, identifier: string): Id {
  const node = document.nodes.find((candidate) => candidate.identifier === identifier);
  if (!node) throw new Error(`The case has no ${identifier}.`);
  return node.id;
}

type NodeChange = Partial<Omit<ArgumentNode, 'id' | 'identifier'>>;

/** Edits that add to an argument and take from it, by what people call its elements. */
export class ArgumentEdits {
  readonly #doc = new Y.Doc();
  readonly #ids: Map<string, Id>;

  constructor(document: CaseDocument) {
    writeDocument(this.#doc, document);
    this.#ids = new Map(document.nodes.map(({ identifier, id }) => [identifier, id]));
  }

  /** Adds an element below another. */
  below(
    parent: string,
    node: Pick<ArgumentNode, 'kind' | 'identifier' | 'text'> & NodeChange,
  ): this {
    const added = addNode(this.#doc, { ...node, parent: this.#id(parent) }, null);
    this.#ids.set(node.identifier, added.node);
    return this;
  }

  /** Lets an element support another beside what supports it already. */
  support(goal: string, by: string): this {
    const ends = { from: this.#id(goal), to: this.#id(by) };
    addLink(this.#doc, { kind: 'supported-by', ...ends }, null);
    return this;
  }

  /** Takes an element out, with everything that names it. */
  without(identifier: string): this {
    removeNode(this.#doc, this.#id(identifier), null);
    return this;
  }

  read(): CaseDocument {
    return readDocument(this.#doc).document;
  }

  #id(identifier: string): Id {
    const id = this.#ids.get(identifier);
    if (id === undefined) throw new Error(`The case has no ${identifier}.`);
    return id;
  }
}

/** Changes nodes, by identifier. @throws when there is none of that name */
export function changeNodes(
  document: CaseDocument,
  changes: Readonly<Record<string, NodeChange>>,
): CaseDocument {
  const byId = new Map(
    Object.entries(changes).map(([identifier, change]) => [idOf(document, identifier), change]),
  );
  return {
    ...document,
    nodes: document.nodes.map((node) => ({ ...node, ...byId.get(node.id) })),
  };
}

/** Answers doubts of the template's list: what the authors say, by the first words of the doubt. */
export function answerDoubts(
  document: CaseDocument,
  answers: Readonly<Record<string, string>>,
): CaseDocument {
  for (const doubt of Object.keys(answers))
    if (!document.defeaters.some(({ text }) => text.startsWith(doubt)))
      throw new Error(`Nobody doubts “${doubt}”.`);
  return {
    ...document,
    defeaters: document.defeaters.map((defeater) => {
      const found = Object.entries(answers).find(([doubt]) => defeater.text.startsWith(doubt));
      return found ? { ...defeater, response: found[1] } : defeater;
    }),
  };
}
