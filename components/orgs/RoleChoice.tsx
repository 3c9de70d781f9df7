'use client';

import { Checkbox } from '@/components/ui/Checkbox';
import { Problem } from '@/components/ui/Field';
import { TEXT as PEOPLE } from '@/components/people/text';
import { ORG_ROLES, type OrgRole } from '@/core/policy/actor';
import { TEXT } from './text';

/** Roles with what each is for. A person may hold several. */
export function RoleChoice(props: {
  value: readonly OrgRole[];
  onChange: (roles: OrgRole[]) => void;
  mayMakeOwners: boolean;
  error?: string | undefined;
}) {
  const { value, onChange, mayMakeOwners, error } = props;
  return (
    <fieldset className="fieldset">
      <legend className="lbl">{TEXT.roles}</legend>
      <div className="grid gap-1">
        {ORG_ROLES.map((role) => (
          <Checkbox
            key={role}
            checked={value.includes(role)}
            disabled={role === 'owner' && !mayMakeOwners}
            onChange={({ target: { checked } }) =>
              onChange(
                ORG_ROLES.filter((other) => (other === role ? checked : value.includes(other))),
              )
            }
          >
            <b>{PEOPLE.roles[role].words}</b>{' '}
            <span className="ink2">{PEOPLE.roles[role].note}</span>
          </Checkbox>
        ))}
      </div>
      {!mayMakeOwners && <p className="hint">{TEXT.ownerOnly}</p>}
      {error && <Problem>{error}</Problem>}
    </fieldset>
  );
}

/** "Author, Officer" */
export function roleWords(roles: readonly OrgRole[]): string {
  return roles.map((role) => PEOPLE.roles[role].words).join(', ');
}
