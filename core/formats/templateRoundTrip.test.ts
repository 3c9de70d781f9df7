import { describe, expect, it } from 'vitest';
import { countingIds } from '@/core/argument/ids';
import { builtInTemplate, TEMPLATES } from '@/core/templates/templates';
import { derivedIds } from './derivedIds';
import { exportGsn2x } from './gsn2x/exportGsn2x';
import { importGsn2x } from './gsn2x/importGsn2x';
import { exportLtac } from './ltac/exportLtac';
import { importLtac } from './ltac/importLtac';
import { unexplained } from './testing/unexplained';

const FORMATS = [
  { title: 'GSN YAML', write: exportGsn2x, read: importGsn2x },
  { title: 'LTAC text', write: exportLtac, read: importLtac },
];

describe('the templates in other formats', () => {
  for (const { id } of TEMPLATES) {
    for (const { title, write, read } of FORMATS) {
      it(`keep everything but what is listed as lost: ${id} as ${title}`, () => {
        const template = builtInTemplate(id, countingIds());
        const { bytes, losses } = write(template);
        const { document, findings } = read(bytes, derivedIds(bytes));
        if (!document) throw new Error(JSON.stringify(findings));
        expect(unexplained(template, document, losses)).toEqual([]);
        expect(write(document).bytes).toEqual(bytes);
      });
    }
  }
});
