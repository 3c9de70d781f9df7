/** A machine without its functions: what documents, diagrams and tests read. */

import { type Machine, type Party, finalStates, inWords, listWords, statesOf } from './machine';

export interface MachineDescription {
  name: string;
  title: string;
  initial: string;
  finals: string[];
  states: { name: string; meaning: string }[];
  transitions: {
    event: string;
    from: string[];
    to: string;
    who: Party[];
    guards: { name: string; requires: string }[];
  }[];
}

export function describeMachine<State extends string, EventFacts>(
  machine: Machine<State, EventFacts>,
): MachineDescription {
  return {
    name: machine.name,
    title: machine.title,
    initial: machine.initial,
    finals: finalStates(machine),
    states: statesOf(machine).map((name) => ({ name, meaning: machine.states[name] })),
    transitions: machine.transitions.map((transition) => ({
      event: transition.event,
      from: [...transition.from],
      to: transition.to,
      who: [...transition.who],
      guards: transition.guards.map(({ name, requires }) => ({ name, requires })),
    })),
  };
}

/** A Mermaid state diagram. */
export function machineDiagram(machine: MachineDescription): string {
  const lines = ['stateDiagram-v2'];
  for (const { name } of machine.states) {
    if (name.includes('-')) lines.push(`  state "${inWords(name)}" as ${mermaidId(name)}`);
  }
  lines.push(`  [*] --> ${mermaidId(machine.initial)}`);
  for (const { event, from, to } of machine.transitions) {
    for (const source of from) {
      lines.push(`  ${mermaidId(source)} --> ${mermaidId(to)}: ${inWords(event)}`);
    }
  }
  for (const name of machine.finals) lines.push(`  ${mermaidId(name)} --> [*]`);
  return lines.join('\n');
}

/** The whole of docs/workflow.md. */
export function workflowPage(machines: readonly MachineDescription[]): string {
  return `# Workflow

Generated from the state machines in \`core/workflow\`; \`vitest run core/workflow -u\` writes it anew. The
server fires the same tables inside the transaction; an event that is refused names the guard and says
what to do.

Expired and superseded are not states. They follow from the clock and from a newer release, and so does
"in force" (\`core/workflow/inForce.ts\`): published, approved, not suspended, inside the window, not
superseded, no overdue condition, no critical indicator red or silent, and for a supplement a verified
contract and a base in force.

${machines.map(machineSection).join('\n\n')}
`;
}

function machineSection(machine: MachineDescription): string {
  const states = machine.states.map(({ name, meaning }) => `| ${inWords(name)} | ${meaning} |`);
  const transitions = machine.transitions.map(({ event, from, to, who, guards }) => {
    const needs = guards.map((guard) => `${guard.requires} (\`${guard.name}\`)`).join('; ');
    return `| ${inWords(event)} | ${from.map(inWords).join(', ')} | ${inWords(to)} | ${listWords(
      who.map(inWords),
      'or',
    )} | ${needs} |`;
  });
  return [
    `## ${machine.title}`,
    ['```mermaid', machineDiagram(machine), '```'].join('\n'),
    ['| state | meaning |', '|---|---|', ...states].join('\n'),
    ['| event | from | to | who | guards |', '|---|---|---|---|---|', ...transitions].join('\n'),
  ].join('\n\n');
}

function mermaidId(name: string): string {
  return name.replaceAll('-', '_');
}
