import { newId } from '@/core/argument/ids';
import type { CaseDocument, ContractDisposition } from '@/core/argument/document';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import { citationsOf } from '@/core/supplement/citations';
import { idOf } from '../document';
import type { Stage } from '../stage';

/** Which own context stands beside each of the base's. */
const BESIDE: Readonly<Record<string, string>> = {
  C1: 'HS-C1',
  C2: 'HS-C2',
  C3: 'HS-C3',
  C4: 'HS-C6',
  C5: 'HS-C7',
  C6: 'HS-C7',
  'HC-C': 'HS-C8',
};

/** Sets the contexts of what is cited beside the hospital's own, one by one. */
export function matched(document: CaseDocument, base: BaseInterface): CaseDocument {
  if (!document.contract) throw new Error('A supplement has a contract.');
  const matches = citationsOf(document, base).flatMap(({ away, lines }) =>
    lines.map(({ context }) => ({
      id: newId(),
      away,
      context: context.id,
      local: idOf(document, BESIDE[context.identifier] ?? ''),
    })),
  );
  return { ...document, contract: { ...document.contract, matches } };
}

/** Answers every condition of the base: most by own claims, two as residual, one as not applicable. */
export function disposed(document: CaseDocument, stage: Stage): CaseDocument {
  const { contract } = document;
  if (!contract) throw new Error('A supplement has a contract.');
  return {
    ...document,
    contract: {
      ...contract,
      dispositions: contract.dispositions.map((one): ContractDisposition => {
        switch (one.condition) {
          case 'COU-05':
            return {
              ...one,
              owner: 'Dr Helen Marsh, clinical safety officer',
              compensating:
                'Drafts made at night are held until a clinician of the day signs them.',
              reviewBy: stage.date(150),
            };
          case 'COU-08':
            return { ...one, by: [idOf(document, 'HS1g')] };
          case 'COU-10':
            return {
              ...one,
              owner: 'Owen Pryce, medical director',
              compensating: 'Drafts only: neither staff nor patients can talk with it.',
              reviewBy: stage.date(150),
            };
          default:
            return one;
        }
      }),
    },
  };
}
