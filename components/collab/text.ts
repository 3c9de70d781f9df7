/** What the collaboration client says to people. */
export const TEXT = {
  readOnly:
    'You can read this case and no longer change it. What you wrote is kept on this page: copy it before you leave.',
  otherPerson:
    'Somebody else signed in on this browser. What you wrote is kept on this page: copy it before you leave.',
} as const;
