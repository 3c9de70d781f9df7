import type {
  ArgumentNode,
  CaseDocument,
  DefeatDecision,
  Defeater,
  Id,
} from '@/core/argument/document';
import { compareIdentifiers, indexArgument, type ArgumentIndex } from '@/core/argument/outline';
import { filledText } from '@/core/argument/parameters';
import { citedWords, statementOf, type CitedWords } from '@/core/argument/statement';
import { REPORT_TEXT as text } from './reportText';

/** What writing out a case needs at every turn: names of what ids stand for, filled texts. */
export class ReportContext {
  readonly index: ArgumentIndex;
  private readonly links: ReadonlyMap<Id, CaseDocument['links'][number]>;
  private readonly defeaters: ReadonlyMap<Id, Defeater>;
  private readonly cited: CitedWords;

  constructor(readonly document: CaseDocument) {
    this.index = indexArgument(document);
    this.links = new Map(document.links.map((link) => [link.id, link]));
    this.defeaters = new Map(document.defeaters.map((defeater) => [defeater.id, defeater]));
    this.cited = citedWords(document);
  }

  /** A text with its parameters filled. */
  readonly fill = (words: string): string => filledText(words, this.document.parameters);

  /** What an element says, parameters filled. */
  statement(node: ArgumentNode): string {
    return this.fill(statementOf(node, this.cited));
  }

  /** Identifier of a node, or its id where it has none or is not in the case. */
  name(node: Id): string {
    return this.index.nodes.get(node)?.identifier || node;
  }

  names(nodes: readonly Id[]): string {
    return nodes.map((node) => this.name(node)).join(', ');
  }

  /** What a doubt or a claim point is aimed at: an element, a relationship, another doubt. */
  target(target: Defeater['target']): string {
    if ('node' in target) return this.name(target.node);
    if ('defeater' in target)
      return this.defeaters.get(target.defeater)?.identifier || target.defeater;
    const link = this.links.get(target.link);
    return link === undefined ? target.link : `${this.name(link.from)} → ${this.name(link.to)}`;
  }

  decision(defeat: DefeatDecision | null): string {
    if (defeat === null) return '';
    return [text.outcome[defeat.outcome], this.fill(defeat.reason)].filter(Boolean).join(': ');
  }

  /** In the order of their identifiers, D2 before D10. */
  sorted<T extends { identifier: string }>(records: readonly T[]): T[] {
    return records.toSorted((a, b) => compareIdentifiers(a.identifier, b.identifier));
  }
}
