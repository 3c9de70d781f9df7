import * as Y from 'yjs';

/** Whether a text carries nothing but characters: no formatting, no embedded objects. */
export function isPlainText(text: Y.Text): boolean {
  if (text instanceof Y.XmlText) return false;
  for (let item = text._start; item !== null; item = item.right) {
    if (!isCharacters(item)) return false;
  }
  return true;
}

/** Whether an item of a text is characters, or was deleted. */
export function isCharacters({ deleted, content }: Y.Item): boolean {
  return deleted || content instanceof Y.ContentString;
}
