import type { CommentRow } from './repo';
import type { Listed } from './service';

export interface CommentView {
  id: string;
  nodeId: string;
  /** Name of who wrote it. */
  author: string;
  authorId: string;
  body: string;
  createdAt: string;
}

export interface ThreadView extends CommentView {
  /** The statement as it read when the thread began. */
  quote: string;
  resolvedAt: string | null;
  mayResolve: boolean;
  replies: CommentView[];
}

/** Threads, oldest first, with their replies; and whether the asker may add to them. */
export function presentThreads({ access, comments, names }: Listed): {
  mayAdd: boolean;
  threads: ThreadView[];
} {
  const view = (row: CommentRow): CommentView => ({
    id: row.id,
    nodeId: row.nodeId,
    author: names.get(row.authorId) ?? '',
    authorId: row.authorId,
    body: row.body,
    createdAt: row.createdAt.toISOString(),
  });
  const replies = Map.groupBy(comments, ({ threadId }) => threadId);
  const threads = (replies.get(null) ?? []).map((first) => ({
    ...view(first),
    quote: first.quote,
    resolvedAt: first.resolvedAt?.toISOString() ?? null,
    mayResolve: access.can('comment.resolve', {
      case: access.resource,
      authorId: first.authorId,
    }),
    replies: (replies.get(first.id) ?? []).map(view),
  }));
  return { mayAdd: access.can('comment.add'), threads };
}
