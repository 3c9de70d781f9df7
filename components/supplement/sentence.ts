import { formatDate } from '@/components/ui/dates';

const LOCAL_DATE = /\b\d{4}-\d{2}-\d{2}\b/g;

/** The end of a sentence as one of its own, with dates as they are read. */
export function sentence(words: string): string {
  const dated = words.replace(LOCAL_DATE, (date) => formatDate(date));
  return dated.charAt(0).toUpperCase() + dated.slice(1);
}
