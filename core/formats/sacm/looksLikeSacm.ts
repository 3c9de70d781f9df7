/** Whether the beginning of a file looks like XML of SACM: its outermost classes, or its namespaces. */
export function looksLikeSacm(beginning: string): boolean {
  if (!/^\s*</.test(beginning)) return false;
  return /<(?:[\w.-]+:)?(?:assurancecase|argument)package[\s>/]|(?:spec\/SACM|\/sacm)\/\d/i.test(
    beginning,
  );
}
