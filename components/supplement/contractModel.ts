import { useMemo } from 'react';
import type { ArgumentSource } from '@/components/argument/source';
import type { Argument } from '@/components/argument/useArgument';
import { filledText } from '@/core/argument/parameters';
import type { ArgumentNode, CaseDocument } from '@/core/argument/document';
import { readContractRecords } from '@/core/argument/structureDoc';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import { citationsOf, type Citation } from '@/core/supplement/citations';
import { obligationsOf, strayDispositions, type Obligation } from '@/core/supplement/obligations';

/** A supplement's contract as the live document reads now, judged against its base. */
export interface ContractModel {
  obligations: Obligation[];
  strays: { id: string; condition: string }[];
  citations: Citation[];
}

export function useContract(
  source: ArgumentSource,
  argument: Argument,
  base: BaseInterface,
): ContractModel {
  const { document } = argument;
  return useMemo(() => {
    const { dispositions } = readContractRecords(source.structure);
    const contract = document.contract && { ...document.contract, dispositions };
    const read = { ...document, contract };
    const strays = new Set(strayDispositions(read, base));
    return {
      obligations: obligationsOf(read, base),
      strays: dispositions
        .filter((one) => strays.has(one))
        .map(({ id, condition }) => ({ id, condition })),
      citations: citationsOf(document, base),
    };
  }, [source.structure, document, base]);
}

/** What a node says, in one line: its statement, or an away goal's own note. */
export function wordsOf(node: ArgumentNode, document: Pick<CaseDocument, 'parameters'>): string {
  return filledText(node.text === '' ? node.localNote : node.text, document.parameters);
}
