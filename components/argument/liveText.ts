/** English words around the live case. */
export const TEXT = {
  unsent: 'What was not saved',
  discard: 'Discard it and connect again',
  reconnect: 'Connect again',
  freeze: 'Freeze candidate…',
  draft: 'draft',
  draftClosed:
    'The draft is open to its authors alone. Assessors and decision-makers read what was frozen: see Releases.',
};
