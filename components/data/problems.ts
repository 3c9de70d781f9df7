import type { FormProblem } from '@/components/ui/FormError';
import { describeFailure } from './trpc';

/**
 * What a refused call says, for the head of a form and its fields.
 *
 * @param fields ids of the form's fields by the path in the call's input: `{ 'organisation.slug': 'slug' }`
 */
export function problemsOf(error: unknown, fields: Record<string, string> = {}): FormProblem[] {
  if (error === null || error === undefined) return [];
  const { message, path, code, requestId } = describeFailure(error);
  const field = path === null ? undefined : (fields[path] ?? fields[path.split('.')[0] ?? '']);
  const named = path !== null && message.startsWith(`${path}: `);
  const words = named ? message.slice(path.length + 2) : message;
  const quoted = code === 'failed' && requestId ? `${words} (${requestId})` : words;
  return [{ field, words: capital(quoted) }];
}

/** The words for one field, if the problem is about it. */
export function problemAt(problems: FormProblem[], field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.words;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
