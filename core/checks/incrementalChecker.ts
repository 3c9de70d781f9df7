import type { CaseDocument } from '@/core/argument/document';
import { CaseView, EVERYTHING } from './caseView';
import { byRule } from './byRule';
import type { CheckContext, Finding } from './finding';
import { CaseIndex } from './incremental/caseIndex';
import { Cells } from './incremental/cells';
import { QUESTIONS } from './rules';

/**
 * Checks version after version of one case. A rule is asked again about a record when the record, or
 * something that the rule looked at, changed; all other findings are the objects that they were. The
 * result always equals that of checkDocument.
 *
 * Versions should share what did not change, as DocumentReader's do: records are compared by identity.
 * Any other document is checked as well, at the price of a full check.
 */
export class IncrementalChecker {
  private readonly index = new CaseIndex();
  private readonly view = new CaseView(this.index);
  private readonly cells = new Cells(QUESTIONS, this.view, this.index);

  /** @param context compared by identity, part by part */
  check(document: CaseDocument, context: CheckContext = {}): Finding[] {
    const { differences, touched } = this.index.update(document);
    const changed = [...touched, ...this.view.setContext(context)];
    if (changed.length > 0) changed.push(EVERYTHING);
    this.cells.take(differences, changed);
    this.cells.run();
    return byRule(this.cells.found());
  }
}
