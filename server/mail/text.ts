/** English words of e-mail. */
export const TEXT = {
  one: (reason: string, about: string) => `${reason}: ${about}`,
  several: (count: number, reasons: string) => `${count} things wait for you: ${reasons}`,
  times: (reason: string, count: number) => (count === 1 ? reason : `${reason} (${count})`),
  greeting: (name: string) => `${name},`,
  since: (date: string) => `since ${date}`,
  by: (date: string) => `by ${date}`,
  whyYou: 'Why you:',
  more: (count: number) =>
    count === 1 ? 'One more waits in your inbox.' : `${count} more wait in your inbox.`,
  inbox: 'Open the inbox',
  reasonOfMail: (host: string) =>
    `You get this because it waits in your inbox at ${host}, and you have not switched off e-mail about it.`,
  stop: (reason: string) => `No more e-mail about “${reason}”`,
  stopHead: 'No more e-mail about',
  choices: 'Choose what you get e-mail about',
  done: (reasons: string, off: boolean) =>
    off ? `No more e-mail about: ${reasons}.\n` : `E-mail again about: ${reasons}.\n`,
};
