import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importCasewrightJson } from '@/core/formats/casewrightJson';
import { checkLines, checkReport } from './checkReport';
import { diffLines } from './diffReport';
import { importLines, importReport } from './importReport';
import { findingLine, readCase } from './readCase';

const folder = join(import.meta.dirname, '..', 'core', 'templates');
const scheming = readFileSync(join(folder, 'scheming.yaml'));

describe('reading a case file', () => {
  it('imports a template and gives Casewright JSON that imports to the same case', async () => {
    const { report, output } = await importReport(scheming, 'scheming.yaml');
    expect(report).toMatchObject({ format: 'template', nodes: 80, links: 81, findings: [] });
    expect(importLines(report)[0]).toContain('80 nodes');
    const again = importCasewrightJson(output ?? new Uint8Array());
    expect(again.document).toEqual((await readCase(scheming, '-')).document);
  });

  it('says why it refuses a file, one finding a line', async () => {
    const unknown = await readCase(new TextEncoder().encode('hello'), '-');
    expect(unknown.findings.map(findingLine)[0]).toMatch(/^error - The format can't be told/);
    const broken = await importReport(new TextEncoder().encode('{"schema":'), 'x', 'casewright');
    expect(broken.output).toBeNull();
    expect(broken.report.findings.map(findingLine)).toEqual([
      'error line_1,_column_11 The document ends too early.',
    ]);
    expect((await readCase(scheming, '-', 'word')).findings[0]?.message).toContain(
      'no format ‘word’',
    );
  });
});

describe('the check report', () => {
  it('counts what it found', async () => {
    const { document } = await readCase(scheming, 'scheming.yaml');
    if (!document) throw new Error('The template was refused.');
    const report = checkReport(document);
    expect(report.hasErrors).toBe(true);
    expect(checkLines(report).at(-1)).toMatch(/^\d+ errors, \d+ warnings, \d+ hints$/);
  });
});

describe('the difference report', () => {
  it('matches records of files without ids by their identifiers', async () => {
    const { document: before } = await readCase(scheming, 'a.yaml');
    const edited = scheming.toString().replace('cannot scheme effectively', 'will not scheme');
    const { document: after } = await readCase(new TextEncoder().encode(edited), 'b.yaml');
    if (!before || !after) throw new Error('A template was refused.');
    expect(diffLines(before, after)).toEqual([
      '~ node SI0: text',
      expect.stringContaining('scheme [-effectively -]in {setting}'),
    ]);
  });
});
