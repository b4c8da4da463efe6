import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import type { Filters } from "../kernel/kit/filters.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { useMay } from "../kernel/me.ts";
import { FirstSteps } from "./first-steps.tsx";
import { AreaName } from "./place.tsx";
import { choicesOf, keyIn, residences, sexes, vulnerabilities } from "./words.ts";

/** Ages by which people are looked for: children, those who work, the old. */
const ages: Record<string, { age: string }> = {
  child: { age: "-13" },
  adult: { age: "14-59" },
  old: { age: "60-" },
};

function asked({ search, area, sex, age, residence, vulnerability }: Filters) {
  return {
    limit: 50,
    search,
    areaId: area,
    sex: keyIn(sexes, sex),
    residence: keyIn(residences, residence),
    vulnerability: keyIn(vulnerabilities, vulnerability),
    ...(age ? ages[age] : {}),
  };
}

export function ResidentsPage() {
  const mayAdd = useMay(api.registry.createResident);
  return (
    <ListPage
      title={m["registry.residents"]()}
      query={api.registry.residents}
      input={asked}
      searchLabel={m["registry.residents.search"]()}
      filters={[
        { kind: "area", name: "area", label: m["registry.area"]() },
        {
          kind: "choice",
          name: "age",
          label: m["registry.age"](),
          options: [
            { value: "child", label: m["registry.age.child"]() },
            { value: "adult", label: m["registry.age.adult"]() },
            { value: "old", label: m["registry.age.old"]() },
          ],
        },
        {
          kind: "choice",
          name: "residence",
          label: m["registry.residence"](),
          options: choicesOf(residences),
        },
        {
          kind: "choice",
          name: "vulnerability",
          label: m["registry.vulnerability"](),
          options: choicesOf(vulnerabilities),
        },
        { kind: "choice", name: "sex", label: m["registry.sex"](), options: choicesOf(sexes) },
      ]}
      columns={[
        {
          key: "name",
          title: m["registry.name"](),
          cell: (row) => row.name,
          card: "title",
          width: 120,
        },
        { key: "sex", title: m["registry.sex"](), cell: (row) => sexes[row.sex](), width: 64 },
        {
          key: "age",
          title: m["registry.age"](),
          cell: (row) => row.age ?? "–",
          align: "end",
          width: 64,
        },
        {
          key: "identity",
          title: m["registry.identityNumber"](),
          cell: (row) => row.identityMasked ?? "–",
          isMinor: true,
          card: "none",
        },
        { key: "phone", title: m["registry.phone"](), cell: (row) => row.phoneMasked },
        {
          key: "area",
          title: m["registry.area"](),
          cell: (row) => (
            <>
              <AreaName of={row} /> {row.group}
            </>
          ),
        },
        {
          key: "household",
          title: m["registry.household.number"](),
          cell: (row) => row.householdNumber,
          isMinor: true,
          card: "none",
        },
        {
          key: "care",
          title: m["registry.vulnerability"](),
          cell: (row) =>
            row.vulnerabilities.map((kind) => (
              <StateTag key={kind} tone="amber">
                {vulnerabilities[kind]()}
              </StateTag>
            )),
          card: "tag",
        },
      ]}
      rowKey={(row) => row.residentId}
      to={(row) => `/people/residents/${row.residentId}`}
      newTo={
        mayAdd ? { to: "/people/residents/new", label: m["registry.resident.new"]() } : undefined
      }
      empty={{
        title: m["registry.residents.none"](),
        text: m["registry.none.text"](),
        action: <FirstSteps />,
      }}
    />
  );
}
