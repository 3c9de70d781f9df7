import * as Y from 'yjs';
import { sharedPath } from '@/core/argument/sharedPath';
import type { Entry } from '@/core/collab/messages';

/** Work that the server does not have, for its author to keep. */
export interface UnsentWork {
  caseId: string;
  parts: UnsentPart[];
}

export interface UnsentPart {
  /** `structure` or `body:<node>`. */
  document: string;
  /** Where it stands: `nodes/<id>/text`; empty for a body. */
  place: string;
  /** The whole text of that place as it reads on this page. */
  text: string;
}

/** Collects every text and value that unsent changes touched, as this page shows them. */
export function exportUnsent(
  caseId: string,
  entries: readonly Entry[],
  documentOf: (name: string) => Y.Doc | undefined,
): UnsentWork {
  const parts: UnsentPart[] = [];
  for (const name of new Set(entries.map(({ doc }) => doc))) {
    const doc = documentOf(name);
    if (!doc) continue;
    if (name.startsWith('body:')) {
      parts.push({ document: name, place: '', text: plainText(doc.getXmlFragment('body')) });
      continue;
    }
    const texts = new Map<string, string>();
    for (const entry of entries) {
      if (entry.doc !== name) continue;
      for (const struct of Y.decodeUpdate(entry.update).structs) {
        const place = placeOf(doc, struct.id);
        if (place) texts.set(place.path, place.text);
      }
    }
    for (const [place, text] of texts) parts.push({ document: name, place, text });
  }
  return { caseId, parts };
}

function placeOf(doc: Y.Doc, id: Y.ID): { path: string; text: string } | null {
  if (Y.getState(doc.store, id.client) <= id.clock) return null;
  const item: unknown = Y.getItem(doc.store, id);
  if (!(item instanceof Y.Item) || !(item.parent instanceof Y.AbstractType)) return null;
  const path = sharedPath(item.parent);
  if (!path) return null;
  if (item.parentSub === null) {
    const text = item.parent instanceof Y.Text ? item.parent.toJSON() : '';
    return { path: path.join('/'), text };
  }
  const value: unknown = item.content.getContent().at(-1);
  if (value instanceof Y.AbstractType) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { path: [...path, item.parentSub].join('/'), text };
}

function plainText(parent: Y.XmlFragment): string {
  return parent
    .toArray()
    .map((child) => {
      if (child instanceof Y.XmlText) {
        const delta: { insert?: unknown }[] = child.toDelta();
        return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
      }
      return child instanceof Y.XmlElement ? plainText(child) : '';
    })
    .join('\n');
}
