import { COMMANDS } from './commands';
import { EXIT, InputError, UsageError } from './command';
import type { Command, Io } from './command';

/**
 * Runs one command line.
 * @param argv what follows the program's name
 * @returns the exit code
 */
export async function runCommand(argv: string[], io: Io): Promise<number> {
  const [first = 'help', ...rest] = argv;
  if (first === 'help' || first === '--help' || first === '-h') {
    const command = find(rest);
    for (const line of command ? helpOf(command) : overview()) io.out(line);
    return EXIT.done;
  }
  const command = find(argv);
  if (command === undefined) {
    io.err(`There is no command "${first}".`);
    for (const line of overview()) io.err(line);
    return EXIT.usage;
  }
  const args = argv.slice(command.name.split(' ').length);
  if (args.includes('--help') || args.includes('-h')) {
    for (const line of helpOf(command)) io.out(line);
    return EXIT.done;
  }
  try {
    return await command.run(args, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(error.message);
      for (const line of helpOf(command)) io.err(line);
      return EXIT.usage;
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

function overview(): string[] {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return [
    'casewright COMMAND …',
    '',
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'casewright help COMMAND shows its options, with examples.',
    'FILE is any format that can be imported; - is standard input.',
  ];
}

function helpOf({ name, usage, summary, examples, exits }: Command): string[] {
  const codes = {
    [EXIT.usage]: 'called wrongly',
    [EXIT.noInput]: 'a file cannot be read',
    ...exits,
  };
  return [
    `casewright ${name} ${usage}`,
    '',
    summary,
    '',
    ...examples.flatMap(([line, does]) => [`  ${line}`, `      ${does}`]),
    '',
    'Exit codes:',
    ...Object.entries(codes)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([code, meaning]) => `  ${code.padStart(2)}  ${meaning}`),
  ];
}
