'use client';

import { statementOf } from '@/core/argument/statement';
import {
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { statementSegments, statementWords } from '@/components/ui/statementSegments';
import type { Argument } from './useArgument';
import { OutlineRowLine, type RowMarks } from './OutlineRowLine';
import { useSource, type Colleague } from './source';
import { TEXT } from './text';
import type { NodeCommands } from './useNodeCommands';
import { rowKey, useTree, type VisibleRow } from './useTree';

export interface OutlineTreeProps {
  argument: Argument;
  selected: string | null;
  onSelect: (node: string | null) => void;
  commands: NodeCommands;
  marks: ReadonlyMap<string, RowMarks>;
  onLeave: () => void;
  /** Row whose statement is being edited, by key. */
  editing: string | null;
  onEditing: (key: string | null) => void;
}

const NOBODY: Colleague[] = [];

/** The outline: an ARIA tree, the equal of the diagram. Every act works from the keyboard. */
export function OutlineTree(props: OutlineTreeProps) {
  const { argument, selected, onSelect, commands, marks, onLeave, editing, onEditing } = props;
  const source = useSource();
  const tree = useTree(argument.rows);
  const base = useId();
  const box = useRef<HTMLDivElement>(null);
  // Which appearance of a shared node is meant.
  const [current, setCurrent] = useState<string | null>(null);
  const active = useMemo(
    () => activeRow(tree.rows, current, selected),
    [tree.rows, current, selected],
  );

  useEffect(() => {
    if (selected === null || tree.rows.some(({ node }) => node.id === selected)) return;
    const row = argument.rows.find(({ node }) => node.id === selected);
    if (row) tree.reveal(rowKey(row));
  }, [selected, tree, argument.rows]);

  const rowId = useCallback((key: string) => `${base}-${key}`, [base]);
  const activeKey = active?.key ?? null;
  const isEditing = editing !== null && active?.node.id === editing;
  useEffect(() => {
    const element = activeKey ? document.getElementById(rowId(activeKey)) : null;
    element?.scrollIntoView({ block: 'nearest' });
    // Focus follows the selection only while it is in the tree already.
    if (element && box.current?.contains(document.activeElement) && !isEditing) element.focus();
  }, [activeKey, rowId, isEditing]);

  const select = useCallback(
    (row: VisibleRow) => {
      setCurrent(row.key);
      onSelect(row.node.id);
      if (row.node.id !== editing) onEditing(null);
    },
    [onSelect, onEditing, editing],
  );

  function step(by: number): void {
    const at = tree.rows.findIndex(({ key }) => key === activeKey);
    const next = tree.rows[Math.max(0, Math.min(tree.rows.length - 1, at + by))];
    if (next) select(next);
  }

  function made(node: string | null): void {
    if (!node) return;
    onSelect(node);
    setCurrent(null);
    onEditing(node);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.target instanceof HTMLInputElement || !active) return;
    const handled = event.altKey ? moveByKey(event) : actByKey(event);
    if (handled) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  function moveByKey(event: KeyboardEvent): boolean {
    if (!active) return false;
    switch (event.key) {
      case 'ArrowUp':
        return commands.move(active, 'up');
      case 'ArrowDown':
        return commands.move(active, 'down');
      case 'ArrowRight':
        return commands.move(active, 'in');
      case 'ArrowLeft':
        return commands.move(active, 'out');
      default:
        return false;
    }
  }

  function actByKey(event: KeyboardEvent): boolean {
    if (!active || event.ctrlKey || event.metaKey) return false;
    switch (event.key) {
      case 'ArrowDown':
        step(1);
        return true;
      case 'ArrowUp':
        step(-1);
        return true;
      case 'Home':
        step(-tree.rows.length);
        return true;
      case 'End':
        step(tree.rows.length);
        return true;
      case 'ArrowRight':
        if (active.childCount > 0 && !active.open) tree.toggle(active.key, true);
        else if (active.open) step(1);
        return true;
      case 'ArrowLeft': {
        if (active.open) tree.toggle(active.key, false);
        else {
          const parent = tree.rows.find(({ key }) => key === active.parentKey);
          if (parent) select(parent);
        }
        return true;
      }
      case 'Enter':
        made(commands.addSibling(active));
        return true;
      case 'Tab':
        if (event.shiftKey || source.readOnly) return false;
        made(commands.addChild(active));
        return true;
      case 'F2':
      case 'e':
        if (!source.readOnly) onEditing(active.node.id);
        return true;
      case 'c':
        made(commands.addChild(active, 'context'));
        return true;
      case 's':
        made(commands.addChild(active, 'solution'));
        return true;
      case '/':
        if (!source.readOnly) commands.openKinds();
        return true;
      case 'Delete':
      case 'Backspace':
        if (!source.readOnly) commands.askRemove();
        return true;
      case 'Escape':
        onLeave();
        return true;
      default:
        return false;
    }
  }

  // Commands are new with every keystroke; the lines are not to be drawn again for that.
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const onEditEnd = useCallback(() => onEditing(null), [onEditing]);
  const onEditKey = useCallback(
    (event: KeyboardEvent<HTMLInputElement>, row: VisibleRow) => {
      if (event.nativeEvent.isComposing) return;
      const back = () => document.getElementById(rowId(row.key))?.focus();
      if (event.key === 'Enter') {
        event.preventDefault();
        event.stopPropagation();
        back();
        if (!event.shiftKey) return onEditing(null);
        const node = latest.current.addSibling(row);
        if (node) {
          onSelect(node);
          onEditing(node);
        }
      } else if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        back();
        onEditing(null);
      } else if (event.key === 'Tab') {
        event.preventDefault();
        event.stopPropagation();
        latest.current.move(row, event.shiftKey ? 'out' : 'in');
      }
    },
    [onEditing, onSelect, rowId],
  );

  if (argument.rows.length === 0)
    return (
      <div className="pad-4">
        <EmptyState
          sentence={TEXT.empty.words}
          act={
            source.readOnly ? undefined : (
              <Button look="main" onClick={() => made(commands.addTop())}>
                {TEXT.empty.act}
              </Button>
            )
          }
        />
      </div>
    );

  const { cited } = argument;
  const { parameters } = argument.document;
  const visitors = groupBy(source.colleagues);
  const firstParked = tree.rows.find(({ parked }) => parked)?.key;
  return (
    <>
      <p id={`${base}-help`} className="visually-hidden">
        {TEXT.treeHelp}
      </p>
      <div
        ref={box}
        role="tree"
        aria-label={TEXT.tree}
        aria-describedby={`${base}-help`}
        aria-multiselectable={false}
        className="tree"
        onKeyDown={onKeyDown}
      >
        {tree.rows.map((row) => (
          <OutlineRowLine
            key={row.key}
            id={rowId(row.key)}
            row={row}
            selected={row.key === activeKey && selected !== null}
            reachable={row.key === activeKey}
            editing={isEditing && row.key === activeKey}
            marks={marks.get(row.node.id)}
            visitors={visitors.get(row.node.id) ?? NOBODY}
            words={statementWords(statementSegments(statementOf(row.node, cited), parameters))}
            onSelect={select}
            onToggle={tree.toggle}
            onEditKey={onEditKey}
            onEditEnd={onEditEnd}
          />
        ))}
      </div>
      {firstParked && <p className="meta parkednote">{`${TEXT.parked}: ${TEXT.parkedHint}`}</p>}
    </>
  );
}

function activeRow(rows: VisibleRow[], current: string | null, selected: string | null) {
  const meant = rows.find(({ key, node }) => key === current && node.id === selected);
  return meant ?? rows.find(({ node }) => node.id === selected) ?? rows[0];
}

function groupBy(colleagues: readonly Colleague[]): Map<string, Colleague[]> {
  const groups = new Map<string, Colleague[]>();
  for (const colleague of colleagues) {
    if (!colleague.nodeId) continue;
    groups.set(colleague.nodeId, [...(groups.get(colleague.nodeId) ?? []), colleague]);
  }
  return groups;
}
