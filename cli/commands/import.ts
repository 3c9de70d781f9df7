import { EXIT, jsonText, readArgs } from '../command';
import type { Command } from '../command';
import { importLines, importReport } from '../importReport';
import { findingLine } from '../readCase';

export const importCommand: Command = {
  name: 'import',
  usage: 'FILE [--format F] [--out OUT.json] [--json]',
  summary:
    'Turns a file of any import format into Casewright JSON; drops nothing without a finding.',
  examples: [
    ['casewright import scheming.yaml --out case.json', 'writes the case, findings on stderr'],
    ['casewright import - --format template --json', 'counts and findings as JSON'],
  ],
  exits: { 0: 'imported', 2: 'refused' },
  async run(args, io) {
    const { values, positionals } = readArgs(args, ['FILE'], {
      format: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'boolean' },
    });
    const path = positionals[0] ?? '-';
    const { report, output } = importReport(
      await io.read(path),
      path,
      values.format,
      io.beside(path),
    );
    for (const finding of report.findings) io.err(findingLine(finding));
    if (output !== null && values.out !== undefined) await io.write(values.out, output);
    if (values.json) io.out(jsonText(report));
    else if (output !== null && values.out === undefined) await io.write('-', output);
    else for (const line of importLines(report)) io.err(line);
    return output === null ? EXIT.refused : EXIT.done;
  },
};
