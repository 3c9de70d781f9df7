'use client';

import { Statement } from '@/components/ui/Statement';
import { statementSegments } from '@/components/ui/statementSegments';
import { entryMap } from '@/core/argument/fieldEdits';
import type { ArgumentNode, TemplateParameter } from '@/core/argument/document';
import type { CitedWords } from '@/core/argument/statement';
import { useSource } from '../source';
import { TEXT } from '../text';
import { useLiveText, useSharedText } from '../useSharedText';

export const STATEMENT_FIELD = 'statement-of-selection';

/**
 * The statement, edited in place; what its parameters read as stands below, and of an away element what
 * it cites.
 */
export function StatementSection(props: {
  node: ArgumentNode;
  parameters: TemplateParameter[];
  cited: CitedWords;
}) {
  const { node, parameters, cited } = props;
  const source = useSource();
  const { ref, value, onChange } = useSharedText<HTMLTextAreaElement>(
    useLiveText(entryMap(source.structure, 'nodes', node.id), 'text'),
    source.origin,
  );
  const segments = statementSegments(node.text || (cited.get(node.id) ?? ''), parameters);
  const filled = segments.some((each) => each.kind === 'parameter' && each.value !== '');
  const isCited = node.text === '' && segments.length > 0;
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
        placeholder={isCited ? TEXT.inspector.citesWords : TEXT.inspector.placeholder}
        value={value}
        onChange={onChange}
        rows={2}
        maxLength={4000}
      />
      {(filled || isCited) && <Statement size="small" className="ink2 mt-1" of={segments} />}
    </section>
  );
}
