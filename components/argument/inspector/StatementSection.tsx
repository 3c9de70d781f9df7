'use client';

import { Statement } from '@/components/ui/Statement';
import { statementSegments } from '@/components/ui/statementSegments';
import { entryMap } from '@/core/argument/fieldEdits';
import type { ArgumentNode, TemplateParameter } from '@/core/argument/document';
import { useSource } from '../source';
import { TEXT } from '../text';
import { useLiveText, useSharedText } from '../useSharedText';

export const STATEMENT_FIELD = 'statement-of-selection';

/** The statement, edited in place; what its parameters read as stands below. */
export function StatementSection(props: { node: ArgumentNode; parameters: TemplateParameter[] }) {
  const { node, parameters } = props;
  const source = useSource();
  const { ref, value, onChange } = useSharedText<HTMLTextAreaElement>(
    useLiveText(entryMap(source.structure, 'nodes', node.id), 'text'),
    source.origin,
  );
  const segments = statementSegments(node.text, parameters);
  const filled = segments.some((each) => each.kind === 'parameter' && each.value !== '');
  if (source.readOnly)
    return (
      <section>
        <Statement size="focus" of={segments} />
      </section>
    );
  return (
    <section>
      <textarea
        id={STATEMENT_FIELD}
        ref={ref}
        className="stmt big statementfield"
        aria-label={`${TEXT.inspector.statement} ${node.identifier}`}
        placeholder={TEXT.inspector.placeholder}
        value={value}
        onChange={onChange}
        rows={2}
        maxLength={4000}
      />
      {filled && <Statement size="small" className="ink2 mt-1" of={segments} />}
    </section>
  );
}
