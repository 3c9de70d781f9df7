'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Avatar } from '@/components/ui/Avatar';
import { Button } from '@/components/ui/Button';
import { TextArea } from '@/components/ui/Field';
import { Problem } from '@/components/ui/Field';
import { Time } from '@/components/ui/Time';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { Section } from './inspector/Section';
import { TEXT } from './inspector/text';

const t = TEXT.comments;

/** Threads on a node. Comments are rows: they never touch what will be hashed. */
export function CommentsSection(props: {
  caseId: string;
  node: string;
  statement: string;
  canComment: boolean;
}) {
  const { caseId, node, statement, canComment } = props;
  const trpc = useTRPC();
  const client = useQueryClient();
  const key = trpc.comments.list.queryOptions({ caseId, nodeId: node });
  const { data } = useQuery(key);
  const refresh = () => client.invalidateQueries({ queryKey: key.queryKey });
  const add = useMutation(trpc.comments.add.mutationOptions({ onSuccess: refresh }));
  const resolve = useMutation(trpc.comments.resolve.mutationOptions({ onSuccess: refresh }));
  const [words, setWords] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const [replyTo, setReplyTo] = useState<string | null>(null);
  const [showResolved, setShowResolved] = useState(false);
  const threads = data?.threads ?? [];
  const open = threads.filter(({ resolvedAt }) => resolvedAt === null);
  const shown = showResolved ? threads : open;
  return (
    <Section head={t.head} count={open.length}>
      {threads.length === 0 && <p className="meta">{t.none}</p>}
      <ul>
        {shown.map((thread) => (
          <li key={thread.id}>
            {[thread, ...thread.replies].map((comment) => (
              <div
                key={comment.id}
                className={comment.id === thread.id ? 'commentline' : 'commentline reply'}
              >
                <Avatar name={comment.author} small decorative />
                <div>
                  <p>{comment.body}</p>
                  <p className="meta">
                    {comment.author}, <Time at={comment.createdAt} />
                    {comment.id === thread.id &&
                      thread.quote !== '' &&
                      thread.quote !== statement &&
                      `. ${t.outdated}`}
                    {comment.id === thread.id && thread.resolvedAt && `. ${t.resolved}`}
                  </p>
                </div>
              </div>
            ))}
            {canComment && thread.resolvedAt === null && (
              <p className="acts tight">
                <button
                  type="button"
                  className="linkish"
                  onClick={() => {
                    setReplyTo(thread.id);
                    field.current?.focus();
                  }}
                >
                  {t.reply}
                </button>
                <button
                  type="button"
                  className="linkish"
                  onClick={() => resolve.mutate({ commentId: thread.id })}
                >
                  {t.resolve}
                </button>
              </p>
            )}
          </li>
        ))}
      </ul>
      {!showResolved && threads.length > open.length && (
        <button type="button" className="linkish" onClick={() => setShowResolved(true)}>
          {t.more(threads.length - open.length)}
        </button>
      )}
      {canComment && (
        <form
          className="stacked"
          onSubmit={(event) => {
            event.preventDefault();
            if (words.trim() === '') return;
            add.mutate(
              {
                caseId,
                nodeId: node,
                body: words.trim(),
                quote: statement,
                ...(replyTo ? { threadId: replyTo } : {}),
              },
              {
                onSuccess: () => {
                  setWords('');
                  setReplyTo(null);
                  // The button that was pressed has nothing more to send, and lets go of the focus.
                  field.current?.focus();
                },
              },
            );
          }}
        >
          <TextArea
            ref={field}
            label={replyTo ? t.reply : t.label}
            rows={2}
            maxLength={4000}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          {add.error && <Problem>{`${t.failed} ${describeFailure(add.error).message}`}</Problem>}
          <div className="acts">
            <Button type="submit" busy={add.isPending} disabled={words.trim() === ''}>
              {t.send}
            </Button>
            {replyTo && (
              <Button look="text" onClick={() => setReplyTo(null)}>
                {TEXT.doubts.cancel}
              </Button>
            )}
          </div>
        </form>
      )}
    </Section>
  );
}
