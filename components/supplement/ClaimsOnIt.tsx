import { isRaised } from '@/core/argument/isRaised';
import { Entry } from '@/components/ui/Entry';
import { Id } from '@/components/ui/Id';
import { Statement } from '@/components/ui/Statement';
import { statementSegments } from '@/components/ui/statementSegments';
import { Status, StatusOf } from '@/components/ui/Status';
import { AUTHOR_CLAIM_LOOKS } from '@/components/status/looks';
import type { Argument } from '@/components/argument/useArgument';
import type { ArgumentNode } from '@/core/argument/document';
import { nodesBeyond } from '@/core/argument/reach';
import { TEXT } from './text';

const t = TEXT.demand;

/** The own claims that a disposition names, each as it stands in the argument now. */
export function ClaimsOnIt(props: {
  nodes: readonly ArgumentNode[];
  argument: Argument;
  nodeHref: (identifier: string) => string;
}) {
  const { nodes, argument, nodeHref } = props;
  if (nodes.length === 0) return <p className="ink2">{t.noArgument}</p>;
  return (
    <div className="ownclaims">
      {nodes.map((node) => (
        <Entry key={node.id} margin={<Id href={nodeHref(node.identifier)}>{node.identifier}</Id>}>
          <Statement
            of={statementSegments(node.text || node.localNote, argument.document.parameters)}
          />
          <p className="states">
            <StatusOf look={AUTHOR_CLAIM_LOOKS[node.claim]} />
            {node.undeveloped && (
              <Status icon="undeveloped" tone="warn" note={node.evidenceNeeded}>
                {t.undeveloped}
              </Status>
            )}
            <EvidenceBelow node={node} argument={argument} />
          </p>
          {doubtsAbout(node, argument).map(({ id, text }) => (
            <p key={id}>
              <Status icon="challenge" tone="doubt">
                {text}
              </Status>
            </p>
          ))}
        </Entry>
      ))}
    </div>
  );
}

function EvidenceBelow(props: { node: ArgumentNode; argument: Argument }) {
  const { node, argument } = props;
  if (node.undeveloped) return null;
  const under = nodesBeyond([node.id], 'below', argument.index).add(node.id);
  const rests = argument.document.evidence.some((one) => under.has(one.node));
  return rests ? (
    <Status icon="pass" tone="ok">
      {t.restsOn}
    </Status>
  ) : (
    <Status icon="caution" tone="warn" note={node.evidenceNeeded}>
      {t.noEvidence}
    </Status>
  );
}

/** Doubts that somebody raised and nobody answered; a checklist's are offered only. */
function doubtsAbout(node: ArgumentNode, { document }: Argument) {
  return document.defeaters.filter(
    (doubt) =>
      'node' in doubt.target &&
      doubt.target.node === node.id &&
      doubt.response === '' &&
      isRaised(doubt),
  );
}
