import { EXIT } from './command';
import { processIo } from './processIo';
import { runCommand } from './runCommand';

/** `casewright`: the command line. Uses the pure core alone; `evidence push` is the one command that speaks with a server. */
try {
  process.exitCode = await runCommand(process.argv.slice(2), processIo());
} catch (error) {
  // Bad input never ends here. DEBUG=1 shows where a fault came from.
  const shown = process.env.DEBUG === '1' && error instanceof Error ? error.stack : String(error);
  process.stderr.write(`A fault of casewright, please report it: ${shown}\n`);
  process.exitCode = EXIT.fault;
}
