import type { ReactNode } from 'react';
import type { NodeKind } from '@/core/argument/document';
import { KIND_WORDS } from '@/core/argument/kinds';

/** Outline of each GSN element at outline size (GSN v3 Table 1:2-1, away goal Table 1:4-1). */
const GLYPHS: Record<NodeKind | 'defeater', ReactNode> = {
  goal: <path d="M1 1.5h12v9H1z" />,
  strategy: <path d="M4 1.5h9.3L10 10.5H.7z" />,
  solution: <circle cx="7" cy="6" r="5" />,
  context: <rect x="1" y="1.5" width="12" height="9" rx="4.5" />,
  assumption: <ellipse cx="7" cy="6" rx="6.2" ry="4.4" />,
  justification: <ellipse cx="7" cy="6" rx="6.2" ry="4.4" />,
  'away-goal': <path d="M1 1.5h12v9H1zM1 7.6h12" />,
  'away-solution': <path d="M2 7.6a5 5 0 0 1 10 0zM1 7.6h12v3H1z" />,
  'away-context': <path d="M1 7.6V5a3.5 3.5 0 0 1 3.5-3.5h5A3.5 3.5 0 0 1 13 5v5.5H1zM1 7.6h12" />,
  'away-assumption': <path d="M1 7.6a6 5.6 0 0 1 12 0v3H1zM1 7.6h12" />,
  'away-justification': <path d="M1 7.6a6 5.6 0 0 1 12 0v3H1zM1 7.6h12" />,
  module: <path d="M1 3.4V1.5h5v1.9h7v7.1H1z" />,
  contract: <path d="M1 3.2V1.5h5v1.7h7v5.6v1.7H8V8.8H1z" />,
  defeater: <path d="M1 1.5h12v9H1z" strokeDasharray="2.4 1.6" />,
};

const WORDS: Record<NodeKind | 'defeater', string> = { ...KIND_WORDS, defeater: 'Defeater' };

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
