'use client';

import {
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { cx } from '@/components/ui/cx';
import { Kbd } from '@/components/ui/Kbd';
import { Segmented } from '@/components/ui/Segmented';
import { GsnGlyph } from '@/components/ui/GsnGlyph';
import { renumber, renumbering } from '@/core/argument/renumber';
import { useActions } from '@/components/shell/useActions';
import type { Id } from '@/core/argument/document';
import type { EvidenceFacts } from '@/core/checks/finding';
import { IncrementalChecker } from '@/core/checks/incrementalChecker';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import { ChecksPanel, sortFindings } from './ChecksPanel';
import { Diagram } from './Diagram';
import { DocumentView } from './DocumentView';
import { Inspector, type InspectorProps } from './Inspector';
import { legalKinds } from './legalKinds';
import { marksOf } from './marks';
import { OutlineTree } from './OutlineTree';
import { ArgumentContext, type ArgumentSource } from './source';
import { TEXT } from './text';
import { pathTo, useArgument } from './useArgument';
import { treeKeys } from './treeKeys';
import { useNodeCommands } from './useNodeCommands';
import { useWorkspaceFocus } from './useWorkspaceFocus';

export type View = 'outline' | 'diagram' | 'document';

/** How the columns stand: a wide outline or document has no narrow outline beside it. */
const LAYOUTS: Record<View, string> = { outline: 'outlined', diagram: '', document: 'read' };

export interface WorkspaceProps extends Pick<
  InspectorProps,
  'evidence' | 'evidenceHref' | 'evidencePicker' | 'judgements'
> {
  source: ArgumentSource;
  /** Whether `evidence` is all there is; false while it is on its way. */
  evidenceKnown: boolean;
  /** Of a supplement: its pinned base, once it is here. */
  base?: BaseInterface | undefined;
  /** Identifier of the node to start at, from the address. */
  initialNode: string | null;
  comments: InspectorProps['comments'];
  /** Told when the selection moves, so that the address can follow. */
  onSelected?: (identifier: string | null) => void;
}

/** One argument: outline, diagram and inspector share one selection. */
export function Workspace(props: WorkspaceProps) {
  const { source, initialNode, evidence, evidenceKnown, base, onSelected } = props;
  const argument = useArgument(source.structure);
  const { document, index } = argument;
  const [view, setView] = useState<View>('diagram');
  const [selected, setSelected] = useState<Id | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'kinds' | 'remove' | null>(null);
  const [finding, setFinding] = useState<number | null>(null);
  const frame = useRef<HTMLDivElement>(null);

  // Letters come first: checks and drawing follow when there is a moment.
  const settled = useDeferredValue(argument);
  const settledSelection = useDeferredValue(selected);
  const [checker] = useState(() => new IncrementalChecker());
  const facts = useMemo(() => evidenceFacts(evidence), [evidence]);
  const findings = useMemo(
    () =>
      sortFindings(
        // What is not here yet is not missing.
        checker.check(settled.document, {
          ...(evidenceKnown && { evidence: facts }),
          ...(base && { base }),
        }),
      ),
    [checker, settled, facts, evidenceKnown, base],
  );
  const marks = useMemo(() => marksOf(settled.document, findings), [settled, findings]);

  const asked = useRef(initialNode);
  const above = useRef<Id | null>(null);
  useEffect(() => {
    if (selected !== null && index.nodes.has(selected)) {
      above.current = index.parents.get(selected)?.[0]?.from ?? null;
      return;
    }
    const wanted = [...index.nodes.values()].find(({ identifier }) => identifier === asked.current);
    asked.current = null;
    // A node that is gone, undone or removed by a colleague, leaves its reader at its parent.
    const next = [wanted?.id, above.current, document.root].find((id) => id && index.nodes.has(id));
    if (next) setSelected(next);
  }, [selected, index, document.root]);

  const { visit } = source;
  const identifier = selected ? (index.nodes.get(selected)?.identifier ?? null) : null;
  useEffect(() => {
    visit(selected);
    onSelected?.(identifier);
  }, [visit, selected, identifier, onSelected]);

  const dialogs = useMemo(
    () => ({ openKinds: () => setDialog('kinds'), askRemove: () => setDialog('remove') }),
    [],
  );
  const commands = useNodeCommands(source, argument, dialogs);

  const { toView, toStatement, handlers } = useWorkspaceFocus(frame);
  const goToFinding = useCallback(
    (position: number) => {
      setFinding(position);
      const node = findings[position]?.node;
      if (node) setSelected(node);
    },
    [findings],
  );

  const editable = !source.readOnly;
  useActions([
    ...(editable
      ? [
          {
            id: 'argument.undo',
            words: TEXT.actions.undo,
            section: TEXT.actions.section,
            shortcut: 'mod+z',
            run: () => void source.undo.undo(),
          },
          {
            id: 'argument.redo',
            words: TEXT.actions.redo,
            section: TEXT.actions.section,
            shortcut: 'mod+shift+z',
            run: () => void source.undo.redo(),
          },
          {
            id: 'argument.kind',
            words: TEXT.actions.changeKind,
            section: TEXT.actions.section,
            run: () => setDialog('kinds'),
          },
          {
            id: 'argument.remove',
            words: TEXT.actions.remove,
            section: TEXT.actions.section,
            run: () => setDialog('remove'),
          },
          {
            id: 'argument.renumber',
            words: TEXT.actions.renumber,
            section: TEXT.actions.section,
            run: () => {
              source.undo.stopCapturing();
              renumber(source.structure, renumbering(argument.document), source.origin);
            },
          },
        ]
      : []),
    ...treeKeys(editable),
    {
      id: 'argument.outline',
      words: TEXT.actions.toOutline,
      section: TEXT.actions.section,
      shortcut: 'o',
      run: toView,
    },
    {
      id: 'argument.statement',
      words: TEXT.actions.toStatement,
      section: TEXT.actions.section,
      shortcut: 'i',
      run: toStatement,
    },
    {
      id: 'argument.finding',
      words: TEXT.actions.nextFinding,
      section: TEXT.actions.section,
      shortcut: 'F8',
      run: () => {
        if (findings.length > 0) goToFinding(((finding ?? -1) + 1) % findings.length);
      },
    },
  ]);

  const node = selected ? index.nodes.get(selected) : undefined;
  const path = selected
    ? pathTo(index, selected).map((id) => index.nodes.get(id)?.identifier ?? '')
    : [];
  const tree = (
    <OutlineTree
      argument={argument}
      selected={selected}
      onSelect={setSelected}
      commands={commands}
      marks={marks}
      onLeave={toStatement}
      editing={editing}
      onEditing={setEditing}
    />
  );
  const switcher = useMemo(
    () => (
      <Segmented
        legend={TEXT.views}
        value={view}
        onChange={setView}
        options={[
          { value: 'outline', words: TEXT.outline },
          { value: 'diagram', words: TEXT.diagram },
          { value: 'document', words: TEXT.document },
        ]}
      />
    ),
    [view],
  );
  return (
    <ArgumentContext value={source}>
      <div
        ref={frame}
        role="presentation"
        className={cx('cols workspace', LAYOUTS[view])}
        {...handlers}
      >
        {view === 'diagram' && (
          <div className="rail">
            <div className="railhead">
              <h2 className="head">
                {TEXT.outline}
                <span className="n">{document.nodes.length}</span>
              </h2>
              <span className="crumbs" title={TEXT.path}>
                {path.slice(-4).join(' › ')}
              </span>
            </div>
            <div className="scroll">{tree}</div>
            {editable && <TreeKeys />}
          </div>
        )}
        <div className="middle">
          {view === 'diagram' ? (
            <Diagram
              argument={settled}
              selected={settledSelection}
              onSelect={setSelected}
              marks={marks}
              switcher={switcher}
            />
          ) : (
            <>
              <div className="railhead">
                {switcher}
                <span className="crumbs">{path.join(' › ')}</span>
              </div>
              <div className="scroll">
                {view === 'outline' ? (
                  tree
                ) : (
                  <DocumentView
                    argument={settled}
                    selected={settledSelection}
                    onSelect={setSelected}
                    evidence={evidence}
                    evidenceHref={props.evidenceHref}
                  />
                )}
              </div>
            </>
          )}
          <ChecksPanel findings={findings} index={index} current={finding} onGo={goToFinding} />
        </div>
        <Inspector
          argument={argument}
          selected={selected}
          onSelect={setSelected}
          onKind={commands.changeKind}
          findings={findings}
          evidence={evidence}
          evidenceHref={props.evidenceHref}
          evidencePicker={props.evidencePicker}
          judgements={props.judgements}
          comments={props.comments}
        />
        <Dialog
          open={dialog === 'kinds' && node !== undefined}
          onClose={() => setDialog(null)}
          title={TEXT.actions.changeKind}
        >
          {node && (
            <ul className="kindlist">
              {legalKinds(node, index).map((kind) => (
                <li key={kind}>
                  <Button
                    look={kind === node.kind ? 'main' : 'outlined'}
                    onClick={() => {
                      commands.changeKind(node.id, kind);
                      setDialog(null);
                    }}
                  >
                    <GsnGlyph kind={kind} /> {TEXT.kinds[kind]}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </Dialog>
        <Dialog
          open={dialog === 'remove' && node !== undefined && editable}
          onClose={() => setDialog(null)}
          title={TEXT.removeAsk.title(node?.identifier ?? '')}
          description={TEXT.removeAsk.words(node ? (index.children.get(node.id)?.length ?? 0) : 0)}
          acts={
            <>
              <Button
                look="main"
                onClick={() => {
                  if (!node) return;
                  const parent = index.parents.get(node.id)?.[0]?.from ?? null;
                  commands.remove(node.id);
                  setSelected(parent);
                  setDialog(null);
                }}
              >
                {TEXT.removeAsk.act}
              </Button>
              <Button look="text" onClick={() => setDialog(null)}>
                {TEXT.removeAsk.keep}
              </Button>
            </>
          }
        />
      </div>
    </ArgumentContext>
  );
}

function TreeKeys(): ReactNode {
  const keys: [string, string][] = [
    ['Enter', TEXT.keys.sibling],
    ['Tab', TEXT.keys.child],
    ['/', TEXT.keys.kind],
    ['?', TEXT.keys.all],
  ];
  return (
    <p className="foot meta">
      {keys.map(([key, words]) => (
        <span key={key}>
          <Kbd keys={key} /> {words}
        </span>
      ))}
    </p>
  );
}

/** What the checks need to know of the evidence room. */
function evidenceFacts(evidence: WorkspaceProps['evidence']): ReadonlyMap<string, EvidenceFacts> {
  return new Map(
    [...evidence.values()].map((item) => [
      item.id,
      {
        title: item.title,
        state: item.latest?.state ?? 'registered',
        illustrative: item.illustrative,
        method: item.method,
        subject: item.subject,
      },
    ]),
  );
}
