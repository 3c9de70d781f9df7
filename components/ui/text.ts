/** English words of the shared interface parts. */
export const TEXT = {
  copyDigest: 'Copy the whole digest',
  copyCommand: 'Copy the command',
  copied: 'Copied',
  copyRefused: 'The browser refused the clipboard. Select the text instead.',
  close: 'Close',
  optional: 'optional',
  withheldCount: (count: number) => (count === 1 ? '1 node' : `${count} nodes`),
  window: {
    notSet: 'not set',
    ended: 'ended',
    left: (days: number) => `${days} d`,
    startsIn: (days: number) => `in ${days} d`,
  },
  save: {
    saving: 'Saving…',
    saved: 'Saved',
    offline: (changes: number) =>
      `Offline: ${changes} ${changes === 1 ? 'change' : 'changes'} on this device`,
  },
  loading: 'Loading',
  working: 'Working',
  cancel: 'Cancel',
  error: {
    safe: 'Is my work safe?',
    next: 'What to do',
    request: 'Request',
    again: 'Try again',
    title: 'Something went wrong on our side',
    happened: 'This page could not be made. The fault is recorded with the request below.',
    isSafe: 'Everything that was shown as Saved is kept. Reading changes nothing.',
    toDo: 'Try again. If it fails twice, send the request id to your administrator.',
  },
  forbidden: {
    title: 'You may see that this exists, but not open it',
    toDo: 'What you can do',
    ask: (owner: string) => `${owner} decides who may open it.`,
    back: 'Back to the inbox',
  },
  missing: {
    title: 'Nothing is here',
    why: 'The address is mistyped, or it leads to something you have no access to. Both look the same from outside.',
    act: 'Go to the inbox',
    public: 'Search the public registry',
  },
  formProblems: (count: number) =>
    count === 1 ? 'One thing stands in the way' : `${count} things stand in the way`,
  offlineNote: {
    words: 'No connection.',
    kept: (changes: number) =>
      changes === 0
        ? 'You can go on; what you write is kept on this device until it returns.'
        : `${changes} ${changes === 1 ? 'change is' : 'changes are'} kept on this device and sent when it returns.`,
    retry: 'Connect now',
  },
};
