import type { ResidentRow } from "@lianfang/core/registry/people.ts";
import { m } from "@lianfang/messages/messages.js";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { relations, sexes } from "./words.ts";
import "./member-list.css";

export function MemberList({ members }: { members: readonly ResidentRow[] }) {
  return (
    <ul className="lf-members">
      {members.map((member) => (
        <li key={member.residentId}>
          <AddressLink to={`/people/residents/${member.residentId}`}>{member.name}</AddressLink>
          <span>{relations[member.relation]()}</span>
          <span>{sexes[member.sex]()}</span>
          <span>{member.age === undefined ? "" : m["registry.years"]({ age: member.age })}</span>
        </li>
      ))}
    </ul>
  );
}
