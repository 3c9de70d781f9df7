import { ACTOR_NAMES, type ActorName, PEOPLE } from './actors';
import { expected, type Row } from './row';
import { SECTIONS } from './rows';
import { type StageName, STAGE_NAMES, STAGES } from './stages';

const TRANSPORT: Record<Row['transport'], string> = {
  procedure: '',
  act: 'signed act ',
  route: '',
  message: 'socket message ',
};

/** docs/authorization.md, written from the table. */
export function authorizationPage(): string {
  const actors = ACTOR_NAMES.map((name) => {
    const described = PEOPLE.find(([found]) => found === name)?.[1];
    return `| ${name} | ${described?.is ?? 'not signed in'} |`;
  });
  const stages = STAGE_NAMES.map((name) => `| ${name} | ${STAGES[name].is} |`);
  const sections = SECTIONS.map(
    ({ title, rows }) => `## ${title}

| call | asked before it is done | who gets through |
|---|---|---|
${rows.map(line).join('\n')}
`,
  );
  return `# Who gets through where

Generated from \`server/access/matrix/rows.ts\`; \`vitest run server/access/matrix/table.test.ts -u\` writes
it anew. Every procedure, signed act, plain HTTP route and message of the collaboration socket stands
here; one that does not stand here fails the tests by its name. Each line is tried by everybody below,
at every stage that can make a difference, against the real services and a real database; what is
expected is the answer of \`core/policy\` on the facts of the case ([roles.md](roles.md)).

The checks of a line are asked in order, and the first that refuses gives the answer. Whoever may not
know of a thing is told that it does not exist, in the same words as for what never was. A line that no
stage of a release makes different is tried before there is a release and after publication. Signed acts
are decided on again when the signature is given: whoever has left since it was begun is refused.

## Who is tried

| actor | who that is |
|---|---|
${actors.join('\n')}

## Stages

| stage | how far the release is |
|---|---|
${stages.join('\n')}

${sections.join('\n')}`;
}

function line(row: Row): string {
  const checks = row.checks.map(({ says }) => says).join(', then ');
  const later = row.later.map(({ code, because, to, at }) => {
    const whom = to === undefined ? '' : ` to ${to.join(', ')}`;
    const when = at === undefined ? '' : ` while ${at.join(', ')}`;
    return `; *${code}*${whom}${when}: ${because}`;
  });
  const shown = row.reveals.map(
    ({ check, thing }) => `; shows \`${thing}\` where ${check.says} is allowed`,
  );
  return `| ${TRANSPORT[row.transport]}\`${row.name}\` | ${checks}${later.join('')}${shown.join('')} | ${through(row)} |`;
}

/** Actors by the stages at which they get through. */
function through(row: Row): string {
  const byStages = new Map<string, ActorName[]>();
  for (const actor of ACTOR_NAMES) {
    const open = row.stages.filter((stage) => expected(row, actor, stage) === 'ok');
    if (open.length === 0) continue;
    const when = open.length === row.stages.length ? '' : whileAt(open);
    byStages.set(when, [...(byStages.get(when) ?? []), actor]);
  }
  if (byStages.size === 0) return 'nobody';
  return [...byStages].map(([when, actors]) => `${all(actors)}${when}`).join('; ');
}

function whileAt(stages: readonly StageName[]): string {
  return ` while ${stages.join(', ')}`;
}

function all(actors: readonly ActorName[]): string {
  if (actors.length === ACTOR_NAMES.length) return 'everybody';
  const live = PEOPLE.filter(([, { session }]) => session === 'live').map(([name]) => name);
  if (actors.length === live.length && live.every((name) => actors.includes(name)))
    return 'everybody signed in';
  return actors.join(', ');
}
