'use client';

import Collaboration from '@tiptap/extension-collaboration';
import { EditorContent, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useState } from 'react';
import type * as Y from 'yjs';
import { useSource } from '../source';
import { Section } from './Section';
import { TEXT } from './text';

const t = TEXT.body;

/** Exactly the nodes and marks that core/argument/richText.ts knows: anything else is not pasted. */
const extensions = (fragment: Y.XmlFragment) => [
  StarterKit.configure({
    undoRedo: false,
    horizontalRule: false,
    strike: false,
    underline: false,
    heading: { levels: [1, 2, 3] },
    codeBlock: { HTMLAttributes: {} },
    link: {
      openOnClick: false,
      autolink: false,
      linkOnPaste: true,
      protocols: ['http', 'https', 'mailto'],
      HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: null, class: null },
    },
  }),
  Collaboration.configure({ fragment }),
];

function Editor(props: { fragment: Y.XmlFragment; identifier: string; readOnly: boolean }) {
  const editor = useEditor(
    {
      extensions: extensions(props.fragment),
      editable: !props.readOnly,
      immediatelyRender: false,
      // Its rules stand in workspace.css: an injected style element would need the page's nonce.
      injectCSS: false,
      editorProps: {
        attributes: {
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': `${t.label} ${props.identifier}`,
          class: 'body',
        },
      },
    },
    [props.fragment, props.readOnly],
  );
  return <EditorContent editor={editor} />;
}

/** The reasoning behind a node: a small document of its own, opened when somebody looks. */
export function BodySection(props: { node: string; identifier: string }) {
  const { node, identifier } = props;
  const source = useSource();
  const [fragment, setFragment] = useState<Y.XmlFragment | null>(null);
  const { openBody, readOnly } = source;
  useEffect(() => {
    let left = false;
    const body = openBody(node);
    void body.ready.then(() => {
      if (!left) setFragment(body.doc.getXmlFragment('body'));
    });
    return () => {
      left = true;
      setFragment(null);
      body.close();
    };
  }, [openBody, node]);
  return (
    <Section head={t.head}>
      {fragment ? (
        <Editor key={node} fragment={fragment} identifier={identifier} readOnly={readOnly} />
      ) : (
        <p className="meta">{t.loading}</p>
      )}
    </Section>
  );
}
