import { COMMANDS } from './commands';
import { EXIT, InputError, TooLarge, UsageError } from './command';
import type { Command, Io } from './command';
import { nearest } from './nearest';

/** More of what was typed than this is not repeated. */
const REPEATED = 60;

/**
 * Runs one command line. Whatever a file holds, the answer is an exit code and sentences.
 * @param argv what follows the program's name
 * @returns the exit code
 */
export async function runCommand(argv: string[], io: Io): Promise<number> {
  const [first = 'help', ...rest] = argv;
  if (first === 'help' || first === '--help' || first === '-h') {
    const command = find(rest);
    if (command === undefined && rest.length > 0) return unknown(rest, io);
    for (const line of command ? await helpOf(command) : overview()) io.out(line);
    return EXIT.done;
  }
  const command = find(argv);
  if (command === undefined) return unknown(argv, io);
  const args = argv.slice(command.name.split(' ').length);
  if (args.includes('--help') || args.includes('-h')) {
    for (const line of await helpOf(command)) io.out(line);
    return EXIT.done;
  }
  try {
    const run = await command.load();
    return await run(args, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(error.message);
      io.err(`casewright ${command.name} ${command.usage}`);
      io.err(`casewright help ${command.name} shows examples.`);
      return EXIT.usage;
    }
    if (error instanceof TooLarge) {
      io.err(error.message);
      return EXIT.refused;
    }
    if (error instanceof InputError) {
      io.err(error.message);
      return EXIT.noInput;
    }
    throw error;
  }
}

/** Commands have one word or two: `verify`, `evidence read`. */
function find(argv: string[]): Command | undefined {
  return COMMANDS.find(({ name }) =>
    name.split(' ').every((word, position) => argv[position] === word),
  );
}

function unknown(argv: string[], io: Io): number {
  const words = argv.filter((word) => !word.startsWith('-')).slice(0, 2);
  const names = COMMANDS.map(({ name }) => name);
  const typed = (words[0] ?? argv[0] ?? '').slice(0, REPEATED);
  const meant =
    nearest(words.join(' '), names) ??
    nearest(typed, names) ??
    names.find((name) => name.split(' ')[0] === typed) ??
    null;
  io.err(
    meant === null
      ? `There is no command "${typed}".`
      : `There is no command "${typed}"; did you mean "casewright ${meant}"?`,
  );
  io.err('casewright help lists all commands.');
  return EXIT.usage;
}

function overview(): string[] {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return [
    'casewright COMMAND …',
    '',
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'For example:',
    '',
    '  casewright check case.json                                 finds what is wrong with a case',
    '  casewright export case.json --format svg --out case.svg    draws it',
    '  casewright diff before.json after.json                     says what changed',
    '',
    'casewright help COMMAND shows its options, with examples.',
    'FILE is any format that can be imported; - is standard input. --json prints JSON.',
  ];
}

async function helpOf(command: Command): Promise<string[]> {
  const { name, usage, summary, examples, exits, details } = command;
  const codes = {
    [EXIT.usage]: 'called wrongly',
    [EXIT.noInput]: 'a file cannot be read or written',
    [EXIT.fault]: 'a fault of this program',
    ...exits,
  };
  return [
    `casewright ${name} ${usage}`,
    '',
    summary,
    '',
    ...examples.flatMap(([line, does]) => [`  ${line}`, `      ${does}`]),
    '',
    ...(details === undefined ? [] : [...(await details()), '']),
    'Exit codes:',
    ...Object.entries(codes)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([code, meaning]) => `  ${code.padStart(2)}  ${meaning}`),
  ];
}
