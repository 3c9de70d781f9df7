import Link from 'next/link';
import { TEXT as ARGUMENT } from '@/components/argument/text';
import { AUTHOR_CLAIM_LOOKS } from '@/components/status/looks';
import { Icon } from '@/components/ui/Icon';
import { Id } from '@/components/ui/Id';
import { Statement } from '@/components/ui/Statement';
import { statementSegments } from '@/components/ui/statementSegments';
import { Status, StatusOf } from '@/components/ui/Status';
import type { ArgumentNode, TemplateParameter } from '@/core/argument/document';
import { TEXT } from './text';

const t = TEXT.composite;

/** What is selected in the composite, to read; one's own leads to where it is written. */
export function CompositeNode(props: {
  node: ArgumentNode | null;
  parameters: readonly TemplateParameter[];
  /** Whether it is the base's. */
  cited: boolean;
  withheld: boolean;
  moduleName: string;
  nodeHref: (identifier: string) => string;
}) {
  const { node, parameters, cited, withheld, moduleName, nodeHref } = props;
  return (
    <aside className="rail right" aria-label={ARGUMENT.inspector.label}>
      <div className="railhead">
        {node === null ? (
          <span className="meta">{t.none}</span>
        ) : (
          <>
            <h2 className="lockhead">
              {cited && <Icon name="frozen" />}
              <Id>{node.identifier}</Id>
            </h2>
            <span className="meta">{withheld ? '' : ARGUMENT.kinds[node.kind]}</span>
          </>
        )}
      </div>
      {node !== null && (
        <div className="pad-4 grid gap-3">
          <Statement
            size="focus"
            of={statementSegments(node.text || node.localNote, [...parameters])}
          />
          {!withheld && (
            <p className="states">
              <StatusOf look={AUTHOR_CLAIM_LOOKS[node.claim]} />
              {node.openProblem !== null && (
                <Status icon="caution" tone="warn">
                  {TEXT.base.openProblem}
                </Status>
              )}
              {node.undeveloped && (
                <Status icon="undeveloped" tone="warn">
                  {TEXT.base.undeveloped}
                </Status>
              )}
            </p>
          )}
          {cited ? (
            <p className="meta">{moduleName}</p>
          ) : (
            <p>
              <Link href={nodeHref(node.identifier)}>{t.open}</Link>
            </p>
          )}
        </div>
      )}
    </aside>
  );
}
