import type { ReactNode } from 'react';
import type { NodeKind } from '@/core/argument/document';

/** Outline of each GSN element at outline size (GSN v3 Table 1:2-1, away goal Table 1:4-1). */
const GLYPHS: Record<NodeKind | 'defeater', ReactNode> = {
  goal: <path d="M1 1.5h12v9H1z" />,
  strategy: <path d="M4 1.5h9.3L10 10.5H.7z" />,
  solution: <circle cx="7" cy="6" r="5" />,
  context: <rect x="1" y="1.5" width="12" height="9" rx="4.5" />,
  assumption: <ellipse cx="7" cy="6" rx="6.2" ry="4.4" />,
  justification: <ellipse cx="7" cy="6" rx="6.2" ry="4.4" />,
  'away-goal': <path d="M1 1.5h12v9H1zM1 7.6h12" />,
  defeater: <path d="M1 1.5h12v9H1z" strokeDasharray="2.4 1.6" />,
};

const WORDS: Record<NodeKind | 'defeater', string> = {
  goal: 'Goal',
  strategy: 'Strategy',
  solution: 'Solution',
  context: 'Context',
  assumption: 'Assumption',
  justification: 'Justification',
  'away-goal': 'Away goal',
  defeater: 'Defeater',
};

/** The word for a node's kind, as the interface writes it. */
export function nodeKindWord(kind: NodeKind | 'defeater'): string {
  return WORDS[kind];
}

/** Outline glyph of a node kind, announced by its name. */
export function GsnGlyph(props: { kind: NodeKind | 'defeater' }) {
  return (
    <svg
      className="gsn-glyph"
      viewBox="0 0 14 12"
      role="img"
      aria-label={WORDS[props.kind]}
      focusable="false"
    >
      {GLYPHS[props.kind]}
    </svg>
  );
}
