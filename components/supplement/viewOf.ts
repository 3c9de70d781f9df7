export const CONTRACT_VIEWS = ['demands', 'composite'] as const;
export type ContractView = (typeof CONTRACT_VIEWS)[number];

/** The view that an address asks for; anything unknown means the demands. */
export function readContractView(value: string | string[] | undefined): ContractView {
  return CONTRACT_VIEWS.find((view) => view === value) ?? 'demands';
}
