/** English words around the live case. */
export const TEXT = {
  unsent: 'What was not saved',
  discard: 'Discard it and connect again',
  reconnect: 'Connect again',
  freeze: 'Freeze candidate…',
  noAccess: 'You may see this case but not change it.',
};
