import { EXIT, jsonText, readArgs } from '../command';
import type { Run } from '../command';
import { importLines, importReport } from '../importReport';
import { findingLine } from '../readCase';

export const runImport: Run = async (args, io) => {
  const { values, positionals } = readArgs(args, ['FILE'], {
    format: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' },
  });
  const path = positionals[0] ?? '-';
  const { report, output } = await importReport(
    await io.read(path),
    path,
    values.format,
    io.beside(path),
  );
  for (const finding of report.findings) io.err(findingLine(finding));
  if (output !== null && values.out !== undefined) await io.write(values.out, output);
  if (values.json) io.out(jsonText(report));
  else if (output !== null && values.out === undefined) await io.write('-', output);
  else if (output !== null) for (const line of importLines(report)) io.err(line);
  return output === null ? EXIT.refused : EXIT.done;
};
